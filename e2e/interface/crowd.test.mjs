// An entity with more neighbours than a drawing can hold: counts and families in place of a tangle.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, drawn, keep, launch, openPage, phone, violations } from './browser.mjs';

const hub = 'company:ipgraph:crowd-hub';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const [view, viewport] of Object.entries({ desktop: undefined, phone })) {
  test(`families are offered, ${view}`, async () => {
    const page = await openPage(browser, `/?node=${hub}`, viewport ? { viewport } : {});
    await page.getByText('Crowd Hub is joined to 340 entities').waitFor();
    await drawn(page, 1);
    assert.equal(await page.locator('.diagram .node').count(), 1, 'nothing is drawn but itself');
    assert.deepEqual(await violations(page), []);
    await keep(page, `too-much-${view}`);
    await page
      .locator('.toomuch')
      .getByRole('button', { name: /Investment 20/ })
      .click();
    await drawn(page, 2);
    assert.ok((await page.getByText('is joined to 340 entities').count()) === 0);
    await close(page);
  });
}

test('beside what is drawn already', async () => {
  const page = await openPage(browser, '/?node=company:ipgraph:crowd-1');
  await drawn(page);
  await page.locator(`[data-node="${hub}"]`).dblclick();
  await page.getByRole('heading', { name: /Crowd Hub has 340 relations/ }).waitFor();
  await page.getByRole('button', { name: 'Show 340 relations' }).click();
  await page.getByText('Crowd Hub is joined to 340 entities').waitFor();
  assert.equal(await page.locator('.diagram .node').count(), 2, 'what was drawn stays');
  await close(page);
});
