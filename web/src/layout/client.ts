// The page's side of the layout worker.
import type { LayoutInput, LayoutResult } from './types';
import type { LayoutAnswer } from './worker';

/** The request that is under way. */
interface Request {
  resolve: (result: LayoutResult | null) => void;
  reject: (reason: Error) => void;
}

let worker: Worker | null = null;
let current: Request | null = null;

/**
 * Lays out in a worker. Only the newest request is worked on: when another one follows before it is done, the promise
 * resolves to null. Rejects with an Error when the input contradicts itself or the worker cannot run.
 */
export function layoutInWorker(input: LayoutInput): Promise<LayoutResult | null> {
  supersede();
  return new Promise((resolve, reject) => {
    current = { resolve, reject };
    worker ??= startWorker();
    worker.postMessage(input);
  });
}

/** A busy worker reads no messages, so the one that works on an old request is ended. */
function supersede(): void {
  if (!current) return;
  stopWorker();
  finish((request) => request.resolve(null));
}

function startWorker(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<LayoutAnswer>) => {
    finish((request) => {
      if ('error' in data) request.reject(new Error(data.error));
      else request.resolve(data.result);
    });
  });
  started.addEventListener('error', (event) => {
    stopWorker();
    finish((request) => request.reject(new Error(`layout: the worker failed: ${event.message || 'it did not load'}`)));
  });
  return started;
}

function stopWorker(): void {
  worker?.terminate();
  worker = null;
}

/** Ends the request that is under way, if there is one. */
function finish(end: (request: Request) => void): void {
  const request = current;
  current = null;
  if (request) end(request);
}
