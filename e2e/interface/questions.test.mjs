// What a newcomer asks of the story, and what the page must answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, drawn, ids, keep, launch, openPage, phone } from './browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Opens an example of the first page. */
async function example(name, options) {
  const page = await openPage(browser, '/', options);
  await page.getByRole('link', { name }).click();
  return page;
}

test('who has licences with Huawei, and what is left unsaid', async () => {
  const page = await example(/licences with Huawei/);
  await drawn(page);
  const partners = ['AT&T', 'Apple', 'BT', 'Ericsson', 'Nokia', 'Qualcomm', 'Samsung', 'Siemens'];
  const family = page.locator('details').filter({ has: page.getByRole('heading', { name: 'Licence' }) });
  const rows = (await family.locator('.relation').allTextContents()).join('\n');
  for (const partner of partners) assert.ok(rows.includes(partner), partner);
  await family.locator('.relation').filter({ hasText: 'Ericsson' }).first().click();
  await page.locator('.statement').first().waitFor();
  const evidence = await page.locator('.evidence').textContent();
  assert.match(evidence, /Left unsaid by the sources[\s\S]*which of the two licenses to the other[\s\S]*what was paid/);
  assert.match(await family.textContent(), /No source says which of the two licenses to the other/);
  await keep(page, 'question-licences');
  await close(page);
});

test('how Micron is connected to Futurewei, and who says so', async () => {
  const page = await example(/How is Micron connected/);
  await page.locator('.chain').first().waitFor();
  await drawn(page);
  const hops = await page.locator('.chain').first().locator('.sentence').allTextContents();
  assert.match(hops[0], /Micron Technology invested in CNEX Labs/);
  assert.match(hops[1], /Futurewei/);
  assert.ok((await page.locator('.sources li').count()) >= 3);
  assert.ok((await page.locator('.edge.hot').count()) >= 2, 'the chain is drawn hot');
  await keep(page, 'question-path');
  await close(page);
});

test('what was known on 20 June 2019', async () => {
  const page = await example(/20 June 2019/);
  await drawn(page);
  assert.equal(await page.getByLabel('As known on').inputValue(), '2019-06-20');
  const then = await page.locator('.entity').textContent();
  assert.doesNotMatch(then, /found liable|found not/, 'no verdict was known');
  await page.getByRole('button', { name: 'Today', exact: true }).click();
  await page.getByText(/found/).first().waitFor();
  await keep(page, 'question-known');
  await close(page);
});

test('where sources disagree about the backers of CNEX', async () => {
  const page = await example(/Who backed CNEX/);
  await drawn(page);
  const matters = page.locator('.matter');
  await matters.first().waitFor();
  assert.match(await matters.nth(0).textContent(), /invest/i, 'what is drawn comes first');
  assert.match(await page.locator('.evidence').textContent(), /Dell Technologies Capital/);
  await keep(page, 'question-backers');
  await close(page);
});

test('no link within the bounds is said, with what to lift', async () => {
  const page = await openPage(browser, `/?path=${ids.micron}~${ids.futurewei}&hide=money`);
  const absence = page.locator('.absence');
  await absence.waitFor();
  assert.match(await absence.textContent(), /were seen|can be reached/);
  await page.getByRole('button', { name: 'Search all families and standings' }).click();
  await page.locator('.chain').first().waitFor();
  await close(page);
});

