// Where the reader is. The address bar and this signal always say the same.
import { computed, signal } from '@preact/signals';
import { emptyAddress, formatAddress, parseAddress, type Address } from './address';

/** The pages that show the interface: the whole, and one in a frame. */
export const embedded = location.pathname.startsWith('/embed/');

export const place = signal<Address>(parseAddress(location.search));

/**
 * Changes where the reader is. A step that the back button should undo is pushed; what changes while a handle is
 * dragged replaces.
 */
export function go(change: Partial<Address>, how: 'push' | 'replace' = 'replace'): void {
  const next = { ...place.peek(), ...change };
  const same = formatAddress(next) === formatAddress(place.peek());
  if (how === 'push' && !same) {
    writeNow();
    history.pushState(null, '', urlOf(next));
  } else {
    clearTimeout(writing);
    writing = setTimeout(writeNow, 150);
  }
  place.value = next;
}

const urlOf = (at: Address) => location.pathname + formatAddress(at) + location.hash;

/** Browsers allow few changes of the address in a second: what changes while a handle is dragged is written at its end. */
let writing: ReturnType<typeof setTimeout> | undefined;

function writeNow(): void {
  clearTimeout(writing);
  history.replaceState(null, '', urlOf(place.peek()));
}

/** The address of what is shown now, whole. */
export const hereURL = () => location.origin + location.pathname + formatAddress(place.peek());

/** Opens an address such as "?node=…", as a link would, but stays in the page. */
export function open(search: string, how: 'push' | 'replace' = 'push'): void {
  const to = parseAddress(search);
  go({ ...to, theme: to.theme || place.peek().theme }, how);
}

addEventListener('popstate', () => {
  place.value = parseAddress(location.search);
});

/** Opens an entity at the left. One that is not drawn yet starts a new drawing. */
export function openEntity(id: string, drawn: boolean): void {
  const at = place.peek();
  if (drawn) {
    go({ node: id, edges: [], panel: '', path: [], drop: at.drop.filter((d) => d !== id) }, 'push');
    return;
  }
  const { theme, table, known, pins } = at;
  go({ ...emptyAddress, theme, table, known, pins, node: id, expand: [{ id, families: [] }] }, 'push');
}

export const openEdges = (keys: string[]) => go({ edges: keys, panel: '' }, 'push');

export function expand(id: string, families: string[] = [], fold: string[] = []): void {
  const at = place.peek();
  const others = at.expand.filter((e) => e.id !== id);
  go({ expand: [...others, { id, families }], fold: [...new Set([...at.fold, ...fold])] }, 'push');
}

export function collapse(id: string): void {
  const at = place.peek();
  const add = at.node === id || at.add.includes(id) ? at.add : [...at.add, id];
  go({ expand: at.expand.filter((e) => e.id !== id), add }, 'push');
}

export function dismiss(id: string): void {
  const at = place.peek();
  go(
    { drop: [...at.drop, id], expand: at.expand.filter((e) => e.id !== id), add: at.add.filter((a) => a !== id) },
    'push',
  );
}

export const resetFilters = () => go({ hide: [], nostatus: [], years: null, undated: true });

export function toggled<T>(list: T[], item: T): T[] {
  return list.includes(item) ? list.filter((x) => x !== item) : [...list, item];
}

/** Whether there is anything to draw; else the first page shows. */
export const showsDrawing = computed(() => {
  const { node, expand, add, path } = place.value;
  return Boolean(node) || expand.length > 0 || add.length > 0 || path.length > 1;
});
