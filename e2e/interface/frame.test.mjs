// The interface in a frame of another page: /embed/ may be shown by pages of this machine, the rest by none.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { base, ids, keep, launch } from './browser.mjs';

let browser;
let host;
before(async () => {
  browser = await launch();
  host = http.createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<!doctype html><title>News</title><iframe title="graph" src="${base}${decodeURIComponent(request.url)}" width="700" height="560"></iframe>`,
    );
  });
  await new Promise((ready) => host.listen(0, '127.0.0.1', ready));
});
after(async () => {
  await browser.close();
  host.close();
});

/** A page of another site, which keeps nothing for those in its frames. */
async function framed(path) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://localhost:${host.address().port}${path}`);
  return page;
}

test('a view in a frame', async () => {
  const page = await framed(`/embed/?node=${ids.cnex}`);
  const frame = page.frameLocator('iframe');
  await frame.locator('.diagram .node').nth(5).waitFor();
  await frame.locator('.label').first().click();
  await frame.locator('.evidence').waitFor();
  assert.match(await frame.getByRole('link', { name: 'Open in IP Graph' }).getAttribute('href'), /^\/\?node=/);
  await keep(page, 'frame');
  await page.context().close();
});

test('the whole interface in a frame is refused', async () => {
  const page = await framed(`/?node=${ids.cnex}`);
  await page.waitForTimeout(1500);
  assert.equal(await page.frameLocator('iframe').locator('.diagram').count(), 0);
  await page.context().close();
});
