// A built site in a real browser: nothing is logged, nothing is fetched from elsewhere, nothing overflows, and what the
// theme's own scripts do works.
//
//   node site.mjs ADRSITE SITE
//
// Needs playwright-core (found through NODE_PATH or beside this file) and Chromium (CHROMIUM, else /usr/bin/chromium).

import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const require = createRequire(path.join(process.env.PLAYWRIGHT_DIR ?? process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const [adrsite, site] = process.argv.slice(2).map((argument) => path.resolve(argument));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
let passed = 0;
const failures = [];

async function test(name, run) {
  try {
    await run();
    passed += 1;
  } catch (error) {
    failures.push(`${name}: ${error.message}`);
  }
}

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

/** A page that notes what should not happen. */
async function watched(options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const noted = [];
  page.on('console', (message) => noted.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noted.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { noted.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => { if (!request.url().startsWith('file:')) noted.push(`request: ${request.url()}`); });
  // Leaving a page aborts what it still loads; everything else that fails is a fault.
  page.on('requestfailed', (request) => { if (request.failure()?.errorText !== 'net::ERR_ABORTED') noted.push(`failed: ${request.url()}`); });
  return { context, page, noted };
}

const url = (root, route) => pathToFileURL(path.join(root, route)).href;

function routes(root) {
  const found = [];
  for (const entry of fs.readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith('.html')) found.push(path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
  }
  return found.sort();
}

for (const width of [390, 1280]) {
  for (const colorScheme of ['light', 'dark']) {
    await test(`every page at ${width} px, ${colorScheme}`, async () => {
      const { context, page, noted } = await watched({ viewport: { width, height: 844 }, colorScheme });
      for (const route of routes(site)) {
        await page.goto(url(site, route));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert(wide <= width, `${route} is ${wide} px wide`);
        assert(noted.length === 0, `${route}: ${noted.join('; ')}`);
      }
      await context.close();
    });
  }
}

/** One page of each kind, the largest. */
function kinds() {
  const largest = new Map();
  for (const route of routes(site)) {
    const html = fs.readFileSync(path.join(site, route), 'utf8');
    const kind = /<body class="([^"]*)"/.exec(html)?.[1];
    if (html.length > (largest.get(kind)?.size ?? 0)) largest.set(kind, { route, size: html.length });
  }
  return new Map([...largest].map(([kind, { route }]) => [kind, route]));
}

await test('a first view is light', async () => {
  const largest = kinds();
  for (const [kind, most] of [['page-home', 40_000], ['page-decision', 40_000], ['page-decisions', 50_000], ['page-statistics', 60_000]]) {
    const { context, page } = await watched();
    const loaded = new Set();
    page.on('request', (request) => loaded.add(fileURLToPath(request.url())));
    await page.goto(url(site, largest.get(kind)), { waitUntil: 'networkidle' });
    const weight = [...loaded].reduce((sum, file) => sum + gzipSync(fs.readFileSync(file)).length, 0);
    assert(loaded.size > 3 && weight <= most, `${largest.get(kind)} loads ${weight} bytes, compressed, of at most ${most}: ${[...loaded].join(' ')}`);
    await context.close();
  }
});

await test('the keyboard reaches everything, and shows where it is', async () => {
  const { context, page } = await watched({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  for (const route of kinds().values()) {
    await page.goto(url(site, route));
    // The page itself looks at each stop: a question to it after each key would take minutes.
    const stops = await page.evaluate(() => {
      const all = [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')];
      window.missing = new Set(all.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0));
      window.faults = [];
      addEventListener('focusin', ({ target }) => {
        window.missing.delete(target);
        const { outlineStyle, boxShadow } = getComputedStyle(target);
        if (outlineStyle === 'none' && boxShadow === 'none' && !target.closest('.graph')) window.faults.push(`no mark of the focus on ${target.outerHTML.slice(0, 120)}`);
      });
      // By then the browser has scrolled to it. The link that skips the header shows only while it has the focus.
      addEventListener('focusout', ({ target }) => {
        if (target.matches('.skip')) return;
        const { top, bottom } = target.getBoundingClientRect();
        if (bottom <= 0 || top >= innerHeight) window.faults.push(`the focus is out of sight at ${target.outerHTML.slice(0, 120)}`);
      });
      return window.missing.size;
    });
    await Promise.all(Array.from({ length: stops + 1 }, () => page.keyboard.press('Tab')));
    const faults = await page.evaluate(() => window.faults);
    assert(faults.length === 0, `${route}: ${faults.join('; ')}`);
    const missing = await page.evaluate(() => [...window.missing].map((element) => element.outerHTML.slice(0, 120)));
    assert(stops > 5 && missing.length === 0, `${route}: of ${stops} never reached: ${missing.join(' ')}`);
  }
  await context.close();
});

await test('a phone\'s menu works by keyboard alone', async () => {
  const { context, page } = await watched({ viewport: { width: 390, height: 844 } });
  await page.goto(url(site, 'index.html'));
  await page.locator('.menu-button').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert(await page.evaluate(() => document.activeElement.closest('.site-nav') !== null), 'Tab does not lead into the menu');
  await page.keyboard.press('Escape');
  assert(await page.evaluate(() => document.activeElement.matches('.menu-button')), 'the focus is lost');
  await context.close();
});

await test('what an audit is filtered by survives reload and back', async () => {
  const { context, page } = await watched();
  await page.goto(url(site, kinds().get('page-party')));
  const shown = () => page.locator('.audit-table tbody tr').evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).length);
  const all = await shown();
  const columns = page.locator('.audit-table thead a');
  let few = all;
  for (let column = 0; few === all && column < await columns.count(); column += 1) {
    await columns.nth(column).click();
    few = await shown();
  }
  assert(few < all, 'no column leaves rows out');
  await page.reload();
  assert((await shown()) === few, 'the filter is lost by reloading');
  await page.locator('.audit-table tbody a').first().click();
  await page.goBack();
  assert((await shown()) === few, 'the filter is lost by going back');
  await page.locator('.audit-note a:visible').click();
  assert((await shown()) === all, 'the filter cannot be left');
  await context.close();
});

await test('the site reads without JavaScript', async () => {
  const { context, page } = await watched({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto(url(site, 'index.html'));
  await page.click('.menu-button');
  await page.click('.site-nav a[href$="decisions/index.html"]');
  await page.click('.row-title >> nth=0');
  assert(await page.locator('h1').isVisible(), 'no title');
  await context.close();
});

await test('the colours can be chosen and the choice is kept', async () => {
  const { context, page } = await watched({ colorScheme: 'light' });
  await page.goto(url(site, 'index.html'));
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor);
  const light = await background();
  for (let clicks = 0; clicks < 3 && (await background()) === light; clicks += 1) await page.click('.theme-toggle');
  const dark = await background();
  assert(dark !== light, 'the colours did not change');
  await page.goto(url(site, 'decisions/index.html'));
  assert((await background()) === dark, 'the choice was not kept');
  await context.close();
});

await test('code can be copied', async () => {
  const { context, page } = await watched();
  const route = routes(site).find((name) => fs.readFileSync(path.join(site, name), 'utf8').includes('<pre class="code"'));
  await page.goto(url(site, route));
  await page.evaluate(() => { window.copied = null; navigator.clipboard.writeText = async (text) => { window.copied = text; }; });
  await page.locator('pre.code').first().hover();
  await page.locator('pre.code button, .code-copy, button.copy').first().click();
  const copied = await page.evaluate(() => window.copied);
  const code = await page.locator('pre.code code').first().textContent();
  assert(copied !== null && copied.trim() === code.trim(), `copied ${copied}`);
  await context.close();
});

await test('the contents follow the reader', async () => {
  const { context, page } = await watched({ viewport: { width: 1280, height: 700 } });
  const route = routes(site).filter((name) => name.startsWith('decisions/')).find((name) => (fs.readFileSync(path.join(site, name), 'utf8').match(/class="anchor"/g) ?? []).length > 3);
  await page.goto(url(site, route));
  const anchors = page.locator('.prose .anchor');
  await anchors.nth(2).evaluate((anchor) => anchor.scrollIntoView({ block: 'start' }));
  await page.waitForFunction((hash) => document.querySelector('.toc a[aria-current]')?.hash === hash, await anchors.nth(2).evaluate((anchor) => anchor.hash), { timeout: 5000 });
  await context.close();
});

await test('keys are listed under ?, lead on, and can be turned off', async () => {
  const { context, page } = await watched();
  await page.goto(url(site, 'index.html'));
  await page.keyboard.press('?');
  assert(await page.locator('dialog.shortcuts').isVisible(), 'no list of keys');
  await page.keyboard.press('Escape');
  // A dialog closes a moment after its key.
  await page.locator('dialog.shortcuts').waitFor({ state: 'hidden' });
  await page.keyboard.press('d');
  await page.waitForURL(/decisions\/index\.html$/);
  await page.keyboard.press('?');
  await page.locator('dialog.shortcuts input').uncheck();
  await page.keyboard.press('Escape');
  await page.locator('dialog.shortcuts').waitFor({ state: 'hidden' });
  await page.keyboard.press('h');
  await page.waitForTimeout(300);
  assert(/decisions\/index\.html$/.test(page.url()), 'a key works that was turned off');
  await context.close();
});

await test('the keyboard reaches the content first', async () => {
  const { context, page } = await watched();
  await page.goto(url(site, 'index.html'));
  await page.keyboard.press('Tab');
  assert((await page.evaluate(() => document.activeElement.className)) === 'skip', 'the first stop is not the skip link');
  await page.keyboard.press('Enter');
  assert((await page.evaluate(() => document.activeElement.id)) === 'pageContent', 'the skip link does not lead to the content');
  await context.close();
});

await browser.close();
failures.forEach((failure) => console.log(`FAILED ${failure}`));
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
