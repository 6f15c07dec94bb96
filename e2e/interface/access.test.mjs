// Every state of the page, light and dark, wide and narrow: axe finds nothing, nothing is wider than the screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, desktop, drawn, ids, keep, launch, openPage, phone, tablet, violations } from './browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const states = {
  first: { url: '/', ready: (page) => page.locator('.examples').waitFor() },
  entity: { url: `/?node=${ids.cnex}` },
  table: {
    url: `/?node=${ids.huawei}&view=table`,
    ready: (page) => page.locator('tbody tr').first().waitFor(),
  },
  path: {
    url: `/?path=${ids.micron}~${ids.futurewei}`,
    ready: (page) => page.locator('.chain').first().waitFor(),
  },
  absence: {
    url: `/?path=${ids.micron}~${ids.futurewei}&hide=dispute,money`,
    ready: (page) => page.locator('.absence').waitFor(),
  },
  conflicts: {
    url: `/?node=${ids.cnex}&panel=conflicts`,
    ready: (page) => page.locator('.matter').first().waitFor(),
  },
  known: { url: `/?node=${ids.cnex}&known=2019-06-20` },
  evidence: { url: `/?node=${ids.rubio}`, ready: openEvidence },
  'nothing left': {
    url: `/?node=${ids.rubio}&hide=people,policy`,
    ready: (page) => page.getByRole('button', { name: 'Reset filters' }).waitFor(),
  },
  help: {
    url: `/?node=${ids.rubio}`,
    ready: (page) => press(page, '?', 'dialog[open]'),
  },
  story: { url: `/?node=${ids.rubio}`, ready: openStory },
  missing: {
    url: '/?node=company:none:nobody',
    ready: (page) => page.getByText('There is no such entity').first().waitFor(),
    fails: true,
  },
  embed: { url: `/embed/?node=${ids.cnex}` },
};

async function press(page, key, selector) {
  await drawn(page);
  await page.keyboard.press(key);
  await page.locator(selector).waitFor();
}

async function openEvidence(page) {
  await drawn(page);
  const peek = page.locator('.peek button');
  if (await peek.isVisible()) await peek.click();
  await page.locator('.relation').last().click();
  await page.locator('.statement').first().waitFor();
}

async function openStory(page) {
  await drawn(page);
  await page.getByRole('button', { name: 'Story', exact: true }).click();
  await page.getByRole('button', { name: 'Add this view' }).click();
  await page.getByRole('textbox', { name: /Caption/ }).waitFor();
}

for (const [view, viewport] of Object.entries({ desktop, phone })) {
  test(view, async (t) => {
    for (const [name, state] of Object.entries(states)) {
      await t.test(name, async () => {
        const page = await openPage(browser, state.url, { viewport });
        await (state.ready ?? drawn)(page);
        for (const scheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme: scheme });
          await page.waitForTimeout(250); // transitions end
          await keep(page, `${name}-${view}-${scheme}`.replace(/ /g, '-'));
          assert.deepEqual(await violations(page), [], scheme);
        }
        assert.equal(await tooWide(page), false, 'nothing is wider than the screen');
        if (state.fails) page.errors = page.errors.filter((e) => !/404/.test(e)); // the browser reports the answer itself
        await close(page);
      });
    }
  });
}

test('tablet: the evidence slides over the diagram', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}`, {
    viewport: tablet,
  });
  await drawn(page);
  await page.locator('.relation').first().click();
  await page.locator('.statement').first().waitFor();
  await keep(page, 'evidence-tablet');
  assert.deepEqual(await violations(page), []);
  assert.equal(await tooWide(page), false);
  await close(page);
});

const tooWide = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

// 1280 by 1024 pixels at 400 % are 320 by 256 of the page's.
test('400 % zoom', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}`, {
    viewport: { width: 320, height: 256 },
  });
  await drawn(page);
  assert.equal(await tooWide(page), false);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: /More about/ }).click();
  await page
    .getByRole('button', { name: /was sued by/ })
    .first()
    .click();
  await page.locator('.statement').first().waitFor();
  await keep(page, 'zoom-400');
  assert.equal(await tooWide(page), false);
  await close(page);
});

test('reduced motion: one year at a press', async () => {
  const page = await openPage(browser, `/?node=${ids.cnex}`, {
    reducedMotion: 'reduce',
  });
  await drawn(page);
  await page.getByRole('button', { name: /Play year by year/ }).click();
  const first = await page.getByRole('slider', { name: 'Last year' }).getAttribute('aria-valuetext');
  await page.waitForTimeout(1300);
  assert.equal(
    await page.getByRole('slider', { name: 'Last year' }).getAttribute('aria-valuetext'),
    first,
    'nothing moves by itself',
  );
  await close(page);
});
