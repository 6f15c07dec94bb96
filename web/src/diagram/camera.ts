// Where the canvas looks: the drawing is moved by x and y pixels and drawn at the scale k.
import { computed, signal } from '@preact/signals';
import type { Bounds, Point } from '../layout/types';
import { canvas, picture } from '../model/drawing';

const smallest = 0.15;
const largest = 4;
/** A drawing of few nodes is not blown up beyond this. */
const largestFit = 1.35;

export const camera = signal({ x: 0, y: 0, k: 1 });

/** Bound to the attribute itself: moving the picture renders nothing anew. */
export const transform = computed(
  () => `translate(${camera.value.x.toFixed(2)} ${camera.value.y.toFixed(2)}) scale(${camera.value.k.toFixed(4)})`,
);

/** Below some scales names would be unreadable: they show for the important and the lit alone. */
export const detail = computed(() => {
  const { k } = camera.value;
  return { labels: k * 11.5 >= 7, names: k * 13 >= 6.5 };
});

export function pan(dx: number, dy: number): void {
  const c = camera.peek();
  camera.value = { ...c, x: c.x + dx, y: c.y + dy };
}

/** Zooms about a point of the canvas; its middle by default. */
export function zoom(factor: number, x = size().width / 2, y = size().height / 2): void {
  const c = camera.peek();
  const k = Math.max(smallest, Math.min(largest, c.k * factor));
  camera.value = { k, x: x - ((x - c.x) * k) / c.k, y: y - ((y - c.y) * k) / c.k };
}

const size = () => canvas.peek() ?? { width: 760, height: 600 };

/** Room for the buttons at the right and the key at the foot. */
function margins() {
  const { width } = size();
  const key = document.querySelector<HTMLElement>('.key');
  return { side: width < 500 ? 8 : 20, right: width < 500 ? 0 : 46, foot: key ? key.offsetHeight + 12 : 12 };
}

/** Brings a place of the drawing into the canvas, where it is not there already. */
export function reveal(at: Point): void {
  const { x, y, k } = camera.peek();
  const { width, height } = size();
  const edge = 40;
  const [left, top] = [x + k * at.x, y + k * at.y];
  if (left > edge && left < width - edge && top > edge && top < height - edge) return;
  camera.value = { k, x: width / 2 - k * at.x, y: height / 2 - k * at.y };
}

/** Shows the whole drawing between the controls. */
export function fit(bounds: Bounds | undefined = picture.peek()?.layout.bounds): void {
  if (!bounds) return;
  const { width, height } = size();
  const { side, right, foot } = margins();
  const [w, h] = [Math.max(1, bounds.right - bounds.left), Math.max(1, bounds.bottom - bounds.top)];
  const k = Math.max(smallest, Math.min(largestFit, (width - 2 * side - right) / w, (height - 2 * side - foot) / h));
  camera.value = {
    k,
    x: (width - right) / 2 - (k * (bounds.left + bounds.right)) / 2,
    y: (height - foot) / 2 - (k * (bounds.top + bounds.bottom)) / 2,
  };
}
