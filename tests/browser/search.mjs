// Search and filters in a real browser, from a server with the pages' content security policy and from disk.
//
//   node search.mjs ADRSITE SITE
//
// SITE is the built example-adrs. Needs what site.mjs needs.

import { createRequire } from 'node:module';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.env.PLAYWRIGHT_DIR ?? process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const site = path.resolve(process.argv[3]);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
let passed = 0;
const failures = [];

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const server = http.createServer((request, response) => {
  const file = path.join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname));
  if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' }).end(fs.readFileSync(file));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const places = { http: `http://127.0.0.1:${server.address().port}/`, file: pathToFileURL(site).href + '/' };

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

/** Runs a test from both places; nothing may be logged, fail, or come from elsewhere. */
async function test(name, run, options = {}) {
  for (const [way, base] of Object.entries(places)) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    const noted = [];
    const requests = [];
    page.on('console', (message) => noted.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => noted.push(`error: ${error.message}`));
    page.on('request', (request) => {
      requests.push(request.url());
      if (!request.url().startsWith(base)) noted.push(`request: ${request.url()}`);
    });
    page.on('requestfailed', (request) => { if (request.failure()?.errorText !== 'net::ERR_ABORTED') noted.push(`failed: ${request.url()}`); });
    try {
      await run(page, base, requests);
      assert(noted.length === 0, noted.join('; '));
      passed += 1;
    } catch (error) {
      failures.push(`${name} (${way}): ${error.message}`);
    }
    await context.close();
  }
}

const decisions = JSON.parse(fs.readFileSync(path.join(site, 'decisions.json'), 'utf8')).decisions;
const addresses = (list) => list.map(({ url }) => url).sort();
/** The decisions that a page shows in its results. */
const results = async (page, base) => {
  const links = await page.locator('.filter-results .row-title').evaluateAll((found) => found.map((link) => link.href));
  return links.map((link) => link.slice(base.length)).sort();
};
const same = (found, expected, what) => assert(JSON.stringify(found) === JSON.stringify(expected), `${what}: ${found.length} found, ${expected.length} expected`);
const status = (page, text) => page.locator('.filters [role=status]', { hasText: text }).waitFor();

/** A word that stands in the text of one decision, and in no title or tag. */
function rareWord() {
  const texts = decisions.map(({ url }) => {
    const html = fs.readFileSync(path.join(site, url), 'utf8');
    const prose = html.slice(html.indexOf('class="prose"'), html.indexOf('</main>')).replace(/<[^>]*>/g, ' ').toLowerCase();
    return [url, new Set(prose.match(/\b[a-z]{8,}\b/g))];
  });
  const heads = decisions.map(({ title, tags }) => `${title} ${tags.join(' ')}`.toLowerCase()).join(' ');
  for (const [url, words] of texts) {
    for (const word of words) {
      const begin = word.slice(0, 5);
      const elsewhere = texts.some(([other, others]) => other !== url && [...others].some((one) => one.startsWith(begin)));
      if (!elsewhere && !heads.includes(begin)) return { word, url };
    }
  }
  throw new Error('every word is in two records');
}
const rare = rareWord();

await test('the box finds a word that is only in a text, by keyboard alone', async (page, base, requests) => {
  await page.goto(`${base}teams/index.html`);
  assert(!requests.some((url) => url.includes('/search/')), 'the index is loaded before anybody searches');
  await page.keyboard.press('/');
  await page.keyboard.type(rare.word);
  await page.locator('.search-status', { hasText: '1 decision found' }).waitFor();
  assert((await page.locator('.search-list mark').first().textContent()).toLowerCase() === rare.word, 'the word is not marked');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}${rare.url}`);
});

await test('Ctrl-K opens the box, Escape closes it and gives the focus back', async (page, base) => {
  await page.goto(`${base}index.html`);
  await page.locator('.site-title').focus();
  await page.keyboard.press('Control+k');
  assert(await page.locator('dialog[open] input').evaluate((input) => input === document.activeElement), 'the box has not the focus');
  await page.keyboard.type('ledger');
  await page.locator('.search-list a').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.type('s');
  assert((await page.locator('dialog input').inputValue()) === 'ledgers', 'letters do not reach the input');
  await page.keyboard.press('Escape');
  assert((await page.locator('dialog[open]').count()) === 0, 'the box is still open');
  assert(await page.evaluate(() => document.activeElement.className === 'site-title'), 'the focus is lost');
});

await test('Enter in the box leads to all results', async (page, base) => {
  await page.goto(`${base}decisions/index.html`);
  await page.locator('.search-open').click();
  await page.keyboard.type('ledger');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}search.html?q=ledger`);
  await status(page, 'decisions found');
  assert((await page.locator('.filter-results mark').count()) > 3, 'nothing is marked');
});

