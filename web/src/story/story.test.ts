import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeStory, emptyStory, encodeStory, parseStory, storyText, type Story } from './story';

const told: Story = {
  title: 'How is 华为 connected to “Acme”?',
  steps: [
    { caption: 'First,\nthey met.', address: '?node=company:ipgraph:acme&known=2019-06-20' },
    { caption: '', address: '' },
  ],
};

/** Half a surrogate pair is text too: a reader may paste one. */
const anyText = (maxLength: number) =>
  fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('\uD800', '\uDC00', '𝒜', '\0', '"'),
    ),
    maxLength,
  });

const anyStory: fc.Arbitrary<Story> = fc.record({
  title: anyText(40),
  steps: fc.array(
    fc.record({
      caption: anyText(80),
      address: fc.oneof(
        fc.constant(''),
        anyText(60).map((query) => `?${query}`),
      ),
    }),
    { maxLength: 12 },
  ),
});

/** What encodeStory would make of any bytes. */
const packed = (bytes: string | Uint8Array) => deflateRawSync(bytes).toString('base64url');

/** The JSON of a story with something changed in it. */
const changed = (change: object) => JSON.stringify({ ipgraph_story: 1, ...told, ...change });

describe('a story in an address', () => {
  it('comes out as it went in, whatever is written in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async (story) => {
        expect(await decodeStory(await encodeStory(story))).toEqual(story);
      }),
    );
  });

  it('has only letters that an address may hold', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async (story) => {
        expect(await encodeStory(story)).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
    );
  });

  it('is shorter than its text where the text repeats itself', async () => {
    const steps = Array.from({ length: 60 }, (_, i) => ({
      caption: `View ${i}`,
      address: told.steps[0]?.address ?? '',
    }));
    const code = await encodeStory({ title: 'Long', steps });
    expect(code.length).toBeLessThan(storyText({ title: 'Long', steps }).length / 5);
    expect(await decodeStory(code)).toEqual({ title: 'Long', steps });
  });

  it('may be as long as the longest story that can be read', async () => {
    // Texts that hardly pack: a story of these has some hundred thousand bytes.
    let seed = 1;
    const noise = (length: number) =>
      Array.from({ length }, () => String.fromCharCode(33 + ((seed = (seed * 48271) % 2147483647) % 90))).join('');
    const steps = Array.from({ length: 60 }, () => ({ caption: noise(4000), address: `?${noise(3999)}` }));
    const longest = { title: noise(4000), steps };
    expect(await decodeStory(await encodeStory(longest))).toEqual(longest);
  });

  it('that is damaged is a story or none, and never an error', async () => {
    const code = await encodeStory(told);
    const damage = fc.oneof(
      fc
        .tuple(fc.nat(code.length), fc.string({ maxLength: 3 }))
        .map(([at, s]) => code.slice(0, at) + s + code.slice(at + s.length)),
      fc.nat(code.length - 1).map((length) => code.slice(0, length)),
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.uint8Array().map((bytes) => packed(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (text) => {
        const read = await decodeStory(text);
        if (read) expect(parseStory(storyText(read))).toEqual(read);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['nothing', ''],
    ['what is not base64', 'a story!'],
    ['what is not packed', Buffer.from(changed({})).toString('base64url')],
    ['what is packed in another way', deflateSync(changed({})).toString('base64url')],
    ['half of it', packed(changed({})).slice(0, 60)],
    ['what is no JSON', packed('{"ipgraph_story":1,')],
    ['another version', packed(changed({ ipgraph_story: 2 }))],
    [
      'bytes that are no text',
      packed(
        Buffer.concat([Buffer.from('{"ipgraph_story":1,"steps":[],"title":"'), Buffer.from([0xff]), Buffer.from('"}')]),
      ),
    ],
  ])('is none where there is %s', async (_, text) => {
    expect(await decodeStory(text)).toBeNull();
  });

  it('is none where a short address unpacks to more than a megabyte', async () => {
    const bomb = packed(changed({ more: ' '.repeat(50_000_000) }));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await decodeStory(bomb)).toBeNull();
    const justOver = packed(changed({ more: ' '.repeat(1_000_000) }));
    expect(await decodeStory(justOver)).toBeNull();
    const below = packed(changed({ more: ' '.repeat(900_000) }));
    expect(await decodeStory(below)).toEqual(told);
  });
});

describe('a story file', () => {
  it('reads as it was written', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        expect(parseStory(storyText(story))).toEqual(story);
      }),
    );
    expect(parseStory(storyText(emptyStory))).toEqual(emptyStory);
  });

  it('names its version, and can be read by people', () => {
    expect(storyText(told)).toMatch(/^\{\n {2}"ipgraph_story": 1,\n/);
  });

  it('has nothing in it but what a story has', () => {
    const steps = told.steps.map((step) => ({ ...step, more: 1 }));
    expect(parseStory(changed({ steps, more: { __proto__: null } }))).toEqual(told);
  });

  it('may have 60 views, and texts of 4000 characters', () => {
    const step = { caption: 'x'.repeat(4000), address: `?${'x'.repeat(3999)}` };
    const most = { title: 'x'.repeat(4000), steps: Array<typeof step>(60).fill(step) };
    expect(parseStory(changed(most))).toEqual(most);
  });

  it.each([
    ['an older version', { ipgraph_story: 0 }],
    ['a newer version', { ipgraph_story: 2 }],
    ['a version in words', { ipgraph_story: '1' }],
    ['no title', { title: undefined }],
    ['a title that is no text', { title: ['a'] }],
    ['a title that is too long', { title: 'x'.repeat(4001) }],
    ['no steps', { steps: undefined }],
    ['steps that are no list', { steps: { length: 0 } }],
    ['too many steps', { steps: Array(61).fill({ caption: '', address: '' }) }],
    ['a step that is nothing', { steps: [null] }],
    ['a step without a caption', { steps: [{ address: '' }] }],
    ['a caption that is too long', { steps: [{ caption: 'x'.repeat(4001), address: '' }] }],
    ['a step without an address', { steps: [{ caption: '' }] }],
    ['an address that is too long', { steps: [{ caption: '', address: `?${'x'.repeat(4000)}` }] }],
  ])('is refused with %s', (_, change) => {
    expect(parseStory(changed({}))).toEqual(told);
    expect(parseStory(changed(change))).toBeNull();
  });

  it.each([
    'https://evil.example/?node=a',
    '//evil.example/?a',
    '/entity/a',
    'javascript:alert(1)',
    ' ?node=a',
    '#?a',
    'x\n?a',
    '\n',
  ])('is refused where a view has the address %j, which is not a query', (address) => {
    expect(parseStory(changed({ steps: [{ caption: '', address }] }))).toBeNull();
  });

  it.each(['null', '1', '[]', '""', '{}', '', '{', 'ipgraph'])('is none in %j', (json) => {
    expect(parseStory(json)).toBeNull();
  });

  it('is a story or none, whatever the file holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((value) => changed({ steps: value })),
        ),
        (json) => {
          const read = parseStory(json);
          if (read) expect(parseStory(storyText(read))).toEqual(read);
        },
      ),
    );
  });
});
