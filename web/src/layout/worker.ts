// The layout off the main thread: one message in, one message out.
import type { LayoutInput, LayoutResult } from './types';
import { layout } from './layout';

/** What the worker answers: the drawing, or why there is none. */
export type LayoutAnswer = { result: LayoutResult } | { error: string };

function answer(input: LayoutInput): LayoutAnswer {
  try {
    return { result: layout(input) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

self.addEventListener('message', (event: MessageEvent<LayoutInput>) => {
  self.postMessage(answer(event.data));
});
