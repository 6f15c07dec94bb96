// A short note at the foot of the page that something was done.
import { signal } from '@preact/signals';

export const toasted = signal('');

const shownFor = 3200; // milliseconds
let timer: ReturnType<typeof setTimeout> | undefined;

export function toast(words: string): void {
  toasted.value = words;
  clearTimeout(timer);
  timer = setTimeout(() => (toasted.value = ''), shownFor);
}