await test('beginnings, other forms and misspellings are found', async (page, base) => {
  for (const [typed, title] of [['postgr', 'PostgreSQL'], ['idempotent', 'idempotency'], ['idempotancy', 'idempotency'], ['tracing traces', 'traces'], ['0010', 'Relay the outbox']]) {
    await page.goto(`${base}search.html?q=${encodeURIComponent(typed)}`);
    await status(page, 'found');
    const titles = await page.locator('.filter-results .row-title').allTextContents();
    assert(titles.some((one) => one.includes(title)), `${typed} finds ${titles.join(', ')}`);
  }
});

await test('filters combine, and the address keeps them through reload and back', async (page, base) => {
  const accepted = decisions.filter((one) => one.status === 'accepted');
  const reviewed = accepted.filter((one) => one.reviewed_by.includes('platform'));
  const recent = reviewed.filter((one) => one.date.startsWith('2026'));
  assert(recent.length > 0 && recent.length < reviewed.length && reviewed.length < accepted.length, 'the example shows nothing');
  await page.goto(`${base}decisions/index.html`);
  const plain = page.locator('.filter-plain');
  await page.selectOption('[name=status]', 'accepted');
  await status(page, `${accepted.length} decisions`);
  assert(await plain.isHidden(), 'the plain list is still there');
  await page.selectOption('[name=team]', 'platform');
  await page.selectOption('[name=role]', 'reviewed');
  await status(page, `${reviewed.length} decisions`);
  await page.selectOption('[name=year]', '2026');
  await status(page, `${recent.length} decisions`);
  const shown = await results(page, base);
  assert(shown.length === Math.min(recent.length, 20) && shown.every((url) => addresses(recent).includes(url)), `${shown}`);
  assert(page.url().endsWith('?status=accepted&team=platform&role=reviewed&year=2026'), page.url());

  await page.reload();
  await status(page, `${recent.length} decisions`);
  assert((await page.inputValue('[name=role]')) === 'reviewed', 'the choice is lost');
  await page.locator('.filter-results .row-title').first().click();
  await page.goBack();
  await status(page, `${recent.length} decisions`);
  await page.goBack();
  await status(page, `${reviewed.length} decisions`);
  await page.locator('.filters [type=reset]').click();
  assert(await plain.isVisible(), 'the plain list is not back');
  assert(!page.url().includes('?'), page.url());
});

await test('a word, a side and a tag combine; the order is by date where asked', async (page, base) => {
  const tag = 'ledger';
  const tagged = decisions.filter((one) => one.tags.includes(tag));
  await page.goto(`${base}search.html?tag=${tag}&sort=oldest`);
  await status(page, `${tagged.length} decisions`);
  same(await results(page, base), addresses(tagged), 'tagged');
  const dates = await page.locator('.filter-results time').evaluateAll((found) => found.map((time) => time.dateTime));
  assert(dates.every((date, i) => i === 0 || dates[i - 1] <= date), dates.join(' '));
  const side = await page.locator('[name=side] option').nth(1).getAttribute('value');
  await page.selectOption('[name=side]', side);
  await page.selectOption('[name=role]', 'proposed');
  await page.fill('[name=q]', 'refund');
  await page.waitForFunction(() => location.search.includes('q=refund'));
  await page.locator('.filter-results mark').first().waitFor();
  const fewer = await results(page, base);
  assert(fewer.length > 0 && fewer.length < tagged.length && fewer.every((url) => addresses(tagged).includes(url)), `${fewer}`);
});

await test('what nothing matches is said, and text that looks like markup stays text', async (page, base) => {
  await page.goto(`${base}search.html?q=${encodeURIComponent('<img src=x onerror=alert(1)> zzzqqqxxx')}`);
  await page.locator('.filters [role=status]:not(:empty)').waitFor();
  await page.goto(`${base}search.html?q=zzzqqqxxxw`);
  await status(page, 'No decision found');
  assert((await page.locator('.filter-results img, .filter-results script').count()) === 0, 'markup of the address');
});

await test('the results fit a phone', async (page, base) => {
  await page.goto(`${base}search.html?q=order&status=accepted`);
  await page.locator('.filter-results .row').first().waitFor();
  assert((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, 'the results overflow');
  await page.goto(`${base}index.html`);
  await page.locator('.search-open').click();
  await page.keyboard.type('order');
  await page.locator('.search-list a').first().waitFor();
  const box = await page.locator('.search-box').boundingBox();
  assert(box.x >= 0 && box.x + box.width <= 390, 'the box overflows');
}, { viewport: { width: 390, height: 844 } });

await test('without JavaScript the lists remain', async (page, base) => {
  await page.goto(`${base}decisions/index.html`);
  assert(await page.locator('.filters').isHidden(), 'filters that do nothing are shown');
  assert((await page.locator('.filter-plain .row').count()) === decisions.length, 'the list is not whole');
  await page.locator('.search-open').click();
  await page.locator('main a[href="tags/index.html"]').click();
  assert(await page.locator('h1').isVisible(), 'no tags');
}, { javaScriptEnabled: false });

server.close();
await browser.close();
failures.forEach((failure) => console.log(`FAILED ${failure}`));
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