test('what connects three that were pinned', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}&pins=${ids.micron},${ids.futurewei},${ids.rubio}`);
  await drawn(page);
  await page.getByRole('button', { name: 'What connects these?' }).click();
  await page.locator('.chain').first().waitFor();
  const told = await page.locator('.path').textContent();
  for (const name of ['Micron', 'Futurewei', 'Rubio']) assert.ok(told.includes(name), name);
  await close(page);
});

test('expanding moves nothing that was seen, and back undoes it', async () => {
  const page = await openPage(browser, `/?node=${ids.micron}`);
  await drawn(page);
  const places = () =>
    page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll('[data-node]')].map((n) => [n.dataset.node, n.getAttribute('transform')]),
      ),
    );
  const seen = await places();
  await page.locator(`[data-node="${ids.cnex}"]`).dblclick();
  await page.getByRole('button', { name: /^Show \d+ relations$/ }).click();
  await page.waitForFunction((n) => document.querySelectorAll('[data-node]').length > n, Object.keys(seen).length);
  const after = await places();
  for (const [id, at] of Object.entries(seen)) assert.equal(after[id], at, id);
  assert.match(page.url(), /expand=/);
  await page.goBack();
  await page.waitForFunction((n) => document.querySelectorAll('[data-node]').length === n, Object.keys(seen).length);
  await close(page);
});

test('the address is the view', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}`);
  await drawn(page);
  await page
    .getByRole('button', { name: /^Dispute/ })
    .first()
    .click();
  await page.getByRole('slider', { name: 'First year' }).press('ArrowRight');
  await page.getByRole('checkbox', { name: /undated/ }).uncheck();
  await page.waitForURL(/hide=dispute.*years=.*undated=no/);
  const count = () => page.locator('svg.diagram').getAttribute('aria-label');
  const before = await count();
  const again = await openPage(browser, page.url().replace(/^https?:\/\/[^/]+/, ''));
  await drawn(again, 1);
  assert.equal(await again.locator('svg.diagram').getAttribute('aria-label'), before);
  await close(again);
  await close(page);
});

test('the same address draws the same picture', async () => {
  const picture = async () => {
    const page = await openPage(browser, `/?node=${ids.huawei}`);
    await drawn(page);
    await page.waitForTimeout(300);
    const markup = await page.locator('svg.diagram').evaluate((svg) => svg.outerHTML);
    await close(page);
    return markup;
  };
  assert.equal(await picture(), await picture());
});

test('on a phone: tap, evidence, table', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}`, {
    viewport: phone,
    hasTouch: true,
    isMobile: true,
  });
  await drawn(page);
  await page.locator('.peek button').tap();
  await page.locator('.relation').first().tap();
  await page.locator('.statement').first().waitFor();
  await page.getByRole('button', { name: 'Close' }).last().tap();
  await page.getByRole('button', { name: 'Table', exact: true }).tap();
  await page.locator('tbody tr').first().waitFor();
  await close(page);
});

test('a story is told from its address alone', async () => {
  const page = await openPage(browser, `/?node=${ids.micron}`);
  await drawn(page);
  await page.getByRole('button', { name: 'Story', exact: true }).click();
  await page.getByLabel('Title of the story').fill('Who paid for CNEX');
  await page.getByRole('button', { name: 'Add this view' }).click();
  await page.getByRole('textbox', { name: /View 1/ }).fill('It begins with 美光 and an <b>investment</b>.');
  await page.keyboard.press('Escape');
  await page.goto(page.url().replace(ids.micron, ids.cnex));
  await drawn(page);
  await page.getByRole('button', { name: 'Story', exact: true }).click();
  await page.getByRole('button', { name: 'Add this view' }).click();
  await page.getByRole('textbox', { name: /View 2/ }).fill('And goes on with a lawsuit.');
  await page.getByRole('button', { name: 'Copy link to the story' }).click();
  await page.getByText('Link copied').first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const reader = await openPage(browser, link.replace(/^https?:\/\/[^/]+/, ''));
  await reader.getByText('It begins with 美光 and an <b>investment</b>.').waitFor();
  await reader.getByRole('heading', { name: 'Micron Technology' }).waitFor();
  await reader.getByRole('button', { name: 'Next' }).click();
  await reader.getByText('And goes on with a lawsuit.').waitFor();
  await reader.getByRole('heading', { name: 'CNEX Labs' }).waitFor();
  await keep(reader, 'story-player');
  await close(reader);
  await close(page);
});
