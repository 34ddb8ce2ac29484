// Every kind of page held against WCAG 2.2 A and AA by axe-core: in light and dark, on a wide screen and on a phone.
//
//   node accessibility.mjs ADRSITE SITE
//
// Needs axe-core and playwright-core (found through PLAYWRIGHT_DIR or beside this file) and Chromium (CHROMIUM, else
// /usr/bin/chromium).

import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.env.PLAYWRIGHT_DIR ?? process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = path.resolve(process.argv[3]);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });

/** Up to two pages of each kind, those with most markup first: they have most that can be wrong. */
function pages() {
  const kinds = new Map();
  for (const entry of fs.readdirSync(site, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const html = fs.readFileSync(file, 'utf8');
    const kind = /<body class="([^"]*)"/.exec(html)?.[1] ?? '';
    const features = ['class="diagram"', 'class="graph"', '<math', 'class="chart"', '<table', 'class="code"', 'class="alert'].filter((mark) => html.includes(mark)).length;
    kinds.set(kind, [...(kinds.get(kind) ?? []), { file, rank: features * 1e9 + html.length }]);
  }
  return [...kinds].sort().flatMap(([kind, found]) => found.sort((a, b) => b.rank - a.rank).slice(0, 2).map(({ file }) => ({ kind, file })));
}

const found = pages();
const failures = [];
let checked = 0;
for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [390, 'dark']]) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const { kind, file } of found) {
    await page.goto(pathToFileURL(file).href);
    // What is folded away is looked at as well.
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    checked += 1;
    for (const { id, help, nodes } of violations) {
      failures.push(`${path.relative(site, file)} (${kind}, ${width} px, ${colorScheme}): ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 200)}: ${nodes[0].failureSummary?.replace(/\s+/g, ' ').slice(0, 300)}`);
    }
  }
  await context.close();
}
await browser.close();
failures.forEach((failure) => console.log(`FAILED ${failure}`));
console.log(`${checked} pages checked, ${failures.length} violations`);
process.exit(failures.length === 0 && checked > 0 ? 0 : 1);
