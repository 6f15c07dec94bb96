// Makes the pictures of the README and the guide, each below 300 kB.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { desktop, drawn, ids, launch, openPage, phone } from './browser.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../docs/pictures');
const largest = 300_000; // bytes

const pictures = {
  light: { url: `/?node=${ids.huawei}`, nodes: 10 },
  dark: { url: `/?node=${ids.cnex}`, scheme: 'dark', nodes: 8 },
  path: { url: `/?path=${ids.micron}~${ids.futurewei}` },
  evidence: {
    url: `/?node=${ids.rubio}`,
    act: async (page) => {
      await page.locator('.relation').last().click();
      await page.locator('.statement').first().waitFor();
    },
  },
  phone: { url: `/?node=${ids.huawei}`, viewport: phone },
};

fs.mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [name, { url, scheme = 'light', viewport = desktop, nodes = 2, act }] of Object.entries(pictures)) {
  const page = await openPage(browser, url, { viewport, scheme });
  await drawn(page, nodes);
  await act?.(page);
  await page.waitForTimeout(400); // transitions end
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  const { size } = fs.statSync(file);
  assert.ok(size < largest, `${name}.png has ${size} bytes`);
  console.log(`${name}.png ${Math.round(size / 1000)} kB`);
  await page.context().close();
}
await browser.close();
