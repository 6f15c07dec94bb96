// The years and days that the relations of the drawing give to choose from.
import { computed, signal } from '@preact/signals';
import { edgesNow } from './data';
import { allowedEdges } from './drawing';
import { namedYears } from './filter';
import { go, place } from './place';

/** The scale never spans more; what is older is drawn at its left end. */
const mostYears = 60;

/** First and last year of the scale, or null where nothing is dated. */
export const scale = computed<[number, number] | null>(() => {
  const years = allowedEdges.value.flatMap((e) => namedYears(e) ?? []);
  if (years.length === 0) return null;
  const last = Math.max(...years);
  return [Math.max(Math.min(...years), last - mostYears), last];
});

export interface YearCount {
  year: number;
  count: number;
}

/** How many relations begin in each year of the scale. */
export const perYear = computed<YearCount[]>(() => {
  const range = scale.value;
  if (!range) return [];
  const counts = new Map<number, number>();
  for (const edge of allowedEdges.value) {
    const years = namedYears(edge);
    if (years) counts.set(Math.max(years[0], range[0]), (counts.get(Math.max(years[0], range[0])) ?? 0) + 1);
  }
  const [from, to] = range;
  return Array.from({ length: to - from + 1 }, (_, i) => ({ year: from + i, count: counts.get(from + i) ?? 0 }));
});

export const undatedCount = computed(() => allowedEdges.value.filter((e) => !namedYears(e)).length);

/** The days on which something of the drawing was first reported, in order. */
export const reportDays = computed(() =>
  [...new Set(edgesNow.value.map((e) => e.first_reported).filter(Boolean))].sort(),
);

/** How many relations were reported after the chosen day. */
export const reportedLater = computed(() => {
  const { known } = place.value;
  return known ? edgesNow.value.filter((e) => e.first_reported > known).length : 0;
});

/** The whole scale is no filter and is left out of the address. */
export function chooseYears(from: number, to: number): void {
  const range = scale.peek();
  if (!range) return;
  go({ years: from <= range[0] && to >= range[1] ? null : [Math.min(from, to), Math.max(from, to)] });
}

export const playing = signal(false);
const yearLasts = 900; // milliseconds
let timer: ReturnType<typeof setTimeout> | undefined;

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Shows the years one after the other; with reduced motion, one more at each press. */
export function play(): void {
  if (playing.peek()) {
    stopPlaying();
    return;
  }
  const range = scale.peek();
  if (!range) return;
  const shown = place.peek().years;
  const atEnd = !shown || shown[1] >= range[1];
  if (still()) {
    chooseYears(range[0], atEnd ? range[0] : shown[1] + 1);
    return;
  }
  playing.value = true;
  go({ years: [range[0], atEnd ? range[0] : shown[1]] });
  timer = setTimeout(step, yearLasts);
}

function step(): void {
  const [range, shown] = [scale.peek(), place.peek().years];
  if (!range || !shown || shown[1] >= range[1]) {
    stopPlaying();
    return;
  }
  const next = shown[1] + 1;
  chooseYears(range[0], next);
  if (next >= range[1]) stopPlaying();
  else timer = setTimeout(step, yearLasts);
}

export function stopPlaying(): void {
  clearTimeout(timer);
  playing.value = false;
}
