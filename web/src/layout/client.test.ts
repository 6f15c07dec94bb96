import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { layout } from './layout';
import { storyGraph } from './testing/graphs';
import type { LayoutInput } from './types';

type Listener = (event: object) => void;

/** Stands for the browser's worker; it answers when the test says so. */
class FakeWorker {
  static all: FakeWorker[] = [];
  sent: LayoutInput[] = [];
  ended = false;
  private readonly listeners = new Map<string, Listener>();

  constructor() {
    FakeWorker.all.push(this);
  }
  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, listener);
  }
  postMessage(input: LayoutInput): void {
    this.sent.push(input);
  }
  terminate(): void {
    this.ended = true;
  }
  tell(type: string, event: object): void {
    if (!this.ended) this.listeners.get(type)?.(event);
  }
}

const input = storyGraph(740, 600);
const result = layout({ ...input, nodes: [], edges: [], groups: [] });
let layoutInWorker: (typeof import('./client'))['layoutInWorker'];

beforeEach(async () => {
  FakeWorker.all = [];
  vi.resetModules();
  vi.stubGlobal('Worker', FakeWorker);
  ({ layoutInWorker } = await import('./client'));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function newest(): FakeWorker {
  const worker = FakeWorker.all.at(-1);
  if (!worker) throw new Error('no worker was started');
  return worker;
}

it('gives what the worker answers, and uses one worker for one request after another', async () => {
  const first = layoutInWorker(input);
  newest().tell('message', { data: { result } });
  expect(await first).toEqual(result);
  const second = layoutInWorker(input);
  newest().tell('message', { data: { result } });
  expect(await second).toEqual(result);
  expect(FakeWorker.all).toHaveLength(1);
  expect(newest().sent).toEqual([input, input]);
});

it('ends work on a request when a newer one comes', async () => {
  const old = layoutInWorker(input);
  const late = newest();
  const young = layoutInWorker(input);
  expect(await old).toBeNull();
  expect(late.ended).toBe(true);
  newest().tell('message', { data: { result } });
  expect(await young).toEqual(result);
});

it('rejects with what the layout complains of', async () => {
  const promise = layoutInWorker(input);
  newest().tell('message', { data: { error: 'layout: no such node' } });
  await expect(promise).rejects.toThrow('layout: no such node');
});

it('rejects when the worker does not load, and starts another one next time', async () => {
  const promise = layoutInWorker(input);
  newest().tell('error', { message: '' });
  await expect(promise).rejects.toThrow('did not load');
  const next = layoutInWorker(input);
  newest().tell('message', { data: { result } });
  expect(await next).toEqual(result);
  expect(FakeWorker.all).toHaveLength(2);
});
