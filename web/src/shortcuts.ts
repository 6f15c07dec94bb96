// Keys of the whole page. Single letters act outside of fields only, and can be switched off (WCAG 2.1.4).
import { effect, signal } from '@preact/signals';
import { fit, zoom } from './diagram/camera';
import { helpOpen } from './dialogs/HelpDialog';
import { expandOrCollapse } from './model/expanding';
import { go, place } from './model/place';
import { visits } from './model/storage';
import { play } from './model/timeline';

const lettersKey = 'ipgraph-letters';

export const letters = signal(visits.get(lettersKey) !== 'off');

effect(() => {
  visits.set(lettersKey, letters.value ? '' : 'off');
});

const focus = (id: string) => {
  const field = document.getElementById(id);
  field?.scrollIntoView({ block: 'nearest' });
  field?.focus();
};

/** The node that has the focus, or else the one at the left. */
function currentNode(): string {
  const focused = document.activeElement?.closest('[data-node]')?.getAttribute('data-node');
  return focused ?? place.peek().node;
}

const actions: Record<string, () => void> = {
  '/': () => focus('search'),
  e: () => void expandOrCollapse(currentNode()),
  p: () => {
    if (!place.peek().path.length) {
      focus('path-to'); // at once: the next letters are the name
      return;
    }
    go({ path: [] }, 'push');
    requestAnimationFrame(() => focus('path-to'));
  },
  t: () => go({ table: !place.peek().table }, 'push'),
  '+': () => zoom(1.25),
  '=': () => zoom(1.25),
  '-': () => zoom(0.8),
  '0': () => fit(),
  '?': () => (helpOpen.value = true),
};

/** Clears what was chosen last: the evidence, then the path. */
function escape(): void {
  const at = place.peek();
  if (at.edges.length || at.panel) go({ edges: [], panel: '' }, 'push');
  else if (at.path.length) go({ path: [] }, 'push');
}

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.isContentEditable);

export function listenToKeys(): void {
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    if (document.querySelector('dialog[open]')) return;
    if (e.key === 'Escape') {
      escape();
      return;
    }
    if (inField(e.target)) return;
    if (e.key === ' ' && e.target === document.body) {
      e.preventDefault();
      play();
      return;
    }
    const act = actions[e.key.toLowerCase()];
    if (!act || !letters.value) return;
    e.preventDefault();
    act();
  });
}
