// What the tests of the interface share: a real browser, and a watch over what a page asks for and complains about.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';

const required = (name) =>
  process.env[name] || assert.fail(`${name} is not set: run these tests by the Go test beside them, or set it`);

export const base = required('IPGRAPH_URL');
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const desktop = { width: 1440, height: 900 };
export const tablet = { width: 820, height: 1180 };
export const phone = { width: 390, height: 844 };

export const ids = {
  huawei: 'company:ipgraph:huawei-technologies',
  cnex: 'company:ipgraph:cnex-labs',
  micron: 'company:ipgraph:micron-technology',
  futurewei: 'company:ipgraph:futurewei-technologies',
  rubio: 'person:ipgraph:marco-rubio',
  case: 'lawsuit:us:txed/4:17-cv-00893',
};

export const launch = () =>
  chromium.launch({
    executablePath: required('CHROMIUM'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });

/** A page that remembers every request to another host and every error. */
export async function openPage(browser, url, options = {}) {
  const { viewport = desktop, scheme = 'light', ...more } = options;
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.elsewhere = [];
  page.errors = [];
  page.on('request', (r) => /^(blob|data):/.test(r.url()) || r.url().startsWith(base) || page.elsewhere.push(r.url()));
  page.on('console', (m) => m.type() === 'error' && page.errors.push(m.text()));
  page.on('pageerror', (e) => page.errors.push(e.message));
  await page.goto(base + url);
  return page;
}

/** Waits until the drawing is there and has come to rest. */
export async function drawn(page, least = 2) {
  await page
    .locator('.diagram .node')
    .nth(least - 1)
    .waitFor();
  await page.locator('.canvas.stale').waitFor({ state: 'detached' });
}

/** Nothing went wrong, and nothing was asked of another host. */
export async function close(page) {
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.elsewhere, []);
  await page.context().close();
}

/** What axe finds against WCAG 2.2 AA. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

/** Keeps a picture where the environment names a folder for them. */
export async function keep(page, name) {
  const folder = process.env.IPGRAPH_E2E_PICTURES;
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
