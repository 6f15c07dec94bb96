// Opens pages as readers do, from disk or from a server: on a wide and on a narrow
// screen, light and dark, and as printed. What it is to open comes as JSON by
// argument; what it saw goes to standard output as JSON: every request beside that for
// the page itself, every error, and what axe finds against WCAG 2.2 AA.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';

const task = JSON.parse(process.argv[2]);
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const seen = { requests: [], errors: [], violations: [], overflow: [], pictures: [], links: 0 };

const browser = await chromium.launch({
  executablePath: task.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
});
try {
  for (const view of [{ name: 'wide', width: 1440, height: 900, scheme: 'light' }, { name: 'tablet', width: 820, height: 1180, scheme: 'dark' },
    { name: 'phone', width: 390, height: 844, scheme: 'light' }, { name: 'phone-dark', width: 390, height: 844, scheme: 'dark' },
    { name: 'printed', width: 794, height: 1123, scheme: 'light', media: 'print' }]) {
    await look(view);
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));

async function look(view) {
  const page = await browser.newPage({ viewport: { width: view.width, height: view.height }, colorScheme: view.scheme });
  page.on('request', (r) => r.url() === task.page || seen.requests.push(r.url()));
  page.on('console', (m) => m.type() === 'error' && seen.errors.push(`${view.name}: ${m.text()}`));
  page.on('pageerror', (e) => seen.errors.push(`${view.name}: ${e.message}`));
  if (view.media) await page.emulateMedia({ media: view.media, colorScheme: view.scheme });
  await page.goto(task.page);
  await page.getByText(task.expect).first().waitFor();
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  for (const v of found.violations) seen.violations.push(`${view.name}: ${v.id}: ${v.help} (${v.nodes[0].html})`);
  if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) seen.overflow.push(view.name);
  seen.links = await page.locator('a[href^="#"]').count();
  const file = path.join(task.pictures, `${task.name}-${view.name}.png`);
  await page.screenshot({ path: file, fullPage: true });
  seen.pictures.push(file);
  await page.close();
}
