// A story: views in order, each with a caption. It lives in the address or in a file of the reader, nowhere else.

export interface Step {
  /** What the reader is told beside the view. */
  caption: string;
  /** The query of the view's address, such as "?node=…". */
  address: string;
}

export interface Story {
  title: string;
  steps: Step[];
}

/** The form that files and links have; a later one gets another number. */
const version = 1;
export const mostSteps = 60;
export const longestText = 4000; // characters

export const emptyStory: Story = { title: '', steps: [] };

/** The text of a story file. */
export const storyText = (story: Story) => JSON.stringify({ ipgraph_story: version, ...story }, null, 2);

/** Reads a story of another's making: what is not as expected is refused, never guessed. */
export function parseStory(json: string): Story | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isRecord(value) || value.ipgraph_story !== version || !isText(value.title) || !Array.isArray(value.steps))
    return null;
  if (value.steps.length > mostSteps) return null;
  const steps: Step[] = [];
  for (const step of value.steps as unknown[]) {
    if (!isRecord(step) || !isText(step.caption) || !isText(step.address) || !/^(\?|$)/.test(step.address)) return null;
    steps.push({ caption: step.caption, address: step.address });
  }
  return { title: value.title, steps };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longestText;

/** The story as a part of an address: deflated, in the letters that addresses may hold. */
export async function encodeStory(story: Story): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify({ ipgraph_story: version, ...story }));
  const packed = new Uint8Array(await through(bytes, new CompressionStream('deflate-raw')));
  return btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

export async function decodeStory(text: string): Promise<Story | null> {
  try {
    const packed = Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream('deflate-raw'), longestStory);
    return parseStory(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** A small address could unpack to gigabytes: reading ends here, in bytes. */
const longestStory = 1_000_000;

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: GenericTransformStream,
  most = Infinity,
): Promise<ArrayBuffer> {
  const reader = (
    new Blob([bytes]).stream().pipeThrough(stream) as ReadableStream<Uint8Array<ArrayBuffer>>
  ).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) throw new RangeError('the story is too long');
    parts.push(value);
  }
  return new Blob(parts).arrayBuffer();
}
