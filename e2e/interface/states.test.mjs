// When the server does not answer, what was read stays, and asking again is offered.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawn, ids, keep, launch, openPage, violations } from './browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('the server is gone, and comes back', async () => {
  const page = await openPage(browser, `/?node=${ids.micron}`);
  await drawn(page);
  await page.context().setOffline(true);
  await page.locator('.relation').first().getByText('CNEX Labs').click();
  await page.locator('.evidence .problem').waitFor();
  await page.getByLabel('As known on').fill('2019-06-28');
  await page.getByLabel('As known on').blur();
  await page.getByRole('alert').getByText('The server does not answer').waitFor();
  assert.equal(await page.locator('.diagram .node').count(), 2, 'what is drawn stays');
  assert.deepEqual(await violations(page), []);
  await keep(page, 'offline');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await drawn(page);
  assert.match(page.url(), /known=2019-06-28/, 'the address survives');
  await page.context().close();
});

test('on paper there is the drawing, what it shows and when', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}&known=2019-06-20`);
  await drawn(page);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 718, height: 1000 });
  await keep(page, 'paper');
  const box = await page.locator('svg.diagram').boundingBox();
  assert.ok(box.height > 300, `the drawing is ${box.height} pixels high`);
  assert.ok(await page.getByText('As known on 20 June 2019.').isVisible());
  assert.ok(await page.getByRole('heading', { name: 'CNEX Labs' }).isVisible());
  assert.equal(await page.locator('.top').isVisible(), false);
  await page.context().close();
});
