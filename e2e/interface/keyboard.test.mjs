// The reporter's way without a mouse: search, expand, path, evidence, export.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { close, drawn, ids, launch, openPage } from './browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const focused = (page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

/** Presses Tab until what has the focus says what is wanted. */
async function tabTo(page, wanted, key = 'Tab') {
  const most = 80;
  for (let i = 0; i < most; i++) {
    await page.keyboard.press(key);
    if (wanted.test(await focused(page))) return;
  }
  assert.fail(`${most} times ${key} lead to nothing like ${wanted}; the last was ${await focused(page)}`);
}

test('search, expand, path, evidence, export', async () => {
  const page = await openPage(browser, '/');
  await page.locator('.examples').waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('micron');
  await page.getByRole('option', { name: /Micron Technology/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Micron Technology' }).waitFor();
  await drawn(page);

  // From Micron an arrow leads to its neighbour CNEX; E expands it.
  await tabTo(page, /Micron Technology, company, 1 relation/);
  for (const arrow of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
    await page.keyboard.press(arrow);
    if (/CNEX Labs/.test(await focused(page))) break;
  }
  assert.match(await focused(page), /CNEX Labs, company/);
  const before = await page.locator('.diagram .node').count();
  await page.keyboard.press('e');
  await page.getByRole('heading', { name: /CNEX Labs has \d+ relations/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction((n) => document.querySelectorAll('.diagram .node').length > n, before);

  await page.keyboard.press('p');
  await page.keyboard.type('futurewei');
  await page.getByRole('option', { name: /Futurewei/ }).waitFor();
  await page.keyboard.press('Enter');
  await page
    .getByRole('heading', {
      name: /How Micron Technology and Futurewei are connected/,
    })
    .waitFor();
  assert.equal((await page.locator('.chain').first().locator('.told').count()) >= 2, true);

  await tabTo(page, /It is on record that CNEX Labs was sued by Futurewei/);
  await page.keyboard.press('Enter');
  await page.locator('.statement').first().waitFor();
  assert.match(page.url(), /edge=e:/);

  // Nothing was done with a mouse, so the picture and the citation are not either.
  await tabTo(page, /^Copy citations$/);
  await page.keyboard.press('Enter');
  await page.getByText('Citation copied').first().waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Futurewei sued CNEX Labs[\s\S]*docket/);

  await page.keyboard.press('Escape');
  await page.getByText('Who says so?').waitFor();
  await tabTo(page, /^Export$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, /^CSV/);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const csv = fs.readFileSync(await (await download).path(), 'utf8');
  assert.match(csv, /^\uFEFFfrom,from_id,to,/);
  assert.match(csv, /Micron Technology,company:ipgraph:micron-technology,CNEX Labs/);
  await close(page);
});

test('letters can be switched off', async () => {
  const page = await openPage(browser, `/?node=${ids.rubio}`);
  await drawn(page);
  await page.keyboard.press('?');
  await page.getByLabel('Single letters act as shortcuts').uncheck();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('t');
  assert.doesNotMatch(page.url(), /view=table/);
  await close(page);
});

test('the table says what the diagram says, sorted by any column', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}`);
  await drawn(page);
  const name = await page.locator('svg.diagram').getAttribute('aria-label');
  const relations = Number(/and (\d+) relations/.exec(name)[1]);
  await page.keyboard.press('t');
  await page.locator('tbody tr').first().waitFor();
  assert.equal(await page.locator('tbody tr').count(), relations);
  for (const column of ['From', 'To', 'Status', 'Date']) {
    const head = page.getByRole('columnheader', { name: column });
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    assert.match(await head.getAttribute('aria-sort'), /ascending|descending/);
  }
  await page.getByRole('columnheader', { name: 'From' }).getByRole('button').press('Enter');
  const names = await page.locator('td.c-from').allTextContents();
  assert.deepEqual(names, [...names].sort(new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare));
  await close(page);
});
