// Answers queries with the theme's own script over a built site, without a browser.
//
//   node search_quality.mjs SITE < queries
//
// Reads one query a line, and writes one line of JSON for each: the addresses of the first ten results.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

const site = process.argv[2];
const run = (file) => vm.runInThisContext(fs.readFileSync(path.join(site, file), 'utf8'), file);
run('assets/search.js');
const index = new globalThis.adrsiteIndex.Index(async (file) => run(`search/${file}.js`));
// Whoever types a word of the dictionary must get that word: the script folds as the index does.
const { words } = await index.manifest();
for (let file = 0; file < words.length; file += 1) {
  for (const entry of (await index.part('words', file))[1].split(' ')) {
    const [head, ...tails] = entry.split(',');
    for (const form of tails.length > 0 ? tails.map((tail) => head + tail) : [head]) {
      const typed = globalThis.adrsiteIndex.wordsOf(form).map(({ text }) => text);
      if (typed.length !== 1 || typed[0] !== form) throw new Error(`the script makes ${typed} of ${form}`);
    }
  }
}

for (const query of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const { found } = await index.search(query);
  const cards = await Promise.all(found.slice(0, 10).map(({ document }) => index.card(document)));
  console.log(JSON.stringify(cards.map(({ url }) => url)));
}
