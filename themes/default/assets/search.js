// Looks words up in the index that `adrsite build` made below `search/`. This file shows nothing: see find.js.
//
// The index is many small scripts, loaded when they are needed; each hands its content to adrsiteSearch(). Scripts and not
// data, because a page that was opened from disk may load the one and not the other.
(() => {
  "use strict";

  const received = new Map();
  globalThis.adrsiteSearch = (part, number, data) => received.set(fileOf(part, number), data);
  const fileOf = (part, number) => (part === "index" || part === "facts" ? part : `${part}-${number}`);

  // -- Words: the same rules by which the index was made --

  const WORD = /[\p{Alphabetic}\p{N}\p{M}\u00ad\u200c\u200d]+/gu;
  const DENSE = /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u{20000}-\u{3ffff}]+/gu;
  const SPELT_OUT = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ё: "е" };
  const LONGEST = 32;

  /** Small letters without accents. */
  function fold(word) {
    word = word.toLowerCase();
    if (/^[a-z0-9]*$/.test(word)) return word;
    return word
      .replace(/[ßæœøđłё]/g, (letter) => SPELT_OUT[letter])
      .normalize("NFKD")
      .replace(/([\0-\u02ff\u0370-\u03ff])[\u0300-\u036f]+/g, "$1")
      .replace(/[\u00ad\u200c\u200d\u0591-\u05c7\u0640\u064b-\u0655\u0670]/g, "")
      .normalize("NFKC");
  }

  const withoutArticle = (word) => (/^ال.{3}/su.test(word) ? word.slice(2) : word);
  const letters = (word) => [...word];

  /** The words of a query, each as { text, dense }. Scripts without spaces are looked up in pairs of characters. */
  function wordsOf(query) {
    const words = [];
    const add = (text, dense) => {
      if (text && !words.some((word) => word.text === text)) words.push({ text, dense });
    };
    for (const [raw] of query.matchAll(WORD)) {
      const word = fold(raw);
      let at = 0;
      const sparse = (end) => add(letters(withoutArticle(word.slice(at, end))).slice(0, LONGEST).join(""), false);
      for (const run of word.matchAll(DENSE)) {
        sparse(run.index);
        const chars = letters(run[0]);
        // A single character is the beginning of pairs.
        if (chars.length === 1) add(chars[0], true);
        for (let i = 1; i < chars.length; i += 1) add(chars[i - 1] + chars[i], true);
        at = run.index + run[0].length;
      }
      sparse(word.length);
    }
    return words;
  }

  /** How many letters must be changed, added, left out or swapped; of all beginnings of `form` the nearest if `open`. */
  function distance(word, form, most, open) {
    if (!open && Math.abs(word.length - form.length) > most) return most + 1;
    let before = [];
    let row = Array.from({ length: form.length + 1 }, (_, i) => i);
    for (let i = 1; i <= word.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= form.length; j += 1) {
        const same = word[i - 1] === form[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && word[i - 1] === form[j - 2] && word[i - 2] === form[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return open ? Math.min(...row) : row[form.length];
  }

  // -- Ranking: BM25, whose parts that depend on a document alone are in the index --

  const K1 = 1.2;
  const LEAST = 0.0125; // of level 0; each level is STEP times the one before
  const STEP = 1.11;
  const BASE = 45;
  const SHARES = Array.from({ length: 91 }, (_, level) => LEAST * STEP ** level);

  /** Calls `take(document, share)` for each document of an encoded list. */
  function decode(list, take) {
    let at = 0;
    const value = () => {
      const code = list.charCodeAt(at++);
      return code - (code > 92 ? 36 : 35);
    };
    for (let number = 0; at < list.length; number += 1) {
      let digit = value();
      for (let unit = 1; ; unit *= BASE) {
        number += (digit % BASE) * unit;
        if (digit < BASE) break;
        digit = value();
      }
      take(number, SHARES[value()]);
    }
  }

  /** Completions that are looked up at most: the shortest ones. */
  const COMPLETIONS = 40;
  /** The same where the word itself is in the index. */
  const FURTHER = 10;
  /** What a completion of a word counts where the word itself is in the index too. */
  const COMPLETION = 0.3;

  class Index {
    /** `load(file, version)` gives a promise that is kept when the script `search/<file>.js` has run. */
    constructor(load) {
      this.load = load;
      this.parts = new Map();
    }

    /** The content of a file, which is loaded once. */
    part(name, number = 0) {
      const file = fileOf(name, number);
      let part = this.parts.get(file);
      if (!part) {
        part = this.read(name, file);
        this.parts.set(file, part);
        // What could not be loaded is tried again when it is next asked for.
        part.catch(() => this.parts.delete(file));
      }
      return part;
    }

    async read(name, file) {
      const manifest = name === "index" ? null : await this.manifest();
      await this.load(file, manifest?.version);
      const data = received.get(file);
      received.delete(file);
      if (data === undefined) throw new Error(`${file} brought nothing`);
      if ((name === "words" || name === "terms") && data[0] !== manifest.version) throw new Stale();
      if (name === "facts" && data.version !== manifest.version) throw new Stale();
      return data;
    }

    manifest() {
      return this.part("index");
    }

    /** Does something with the index; once more from the start where the site changed in the meantime. */
    async consistently(run) {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof Stale)) throw error;
        this.parts.clear();
        return run();
      }
    }

    // -- The dictionary --

    /** The groups of words in the files whose first two letters are between `first` and `last`. */
    async groups(first, last) {
      const { words } = await this.manifest();
      const files = words.flatMap(([start], file) => {
        const ends = words[file + 1]?.[0];
        return start <= last && (ends === undefined || ends > first) ? [file] : [];
      });
      const parts = await Promise.all(files.map((file) => this.part("words", file)));
      return parts.flatMap((part, i) => {
        part.groups ??= part[1].split(" ").filter(Boolean).map((entry, at) => {
          const [head, ...tails] = entry.split(",");
          return { number: words[files[i]][1] + at, head, forms: tails.length ? tails.map((tail) => head + tail) : [head] };
        });
        return part.groups;
      });
    }

    /**
     * The groups that a word means, with what each counts, and the forms by which it is found in a text.
     * `open` words may be unfinished.
     */
    async meaning({ text, dense }, open) {
      const start = letters(text).slice(0, 2).join("");
      const near = await this.groups(start, start);
      const meaning = { text, groups: new Map(), forms: new Set(), starts: new Set(), dense };
      const add = (group, weight, form) => {
        meaning.groups.set(group.number, Math.max(weight, meaning.groups.get(group.number) ?? 0));
        for (const one of form ? [form] : group.forms) meaning.forms.add(one);
      };
      for (const group of near) if (group.forms.includes(text)) add(group, 1);
      const exact = meaning.groups.size > 0;
      const unfinished = dense ? letters(text).length === 1 : open && text.length > 2;
      if (unfinished || !exact) {
        const completions = near.flatMap((group) => group.forms.filter((form) => form.startsWith(text)).map((form) => ({ group, form })));
        completions.sort((a, b) => a.form.length - b.form.length || (a.form < b.form ? -1 : 1));
        for (const { group } of completions.slice(0, exact ? FURTHER : COMPLETIONS)) add(group, exact ? COMPLETION : 1);
        if (completions.length > 0) meaning.starts.add(text);
      }
      if (meaning.groups.size === 0 && text.length > 3 && !dense && !/\d/.test(text)) {
        // `migrates` where the records have `migrated`: both begin with the stem that the index knows, and end as words do,
        // unlike `partiion`, which is no form of `part`. Or it is a typo.
        const isEnding = (end) => near.some(({ forms }) => forms.some((form) => form.endsWith(end)));
        const stems = near.filter(({ head }) => head.length > 2 && head.length + 4 >= text.length && text.startsWith(head));
        const longest = Math.max(...stems.map(({ head }) => head.length));
        const kin = stems.filter(({ head }) => head.length === longest && isEnding(text.slice(longest)));
        for (const group of kin) add(group, 1);
        await this.misspelt(text, kin.length > 0 ? 1 : 2, open, add);
      }
      return meaning;
    }

    /** Adds the words that are spelt most nearly like one that is in no record; two mistakes only in long ones. */
    async misspelt(text, mistakes, open, add) {
      const most = text.length > 7 ? mistakes : 1;
      const [first] = letters(text);
      const groups = await this.groups(first, first + "\uffff");
      for (const beginning of open ? [false, true] : [false]) {
        let nearest = most + 1;
        let found = [];
        for (const group of groups) {
          for (const form of group.forms) {
            const away = distance(text, form, most, beginning);
            if (away < nearest) [nearest, found] = [away, []];
            if (away === nearest && away <= most) found.push([group, form]);
          }
        }
        if (found.length > 0) return found.slice(0, COMPLETIONS).forEach(([group]) => add(group, 1));
      }
    }

    /** Document → score, for one meaning. */
    async scores(meaning) {
      const { terms, documents } = await this.manifest();
      const shares = new Map();
      await Promise.all([...meaning.groups].map(async ([number, weight]) => {
        let file = 0;
        while (terms[file + 1] <= number) file += 1;
        const part = await this.part("terms", file);
        part.lists ??= part[1].split(" ");
        decode(part.lists[number - terms[file]], (document, share) => shares.set(document, (shares.get(document) ?? 0) + weight * share));
      }));
      const rarity = Math.log(1 + (documents - shares.size + 0.5) / (shares.size + 0.5));
      for (const [document, share] of shares) shares.set(document, (rarity * share * (K1 + 1)) / (share + K1));
      return shares;
    }

    /**
     * The documents for a query, the best first: { found: [{ document, score }], meanings }. Where some have all of its
     * words, only those. `allowed(document)` leaves out the others.
     */
    search(query, allowed = () => true) {
      return this.consistently(async () => {
        const words = wordsOf(query);
        // A word is finished when something follows it.
        const open = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(query);
        const meanings = await Promise.all(words.map((word, i) => this.meaning(word, open && i === words.length - 1)));
        const scores = await Promise.all(meanings.map((meaning) => this.scores(meaning)));
        const total = new Map();
        for (const one of scores) {
          for (const [document, score] of one) {
            const sum = total.get(document) ?? { document, score: 0, words: 0 };
            sum.score += score;
            sum.words += 1;
            total.set(document, sum);
          }
        }
        const some = [...total.values()].filter(({ document }) => allowed(document));
        const all = some.filter((one) => one.words === words.length);
        const found = (all.length > 0 ? all : some).sort((a, b) => b.words - a.words || b.score - a.score || b.document - a.document);
        return { found, meanings };
      });
    }

    // -- Filters --

    /** What tells whether a document passes filters such as { status: "accepted", team: "halcyon", role: "proposed" }. */
    matching(filters) {
      return this.consistently(async () => {
        const [manifest, facts] = await Promise.all([this.manifest(), this.part("facts")]);
        const tests = [];
        const { status, team, side, role, tag, year } = filters;
        if (status) {
          const digit = String(manifest.statuses.findIndex(([name]) => name === status));
          tests.push((document) => facts.statuses[document] === digit);
        }
        if (year) {
          let from = 0;
          const spans = [];
          for (const [one, count] of facts.years) {
            if (String(one) === year) spans.push([from, from + count]);
            from += count;
          }
          tests.push((document) => spans.some(([first, end]) => document >= first && document < end));
        }
        const column = ({ sets, of }, test) => {
          const passes = sets.map(test);
          tests.push((document) => passes[of[document]]);
        };
        // What a team or side did: in this role, or in any.
        const part = manifest.roles.findIndex(({ id }) => id === role);
        const signed = (test) => column(facts.signed, (set) => set.some((act) => (!role || act % 3 === part) && test(manifest.teams[Math.floor(act / 3)])));
        if (team) signed((one) => one.id === team);
        if (side) signed((one) => one.side_id === side);
        if (role && !team && !side) signed(() => true);
        if (tag) {
          const number = facts.names.findIndex((name) => name.toLowerCase() === tag.toLowerCase());
          column(facts.tags, (set) => set.includes(number));
        }
        return (document) => tests.every((test) => test(document));
      });
    }

    // -- What results show --

    /** A decision in short. */
    async card(document) {
      const { cards_per_file: per, teams, roles, statuses } = await this.manifest();
      const cards = await this.part("cards", Math.floor(document / per));
      const [id, title, url, status, date, signed, tags, source, oneSided, problems] = cards[document % per];
      return {
        id, title, url, tags, source, oneSided, problems,
        status: { name: status, label: statuses.find(([name]) => name === status)[1] },
        date: date && { iso: date[0], words: date[1] },
        teams: signed.map(([team, acts]) => ({ ...teams[team], roles: acts.map((act) => roles[act]) })),
      };
    }

    /** The text of a decision. */
    async text(document) {
      const { texts } = await this.manifest();
      let file = 0;
      let place = document;
      while (place >= texts[file]) place -= texts[file++];
      return (await this.part("texts", file))[place];
    }
  }

  /** The site was built again while this page was open. */
  class Stale extends Error {}

  // -- Words in their surroundings --

  /** Where the words of the meanings stand in a text: [start, end, which meaning]. */
  function hits(text, meanings) {
    const found = [];
    const sparse = meanings.filter(({ dense }) => !dense);
    for (const match of text.matchAll(WORD)) {
      const word = withoutArticle(fold(match[0]));
      const which = meanings.findIndex(({ dense, forms, starts }) => !dense && (forms.has(word) || [...starts].some((start) => word.startsWith(start))));
      if (which >= 0) found.push([match.index, match.index + match[0].length, which]);
      if (sparse.length === meanings.length) continue;
      meanings.forEach((meaning, i) => {
        if (!meaning.dense) return;
        const lower = match[0].toLowerCase();
        for (let at = lower.indexOf(meaning.text); at >= 0; at = lower.indexOf(meaning.text, at + 1)) {
          found.push([match.index + at, match.index + at + meaning.text.length, i]);
        }
      });
    }
    return found.sort((a, b) => a[0] - b[0]);
  }

  /** A text in pieces, [piece, whether it is what was looked for]. */
  function marked(text, meanings, found = hits(text, meanings)) {
    const pieces = [];
    let at = 0;
    for (const [start, end] of found) {
      if (end <= at) continue;
      if (start > at) pieces.push([text.slice(at, start), false]);
      const last = pieces.at(-1);
      const piece = text.slice(Math.max(start, at), end);
      if (last?.[1]) last[0] += piece;
      else pieces.push([piece, true]);
      at = end;
    }
    if (at < text.length) pieces.push([text.slice(at), false]);
    return pieces;
  }

  const BEFORE = 50;
  const LENGTH = 190;

  /** The passage of a text where most of the words stand together, in pieces as above. */
  function passage(text, meanings) {
    const found = hits(text, meanings);
    let best = 0;
    let most = 0;
    found.forEach(([start], i) => {
      const near = new Set();
      let repeats = 0;
      for (let j = i; j < found.length && found[j][1] <= start + LENGTH - BEFORE; j += 1) {
        near.add(found[j][2]);
        repeats += 1;
      }
      const worth = near.size * 100 + Math.min(repeats, 9);
      if (worth > most) [best, most] = [start, worth];
    });
    // It starts at a word or a block, not far before the first hit.
    let start = Math.max(0, best - BEFORE);
    const block = text.lastIndexOf("\n", best - 1) + 1;
    if (block > start) start = block;
    else if (start > 0) start += Math.max(0, text.slice(start, best).search(/\s/) + 1);
    let end = Math.min(text.length, start + LENGTH);
    if (end < text.length) end = Math.max(start + LENGTH / 2, text.lastIndexOf(" ", end));
    const inside = found.filter(([from, to]) => from >= start && to <= end).map(([from, to, which]) => [from - start, to - start, which]);
    const pieces = marked(text.slice(start, end).trimEnd(), meanings, inside);
    const clean = pieces.map(([piece, hit]) => [piece.replace(/\s*\n\s*/g, " · "), hit]);
    if (start > 0 && start !== block) clean.unshift(["… ", false]);
    if (end < text.length) clean.push([" …", false]);
    return clean;
  }

  globalThis.adrsiteIndex = { Index, wordsOf, marked, passage };
})();
