// Names, quotations and locators that are markup, script, formulas and queries go through every view and every export.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { close, desktop, drawn, keep, launch, openPage, phone, violations } from './browser.mjs';

const hub = 'company:ipgraph:hostile-hub';
const name = '<img src=x onerror="window.hacked=1"> & Söhne';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** The payloads would set a mark or load a picture. */
async function unharmed(page) {
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('img, iframe, svg svg').count(), 0, 'no name became markup');
}

for (const [view, viewport] of Object.entries({ desktop, phone })) {
  test(`every view, ${view}`, async () => {
    const page = await openPage(browser, `/?node=${hub}`, { viewport });
    await drawn(page, 6);
    await unharmed(page);
    assert.ok((await page.locator('svg.diagram').textContent()).includes('<img src=x'), 'the name is there, as text');
    await keep(page, `hostile-${view}`);
    if (view === 'phone') await page.locator('.peek button').click();
    await page.getByRole('heading', { name }).waitFor();
    await page.locator('summary', { hasText: 'What is said about it alone' }).click();
    await page.locator('.relation').filter({ hasText: 'calc' }).first().click();
    await page.locator('.statement').nth(1).waitFor();
    assert.ok((await page.locator('blockquote').textContent()).includes('</blockquote><script>'));
    await page.locator('.history summary').click();
    await page.locator('.history li').first().waitFor();
    assert.deepEqual(await violations(page), []);
    await unharmed(page);
    await close(page);

    for (const address of [
      `/?node=${hub}&view=table`,
      `/?node=${hub}&panel=conflicts`,
      `/embed/?node=${hub}`,
      `/?path=${hub}~company:ipgraph:hostile-cypher`,
      `/?path=company:ipgraph:hostile-cjk~company:ipgraph:hostile-formula`,
    ]) {
      const other = await openPage(browser, address, { viewport });
      await other.getByText('<img src=x').first().waitFor({ state: 'attached' });
      await unharmed(other);
      await close(other);
    }
  });
}

test('search', async () => {
  const page = await openPage(browser, '/');
  await page.locator('.examples').waitFor();
  for (const words of ['<img src=x', '"><script>', "x'}) DETACH", '=cmd', 'ישראל', '华为技术', ']]>', 'شركة']) {
    await page.getByRole('combobox').fill(words);
    await page.getByRole('option').first().waitFor();
    await page.waitForTimeout(300);
    await unharmed(page);
  }
  await close(page);
});

test('the plain page', async () => {
  const page = await openPage(browser, `/entity/${hub}`);
  assert.ok((await page.locator('body').textContent()).includes('<img src=x onerror'));
  assert.equal(await page.locator('script').count(), 0);
  await unharmed(page);
  assert.deepEqual(await violations(page), []);
  await close(page);
});

/** Saves the view in a format, by the menu. */
async function saved(page, format) {
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: new RegExp(`^${format}`) }).click();
  return fs.readFileSync(await (await download).path());
}

test('every export', async () => {
  const page = await openPage(browser, `/?node=${hub}`);
  await drawn(page, 6);
  const csv = (await saved(page, 'CSV')).toString('utf8');
  for (const cell of cells(csv)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/, 'no cell is a formula');
  assert.ok(cells(csv).includes("'=cmd|'/c calc'!A1"));
  assert.ok(cells(csv).includes(name));

  const blank = await browser.newPage(); // our page's policy refuses the style sheet inside the picture
  const parsed = (text) =>
    blank.evaluate((xml) => {
      const document = new DOMParser().parseFromString(xml, 'application/xml');
      const elements = [...document.querySelectorAll('*')];
      return {
        broken: document.querySelector('parsererror')?.textContent ?? '',
        names: [...new Set(elements.map((e) => e.localName))],
        handlers: elements.flatMap((e) => [...e.attributes]).filter((a) => /^on|^href$/.test(a.name)).length,
        text: document.documentElement.textContent,
      };
    }, text);
  const graphML = await parsed((await saved(page, 'GraphML')).toString('utf8'));
  assert.equal(graphML.broken, '');
  assert.deepEqual(graphML.names.sort(), ['data', 'edge', 'graph', 'graphml', 'key', 'node']);
  assert.ok(graphML.text.includes(name));

  const picture = (await saved(page, 'SVG')).toString('utf8');
  const svg = await parsed(picture);
  assert.equal(svg.broken, '');
  assert.deepEqual(
    svg.names.filter((n) => !/^(svg|g|path|rect|circle|text|tspan|title|desc|style)$/.test(n)),
    [],
  );
  assert.equal(svg.handlers, 0);
  assert.doesNotMatch(picture, /color-mix|color\(/, 'drawing programs read its colours');
  assert.match(picture, /data:font\/woff2/);
  assert.match(
    svg.text,
    /Alleged[\s\S]*\d+ entities[\s\S]*Drawn[\s\S]*\?node=/,
    'key, count, date and link are in its foot',
  );

  const png = await saved(page, 'PNG');
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  const [width] = /width="(\d+)"/.exec(picture).slice(1).map(Number);
  assert.equal(png.readUInt32BE(16), 2 * width, 'two pixels for one');

  const cypher = (await saved(page, 'Cypher')).toString('utf8');
  const file = process.env.IPGRAPH_CYPHER_FILE; // the Go test runs it in a real Neo4j
  if (file) fs.writeFileSync(file, cypher);
  assert.ok(cypher.includes(String.raw`'x\'}) DETACH DELETE n; //\\'`));

  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: /^Embed/ }).click();
  await page.getByText('The code of the frame was copied').first().waitFor();
  const frame = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(frame, /^<iframe src="http:\/\/[^"<>]+\/embed\/\?node=[^"<>]+" [^<>]*><\/iframe>$/);
  await unharmed(page);
  await close(page);
});

test('the story pack of a path', async () => {
  const page = await openPage(browser, `/?path=${hub}~company:ipgraph:hostile-formula`);
  await page.locator('.chain').first().waitFor();
  const zip = await saved(page, 'Story pack');
  assert.equal(zip.subarray(0, 2).toString(), 'PK');
  await close(page);
});

test('a story of another’s making', async () => {
  const page = await openPage(browser, '/');
  const say = '<img src=x onerror=window.hacked=1>';
  const story = {
    ipgraph_story: 1,
    title: say,
    steps: [{ caption: say, address: `?node=${hub}` }],
  };
  const open = async (text) => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'story.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
  };
  await page.getByRole('button', { name: 'Story', exact: true }).click();
  for (const broken of [
    '{',
    '[]',
    '{"ipgraph_story":2,"title":"","steps":[]}',
    JSON.stringify({
      ...story,
      steps: [{ caption: '', address: '//evil.example' }],
    }),
  ]) {
    await open(broken);
    await page.locator('.problem').filter({ hasText: 'cannot be read' }).waitFor();
  }
  await open(JSON.stringify(story));
  await page.locator('.caption').filter({ hasText: '<img' }).waitFor();
  await unharmed(page);
  await close(page);
});

/** The cells of a CSV text. */
function cells(csv) {
  return [...csv.replace(/^\uFEFF/, '').matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
    (m) => m[1]?.replace(/""/g, '"') ?? m[2],
  );
}
