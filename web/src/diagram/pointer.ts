// Mouse, pen and fingers on the canvas: dragging moves the picture or a node, two fingers and the wheel zoom.
import { moveNode } from '../model/drawing';
import { camera, pan, zoom } from './camera';

export interface PointerActions {
  pick: (id: string) => void;
  pickLine: (id: string) => void;
  clear: () => void;
}

/** A pointer that moves no further than this has clicked. */
const clickSlop = 5;

/** Listens on the drawing; the result ends it. */
export function listen(svg: SVGSVGElement, actions: PointerActions): () => void {
  const pointers = new Map<number, [number, number]>();
  let node = '';
  let travelled = 0;

  const local = (e: PointerEvent | WheelEvent): [number, number] => {
    const box = svg.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  };
  const idAt = (e: PointerEvent, kind: 'node' | 'line') =>
    e.target instanceof Element ? (e.target.closest(`[data-${kind}]`)?.getAttribute(`data-${kind}`) ?? '') : '';

  const onWheel = (e: WheelEvent) => {
    e.preventDefault();
    zoom(Math.exp(-e.deltaY * (e.ctrlKey ? 0.01 : 0.0016)), ...local(e));
  };
  const onDown = (e: PointerEvent) => {
    pointers.set(e.pointerId, local(e));
    travelled = 0;
    node = pointers.size === 1 ? idAt(e, 'node') : '';
  };
  const onMove = (e: PointerEvent) => {
    const before = pointers.get(e.pointerId);
    if (!before) return;
    const now = local(e);
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    travelled += Math.abs(dx) + Math.abs(dy);
    if (travelled > clickSlop && !svg.hasPointerCapture(e.pointerId)) svg.setPointerCapture(e.pointerId);
    const other = [...pointers].find(([id]) => id !== e.pointerId)?.[1];
    if (other) {
      const [apart, apartNow] = [
        Math.hypot(before[0] - other[0], before[1] - other[1]),
        Math.hypot(now[0] - other[0], now[1] - other[1]),
      ];
      zoom(apartNow / (apart || 1), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    } else if (node && travelled > clickSlop) {
      moveNode(node, dx / camera.peek().k, dy / camera.peek().k);
    } else if (!node) {
      pan(dx, dy);
    }
    pointers.set(e.pointerId, now);
  };
  const onUp = (e: PointerEvent) => {
    const was = pointers.delete(e.pointerId);
    if (was && travelled < clickSlop && e.type === 'pointerup' && e.button === 0) {
      const [picked, line] = [idAt(e, 'node'), idAt(e, 'line')];
      if (picked) actions.pick(picked);
      else if (line) actions.pickLine(line);
      else actions.clear();
    }
    node = '';
  };

  svg.addEventListener('wheel', onWheel, { passive: false });
  svg.addEventListener('pointerdown', onDown);
  svg.addEventListener('pointermove', onMove);
  svg.addEventListener('pointerup', onUp);
  svg.addEventListener('pointercancel', onUp);
  return () => {
    svg.removeEventListener('wheel', onWheel);
    svg.removeEventListener('pointerdown', onDown);
    svg.removeEventListener('pointermove', onMove);
    svg.removeEventListener('pointerup', onUp);
    svg.removeEventListener('pointercancel', onUp);
  };
}
