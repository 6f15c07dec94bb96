// Where the story stands in the page. Its code is loaded when it is first asked for.
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { Bars } from '../ui/Bars';
import { tell } from '../ui/copy';
import { text } from '../strings';

/** The address of a story, after the "#". */
export const storyMark = '#story=';

export const storyOpen = signal(location.hash.startsWith(storyMark));

const panel = signal<FunctionComponent | null>(null);

export function toggleStory(): void {
  storyOpen.value = !storyOpen.value;
}

addEventListener('hashchange', () => {
  if (location.hash.startsWith(storyMark)) storyOpen.value = true;
});

export function StorySlot() {
  if (!panel.value) {
    import('./StoryPanel').then(
      (module) => (panel.value = module.StoryPanel),
      () => tell(text.failedNetwork),
    );
    return <Bars />;
  }
  const Panel = panel.value;
  return <Panel />;
}
