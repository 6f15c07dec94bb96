import { effect, signal } from '@preact/signals';
import { formatAddress } from '../model/address';
import { open, place } from '../model/place';
import { tab } from '../model/storage';
import { decodeStory, emptyStory, encodeStory, parseStory, storyText, type Story } from './story';

/** The address of a story, after the "#". */
const storyMark = '#story=';

export const storyOpen = signal(location.hash.startsWith(storyMark));

export const toggleStory = () => void (storyOpen.value = !storyOpen.value);

const draftKey = 'ipgraph-story';

/** The story in the making; this tab keeps it until it is closed. */
export const story = signal<Story>(emptyStory);
export const broken = signal(false);

/** The step that is shown while clicking through, or -1. */
export const playingStep = signal(-1);

export const here = () => formatAddress({ ...place.peek(), theme: '' });

/** Reads the draft of this tab, and keeps it up to date. */
function keepDraft(): void {
  const kept = location.hash.startsWith(storyMark) ? null : parseStory(tab.get(draftKey));
  if (kept) story.value = kept;
  effect(() => {
    const { steps, title } = story.value;
    if (steps.length || title) tab.set(draftKey, storyText(story.value));
  });
}

/** Reads the story of the address, and shows its first view. */
async function readAddress(): Promise<void> {
  if (!location.hash.startsWith(storyMark)) return;
  const read = await decodeStory(location.hash.slice(storyMark.length));
  storyOpen.value = true;
  broken.value = read === null;
  if (read) tellStory(read);
}

keepDraft();
void readAddress();
addEventListener('hashchange', () => void readAddress());

/** Shows a story from its first view on. */
export function tellStory(read: Story): void {
  story.value = read;
  if (read.steps.length) show(0);
}

export function show(step: number): void {
  const { steps } = story.peek();
  const at = Math.max(0, Math.min(steps.length - 1, step));
  playingStep.value = at;
  open(steps[at]?.address ?? '');
}

export function change(steps: Story['steps']): void {
  story.value = { ...story.peek(), steps };
}

/** Swaps two neighbours. */
export function move(from: number, to: number): void {
  const steps = [...story.peek().steps];
  const [step] = steps.splice(from, 1);
  if (!step || to < 0 || to > steps.length) return;
  steps.splice(to, 0, step);
  change(steps);
}

export async function storyURL(): Promise<string> {
  const first = story.peek().steps[0]?.address ?? '';
  return `${location.origin}/${first}${storyMark}${await encodeStory(story.peek())}`;
}
