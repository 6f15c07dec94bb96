// A server that wants a token: the page asks for it, keeps it for the tab, and shows nothing before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, drawn, ids, launch, openPage, violations } from './browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('the page asks for the token', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}`);
  const field = page.locator('input[type=password]');
  await field.waitFor();
  assert.equal(await page.locator('.node').count(), 0);
  assert.deepEqual(await violations(page), []);
  await field.fill('not this one');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.waitForTimeout(500);
  assert.ok(await field.isVisible(), 'a wrong token opens nothing');
  await field.fill(process.env.TOKEN);
  await page.getByRole('button', { name: 'Open' }).click();
  await drawn(page);
  await page.reload();
  await drawn(page);
  assert.equal(await page.locator('input[type=password]').count(), 0, 'the tab keeps it');
  page.errors = page.errors.filter((e) => !/401/.test(e)); // the browser reports these answers itself
  await close(page);
});
