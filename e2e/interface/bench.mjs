// Measures the interface, and prints what it measured: never a pass or a fail. Beside each figure stands what the same
// browser does with an empty page in the same run.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { base, drawn, ids, launch, openPage } from './browser.mjs';

const runs = 5;
const browser = await launch();
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

row('What', 'Measured', 'Beside');
row('---', '---:', '---');
scripts();
await firstDrawing();
for (const nodes of [60, 150, 300]) await large(nodes);
await browser.close();

/** The page's scripts as they come over the wire. */
function scripts() {
  const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../web/dist/app/assets/app');
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.js'));
  const kilobytes = (list) => {
    const sizes = list.map((name) => zlib.gzipSync(fs.readFileSync(path.join(folder, name)), { level: 9 }).length);
    return (sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(1);
  };
  row(
    'script, gzipped',
    `${kilobytes(names)} kB`,
    `${kilobytes(names.filter((n) => n.startsWith('worker-')))} kB of it the layout's worker`,
  );
}

/** From the start of the navigation to the first sign of the drawing. */
async function firstDrawing() {
  const blank = [];
  const times = [];
  for (let i = 0; i < runs; i++) {
    const empty = await browser.newPage();
    await empty.goto(`${base}/assets/app/icon.svg`);
    blank.push(await empty.evaluate(() => performance.now()));
    await empty.close();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      new MutationObserver(() => {
        if (!globalThis.drawnAt && document.querySelector('.diagram .node')) globalThis.drawnAt = performance.now();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(`${base}/?node=${ids.huawei}`);
    await drawn(page);
    times.push(await page.evaluate(() => globalThis.drawnAt));
    await context.close();
  }
  row(
    'first drawing of the story',
    `${median(times).toFixed(0)} ms`,
    `${median(blank).toFixed(0)} ms for a picture alone`,
  );
}

/** A drawing of so many nodes, from a view that this script makes up: layout in the worker, then a drag. */
async function large(nodes) {
  const page = await openPage(browser, '/');
  const idle = await framesPerSecond(page, async () => page.waitForTimeout(2000));
  await page.route('**/v1/view*', (route) => route.fulfill({ json: madeUp(nodes) }));
  await page.addInitScript(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, task.duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(`${base}/?node=company:bench:0`);
  await drawn(page, Math.min(nodes, 30));
  const { layout, longest } = await page.evaluate(() => ({
    layout: performance.getEntriesByName('layout')[0].duration,
    longest: globalThis.longest,
  }));
  row(
    `layout in the worker, ${nodes} nodes`,
    `${layout.toFixed(0)} ms`,
    `${longest.toFixed(0)} ms at most was the page itself busy`,
  );
  const fps = await framesPerSecond(page, async () => {
    const box = await page.locator('svg.diagram').boundingBox();
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    for (let i = 0; i < 120; i++)
      await page.mouse.move(box.x + 20 + 150 * Math.sin(i / 9), box.y + 20 + 90 * Math.cos(i / 9));
    await page.mouse.up();
  });
  row(`panning, ${nodes} nodes`, `${fps.toFixed(1)} frames/s`, `${idle.toFixed(1)} with nothing moving`);
  await page.context().close();
}

async function framesPerSecond(page, act) {
  await page.evaluate(() => {
    globalThis.frames = 0;
    globalThis.counting = true;
    globalThis.since = performance.now();
    const count = () => {
      globalThis.frames += 1;
      if (globalThis.counting) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await act();
  return page.evaluate(() => {
    globalThis.counting = false;
    return (1000 * globalThis.frames) / (performance.now() - globalThis.since);
  });
}

/** Companies in clusters round hubs, one and a half relations for each; the same every time. */
function madeUp(nodes) {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const id = (i) => `company:bench:${i}`;
  const edges = [];
  const join = (from, to, type, family) =>
    edges.push({
      key: `e:${edges.length}`,
      type,
      family,
      from_id: id(from),
      to_id: id(to),
      status: 'reported',
      polarity: true,
      disputed: false,
      valid: '2019',
      valid_from: '2019',
      valid_to: '2019',
      first_reported: '2019-01-01',
      citations: [],
      statements: 1,
      independent_sources: 1,
    });
  for (let i = 1; i < nodes; i++) join(i, Math.floor(random() ** 2 * i), 'INVESTED_IN', 'money');
  while (edges.length < nodes * 1.5)
    join(Math.floor(random() * nodes), Math.floor(random() * nodes), 'SUED', 'dispute');
  return {
    entities: Array.from({ length: nodes }, (_, i) => ({
      id: id(i),
      name: `Company number ${i}`,
      kind: 'company',
      relations: 3,
    })),
    edges: edges.filter((e) => e.from_id !== e.to_id),
    around: [{ id: id(0), neighbours: nodes - 1, shown: true }],
    limit: 300,
    truncated: false,
  };
}
