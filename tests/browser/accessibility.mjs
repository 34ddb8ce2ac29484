// Every kind of page held against WCAG 2.2 A and AA by axe-core: in light and dark, on a wide screen and on a phone, from
// left to right and from right to left, in the default theme and in `ledger`.
//
//   node accessibility.mjs ADRSITE SITE
//
// SITE is the built example-adrs. Needs axe-core and playwright-core (found through PLAYWRIGHT_DIR or beside this file), git
// and Chromium (CHROMIUM, else /usr/bin/chromium).

import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.env.PLAYWRIGHT_DIR ?? process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [adrsite, site] = process.argv.slice(2).map((argument) => path.resolve(argument));
const example = fileURLToPath(new URL('../../example-adrs', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'adrsite-axe-'));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });

/** The example in a repository of its own, with other settings: people have pages, and sign-offs their evidence. */
function variant(name, settings) {
  const log = path.join(folder, name);
  fs.cpSync(example, log, { recursive: true });
  const config = path.join(log, 'adrsite.yaml');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace(/^(language|history):.*$/gm, '') + `\npeople: true\n${settings}\n`);
  const git = (...args) => execFileSync('git', ['-C', log, '-c', 'user.name=Ana Ruiz', '-c', 'user.email=ana@northwind.example', ...args], { stdio: 'ignore' });
  git('init');
  git('add', '-A');
  git('commit', '-m', 'Record the decisions');
  const out = path.join(folder, `${name}-site`);
  const build = (...args) => execFileSync(adrsite, ['build', log, '--today', '2026-11-20', '--quiet', ...args], { stdio: 'ignore' });
  build('--output', out);
  build('--output', path.join(out, 'single'), '--single-page', '--tag', 'ledger');
  return out;
}

/** The pages of each kind that have most markup: they have most that can be wrong. */
function pages(root, most) {
  const kinds = new Map();
  for (const entry of fs.readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const html = fs.readFileSync(file, 'utf8');
    const kind = /<body class="([^"]*)"/.exec(html)?.[1] ?? '';
    const features = ['class="diagram"', 'class="graph"', '<math', 'class="chart"', '<table', 'class="code"', 'class="alert', 'class="evidence'].filter((mark) => html.includes(mark)).length;
    kinds.set(kind, [...(kinds.get(kind) ?? []), { file, rank: features * 1e9 + html.length }]);
  }
  return [...kinds].sort().flatMap(([kind, found]) => found.sort((a, b) => b.rank - a.rank).slice(0, most).map(({ file }) => ({ kind, file })));
}

const failures = [];
let checked = 0;

async function check(root, found, width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const { kind, file } of found) {
    await page.goto(pathToFileURL(file).href);
    // What is folded away is looked at as well.
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    checked += 1;
    for (const { id, help, nodes } of violations) {
      failures.push(`${path.relative(root, file)} (${kind}, ${width} px, ${colorScheme}): ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 200)}: ${nodes[0].failureSummary?.replace(/\s+/g, ' ').slice(0, 300)}`);
    }
  }
  await context.close();
}

await check(site, pages(site, 2), 1280, 'light');
for (const [width, colorScheme] of [[1280, 'dark'], [390, 'dark']]) await check(site, pages(site, 1), width, colorScheme);
for (const [name, settings] of [['arabic', 'language: ar'], ['ledger', 'theme: ledger'], ['arabic-ledger', 'language: ar\ntheme: ledger']]) {
  const root = variant(name, settings);
  const one = pages(root, 1);
  for (const [width, colorScheme] of name === 'arabic-ledger' ? [[1280, 'light']] : [[1280, 'dark'], [390, 'light']]) await check(root, one, width, colorScheme);
}
await browser.close();
fs.rmSync(folder, { recursive: true });
failures.forEach((failure) => console.log(`FAILED ${failure}`));
console.log(`${checked} pages checked, ${failures.length} violations`);
process.exit(failures.length === 0 && checked > 0 ? 0 : 1);
