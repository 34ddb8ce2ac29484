// What the history bears out, in a real browser: every mark on a decision's sign-offs opens by keyboard and says who recorded
// it, what changed after an approval is marked word by word, nothing is wider than a phone, and axe-core finds nothing.
//
//   node evidence.mjs ADRSITE
//
// Needs git, axe-core and playwright-core (found through PLAYWRIGHT_DIR or the current folder) and Chromium (CHROMIUM, else
// /usr/bin/chromium).

import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.env.PLAYWRIGHT_DIR ?? process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const adrsite = path.resolve(process.argv[2]);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'adrsite-evidence-'));
const log = path.join(folder, 'log');
const site = path.join(folder, 'site');
const ana = ['Ana Ruiz', 'ana@northwind.example'];
const bruno = ['Bruno Reis', 'bruno@halcyon.example'];
const stranger = ['Sam Poe', 'sam@elsewhere.example'];

function git(who, day, ...words) {
  const [name, email] = who;
  const date = `${day}T12:00:00+00:00`;
  const identity = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date };
  execFileSync('git', words, { cwd: log, env: { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', ...identity } });
}

function commit(who, day, name, text, message = 'Change') {
  fs.writeFileSync(path.join(log, name), text);
  git(who, day, 'add', '-A');
  git(who, day, 'commit', '-q', '-m', message);
}

const ledger = (signed, every = 'month') => `---\nstatus: accepted\n${signed}\n---\n\n# Keep the ledger\n\n## Decision\n\nWe keep the ledger in one table for each ${every}.\n`;
const both = 'proposed_by: platform\nreviewed_by: halcyon\napproved_by: [platform, { team: halcyon, date: 2026-01-05 }]';
fs.mkdirSync(log);
git(ana, '2026-01-01', 'init', '-q', '-b', 'main');
commit(ana, '2026-01-01', 'adrsite.yaml', `sources: ['.']
commit_url: 'https://git.example/commit/{commit}'
teams:
  platform: { name: Platform, side: Northwind, domains: [northwind.example] }
  halcyon: { name: Halcyon, side: Halcyon Software, domains: [halcyon.example] }
`);
commit(ana, '2026-01-02', '0001-ledger.md', ledger('proposed_by: platform'));
commit(stranger, '2026-01-08', '0001-ledger.md', ledger('proposed_by: platform\nreviewed_by: halcyon'));
commit(ana, '2026-01-12', '0001-ledger.md', ledger(both));
commit(bruno, '2026-01-20', '0001-ledger.md', ledger(both, 'year'));
commit(bruno, '2026-01-21', '.mailmap', 'Bruno Reis <bruno@halcyon.example> <ana@northwind.example>\n');
commit(bruno, '2026-01-22', '.mailmap', '\n');
execFileSync(adrsite, ['build', log, '--output', site, '--today', '2026-03-01', '--quiet']);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
const url = (route) => pathToFileURL(path.join(site, route)).href;
let violations = 0;
for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light'], [390, 'dark']]) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const route of ['decisions/0001-ledger.html', 'statistics/index.html', 'teams/halcyon.html', 'methodology/index.html']) {
    await page.goto(url(route));
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${route} is wider than ${width} px`);
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    for (const { id, help, nodes } of found.violations) console.log(`FAILED ${route} (${width} px, ${colorScheme}): ${id}: ${help}: ${nodes[0].html.slice(0, 200)}`);
    violations += found.violations.length;
  }
  await context.close();
}
assert.equal(violations, 0, 'axe-core finds nothing');

const page = await (await browser.newContext({ viewport: { width: 1280, height: 844 }, javaScriptEnabled: true })).newPage();
await page.goto(url('decisions/0001-ledger.html'));
const marks = await page.locator('details.evidence > summary').allInnerTexts();
const kinds = ['Recorded by the team itself', 'Recorded by another team', 'Not verifiable', 'Text changed since', 'Dated back'];
for (const kind of kinds) assert.ok(marks.some((mark) => mark.includes(kind)), `${kind} is among ${marks}`);
const other = page.locator('details.evidence-other');
assert.ok(!(await other.locator('p').isVisible()), 'what is behind a mark is folded away');
await other.locator('summary').focus();
await page.keyboard.press('Enter');
assert.match(await other.locator('p').innerText(), /Ana Ruiz \(Platform\).*12 January 2026/s, 'it opens by keyboard, and says who and when');
assert.match(await other.locator('a').getAttribute('href'), /^https:\/\/git\.example\/commit\/[0-9a-f]{40}$/);
assert.equal(await page.locator('.changed del').innerText(), 'month.');
assert.equal(await page.locator('.changed ins').innerText(), 'year.');
assert.equal(await page.locator('.moment').count(), 4, 'one moment for each commit of the record');
await browser.close();
fs.rmSync(folder, { recursive: true, force: true });
console.log('the evidence is shown, opens by keyboard, and is accessible');
