import type { Scene } from './scene';
import { bodyBox } from './scene';
import { enclose } from './geometry';

/** Degrees from one try to the next. */
const STEP = 10;

/** How much the drawing's bodies can be enlarged to fill the canvas; below 1 they must shrink. */
export function fitScale(scene: Scene): number {
  const box = enclose(scene.bodies.map(bodyBox));
  return Math.min(scene.width / Math.max(1, box.right - box.left), scene.height / Math.max(1, box.bottom - box.top));
}

/** Turns the drawing to the angle at which it fills the canvas best. Names stay level. */
export function turnToFit(scene: Scene): void {
  let best = 0;
  let bestScale = 0;
  for (let angle = 0; angle < 360; angle += STEP) {
    const scale = fitScale(scene);
    if (scale > bestScale) {
      best = angle;
      bestScale = scale;
    }
    turnBy(scene, STEP);
  }
  turnBy(scene, best); // a whole turn has brought it back to where it was
}

function turnBy(scene: Scene, degrees: number): void {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  for (const body of scene.bodies) {
    const { x, y } = body;
    body.x = x * cos - y * sin;
    body.y = x * sin + y * cos;
  }
}
