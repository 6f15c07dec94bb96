import { say } from '../model/say';
import { text } from '../strings';
import { toast } from './toast';

/** Puts a text on the clipboard, and tells the reader so. */
export async function copy(words: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    tell(done);
  } catch {
    tell(text.copyFailed);
  }
}

export function tell(words: string): void {
  say(words);
  toast(words);
}
