// What is told to those who do not see the picture: one polite live region.
import { signal } from '@preact/signals';

export const spoken = signal('');

export function say(words: string): void {
  spoken.value = spoken.peek() === words ? `${words} ` : words; // the same words again are spoken again
}
