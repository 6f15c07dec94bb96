// Opens Neo4j Browser as a newcomer does: by the address that ipgraph prints, with
// the guide; logs in, drags the kit onto the window, runs a saved query and a query of the
// guide, and looks at what is drawn. What it is to do comes as JSON by argument; what
// it saw goes to standard output as JSON.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const task = JSON.parse(process.argv[2]);
const seen = { elsewhere: [], refused: [], answers: {}, pictures: [] };

const browser = await chromium.launch({
  executablePath: task.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
});
try {
  await visit(await browser.newPage({ viewport: { width: 1400, height: 1000 } }));
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));

async function visit(page) {
  page.setDefaultTimeout(60_000);
  await stayHere(page);

  await page.goto(task.link);
  await page.getByRole('heading', { name: 'Who is connected to whom, and who says so' }).waitFor();
  await page.getByTestId('password').fill(task.password);
  await page.getByTestId('connect').click();
  await page.getByText('You are connected as user').first().waitFor();
  await picture(page, '1-guide');

  await drop(page, task.style, 'text/plain');
  await page.getByText('text-color-external: #1C1E26').first().waitFor();
  await drop(page, task.favourites, 'application/zip');

  await page.getByTestId('navigationFavorites').click();
  await page.getByTestId(`expandFolder-${task.folder}`).click();
  await page.getByText(task.question, { exact: true }).click();
  await picture(page, '2-favourites');
  await page.getByTestId('editor-Run').click();
  seen.answers.favourite = await drawn(page, task.expect);
  await page.getByTestId('navigationFavorites').click(); // closes the drawer
  await picture(page, '3-favourite');

  await page.getByTestId('navigationGuides').click();
  await page.getByRole('button', { name: 'Next' }).or(page.getByText('Next', { exact: true })).first().click();
  await page.getByRole('heading', { name: 'From Micron to Futurewei' }).waitFor();
  await page.locator('pre', { hasText: "name: 'Micron Technology'" }).first().click();
  await picture(page, '4-guide-query');
  await page.getByTestId('editor-Run').click();
  seen.answers.guide = await drawn(page, ['Micron', 'CNEX', 'Yiren', 'Future']); // a long word is cut where the font of the machine needs it
  await picture(page, '5-guide-answer');
}

// stayHere lets requests through to this machine alone, and lists the others. Those
// that the policy of Browser's page refuses are never made: they are told on the console.
async function stayHere(page) {
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url());
    if (!url.protocol.startsWith('http') || ['localhost', '127.0.0.1'].includes(url.hostname)) return route.continue();
    seen.elsewhere.push(url.href);
    return route.abort();
  });
  page.on('console', (message) => {
    const m = /^(?:Loading|Refused|Connecting).*?'(https?:[^']+)'.*violates/.exec(message.text());
    if (m) seen.refused.push(new URL(m[1]).hostname);
  });
}

// drawn waits until the newest answer is a graph with all these names.
async function drawn(page, names) {
  const frame = page.getByTestId('frame').first();
  for (const name of names) await frame.locator('svg text', { hasText: name }).first().waitFor({ state: 'attached' });
  const fills = await frame.locator('svg circle.b-outline, svg circle.outline').evaluateAll((all) => all.map((c) => c.getAttribute('fill')));
  return { texts: await frame.locator('svg g.node').allTextContents(), fills: [...new Set(fills)] };
}

async function picture(page, name) {
  const file = path.join(task.pictures, `${name}.png`);
  await page.screenshot({ path: file });
  seen.pictures.push(file);
}

// drop drags a file onto the window.
async function drop(page, file, type) {
  const bytes = fs.readFileSync(file).toString('base64');
  await page.evaluate(async ({ name, type, bytes }) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
    const target = document.querySelector('[data-testid="main"]');
    for (const event of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(event, { bubbles: true, cancelable: true, dataTransfer: data }));
      await new Promise(requestAnimationFrame); // the window shows where to drop before it takes the file
      await new Promise((done) => setTimeout(done, 200));
    }
  }, { name: path.basename(file), type, bytes });
}
