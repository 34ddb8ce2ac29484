// The preview in a real browser: what is saved is shown, what breaks is said, and the reader's place is kept.
//
//   node serve.mjs ADRSITE
//
// Needs playwright-core (found through PLAYWRIGHT_DIR or the current folder) and Chromium (CHROMIUM, else /usr/bin/chromium).

import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

const require = createRequire(path.join(process.env.PLAYWRIGHT_DIR ?? process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const adrsite = path.resolve(process.argv[2]);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const log = fs.mkdtempSync(path.join(os.tmpdir(), 'adrsite-serve-'));
const at = (name) => path.join(log, name);
const long = Array.from({ length: 120 }, (_, n) => `Paragraph ${n} of a long text that fills a few screens.`).join('\n\n');
const record = (title, text = long) => `---\ntitle: ${title}\nstatus: accepted\ndate: 2026-01-02\n---\n\n## Context\n\n${text}\n`;

// As editors save: all at once.
function save(name, text) {
  fs.mkdirSync(path.dirname(at(name)), { recursive: true });
  fs.writeFileSync(at(`${name}~`), text);
  fs.renameSync(at(`${name}~`), at(name));
}

save('adrsite.yaml', 'title: The log\n');
save('0001-one.md', record('One'));
save('0002-two.md', record('Two'));

let server = spawn(adrsite, ['serve', log, '--port', '0'], { stdio: ['ignore', 'inherit', 'pipe'] });
const root = await new Promise((resolve, reject) => {
  server.on('exit', (code) => reject(new Error(`adrsite ended with ${code}`)));
  readline.createInterface({ input: server.stderr }).on('line', (line) => {
    const found = /http:\/\/[^ ]+/.exec(line);
    if (found) resolve(found[0]);
  });
});

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
const page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
const faults = [];
let expected = [];
page.on('console', (message) => {
  if (message.type() === 'error' && !expected.some((text) => message.text().includes(text))) faults.push(message.text());
});
page.on('pageerror', (error) => faults.push(error.message));

let passed = 0;
const failures = [];
async function test(name, run) {
  try {
    await run();
    if (faults.length) throw new Error(faults.splice(0).join('; '));
    passed += 1;
  } catch (error) {
    failures.push(`${name}: ${error.message.split('\n')[0]}`);
  }
}

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

const shows = (text) => page.waitForFunction((text) => document.body?.innerText.includes(text), text, { timeout: 5000 });
const overlay = () => page.evaluate(() => document.querySelector('adrsite-problems')?.shadowRoot.textContent ?? '');
const overlaySays = (text) =>
  page.waitForFunction((text) => document.querySelector('adrsite-problems')?.shadowRoot.textContent.includes(text), text, { timeout: 5000 });
const overlayGoes = () => page.waitForFunction(() => !document.querySelector('adrsite-problems'), undefined, { timeout: 5000 });
const listening = () => page.waitForTimeout(150);

await test('an edit is shown, and the reader stays where they were', async () => {
  await page.goto(`${root}decisions/0001-one.html`);
  await listening();
  await page.evaluate(() => scrollTo(0, 1500));
  save('0001-one.md', record('One, edited'));
  await page.waitForFunction(() => document.title.includes('One, edited'), undefined, { timeout: 5000 });
  await page.waitForFunction(() => Math.abs(scrollY - 1500) < 20, undefined, { timeout: 2000 });
});

await test('a page does not reload for what others say', async () => {
  await listening();
  await page.evaluate(() => { window.still = true; });
  save('0002-two.md', record('Two', `${long}\n\nAn edit far from the open page.`));
  await page.waitForTimeout(500);
  assert(await page.evaluate(() => window.still), 'it reloaded');
});

await test('broken front-matter is said with file and line over the last good page, until it is mended', async () => {
  await page.evaluate(() => scrollTo(0, 900));
  save('0001-one.md', '---\ntitle: One\nstatus: [accepted\n---\n\nBroken text.\n');
  await overlaySays('0001-one.md:');
  assert(/0001-one\.md:\d+/.test(await overlay()), `no line in ${await overlay()}`);
  assert((await page.title()).includes('One, edited'), 'the last good page is gone');
  save('0001-one.md', record('One, mended'));
  await overlayGoes();
  await page.waitForFunction(() => document.title.includes('One, mended'), undefined, { timeout: 5000 });
  await page.waitForFunction(() => Math.abs(scrollY - 900) < 20, undefined, { timeout: 2000 });
});

await test('mending to what is shown already needs no reload', async () => {
  await listening();
  await page.evaluate(() => { window.still = true; });
  save('0001-one.md', '---\ntitle: One, mended\nstatus: [accepted\n---\n');
  await overlaySays('0001-one.md:');
  save('0001-one.md', record('One, mended'));
  await overlayGoes();
  assert(await page.evaluate(() => window.still), 'it reloaded');
});

await test('a new record appears in the list, and a deleted one is a 404', async () => {
  await page.goto(`${root}decisions/index.html`);
  await listening();
  save('0003-three.md', record('A third decision'));
  await shows('A third decision');
  await page.goto(`${root}decisions/0003-three.html`);
  await listening();
  expected = ['404'];
  fs.unlinkSync(at('0003-three.md'));
  await page.waitForFunction(() => !document.title.includes('A third decision'), undefined, { timeout: 5000 });
  assert((await page.goto(`${root}decisions/0003-three.html`)).status() === 404, 'it is still there');
  await listening();
  save('0003-three.md', record('The third is back'));
  await shows('The third is back');
  expected = [];
});

await test('templates and styles are followed, and a broken template is said', async () => {
  await page.goto(root);
  await listening();
  save('theme/assets/site.css', 'body { background: rgb(1, 2, 3) !important }');
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)', undefined, { timeout: 5000 });
  save('theme/templates/home.html', '{% extends "default/base.html" %}{% block main %}<h1>A home of our own</h1>{% endblock %}');
  await shows('A home of our own');
  await listening();
  save('theme/templates/home.html', '\n{% if %}');
  await overlaySays('theme/templates/home.html:2');
  await shows('A home of our own');
  fs.rmSync(at('theme'), { recursive: true });
  await overlayGoes();
  await shows('The log');
});

await test('the config is followed, and a broken one is said', async () => {
  await page.goto(root);
  await listening();
  save('adrsite.yaml', 'title: Another title\n');
  await shows('Another title');
  await listening();
  save('adrsite.yaml', 'title: Another title\ntitel: x\n');
  await overlaySays('adrsite.yaml:2');
  await overlaySays('did you mean');
  await shows('Another title');
  // It can be put away, and another problem brings it back.
  await page.evaluate(() => document.querySelector('adrsite-problems').shadowRoot.querySelector('button').click());
  await overlayGoes();
  save('adrsite.yaml', 'teams: 7\n');
  await overlaySays('adrsite.yaml:1');
  save('adrsite.yaml', 'title: A third title\n');
  await shows('A third title');
  await overlayGoes();
});

await test('a page of another site can neither read nor include anything', async () => {
  expected = ['403', 'Failed to load', 'CORS', 'ERR_'];
  const foreign = await (await browser.newContext()).newPage();
  await foreign.route('http://foreign.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>x</title>' }));
  await foreign.goto('http://foreign.example/');
  const got = await foreign.evaluate(async (root) => {
    const load = (name, attribute, url) => new Promise((resolve) => {
      const element = document.createElement(name);
      element.onload = () => resolve(`${name} loaded`);
      element.onerror = () => resolve('');
      element[attribute] = url;
      if (name === 'link') element.rel = 'stylesheet';
      document.head.append(element);
    });
    const found = await Promise.all([
      fetch(`${root}decisions.json`).then((answer) => answer.text(), () => ''),
      load('script', 'src', `${root}assets/site.js`),
      load('link', 'href', `${root}assets/site.css`),
      load('img', 'src', `${root}assets/favicon.svg`),
    ]);
    return found.join('');
  }, root);
  assert(got === '', `it got ${got}`);
  faults.length = 0;
  expected = [];
});

await test('many open tabs do not keep a page waiting', async () => {
  const context = await browser.newContext();
  for (let tab = 0; tab < 5; tab += 1) await (await context.newPage()).goto(root);
  const start = Date.now();
  await (await context.newPage()).goto(`${root}decisions/index.html`);
  assert(Date.now() - start < 5000, `the last tab waited for ${Date.now() - start} ms`);
  await context.close();
});

await browser.close();
const code = await new Promise((resolve) => {
  server.removeAllListeners('exit');
  server.on('exit', resolve);
  server.kill('SIGINT');
});
await test('Ctrl-C ends it cleanly', async () => assert(code === 0, `exit status ${code}`));
fs.rmSync(log, { recursive: true });
console.log(`${passed} passed, ${failures.length} failed`);
for (const failure of failures) console.log(failure);
process.exit(failures.length ? 1 : 0);
