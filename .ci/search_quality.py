#!/usr/bin/env python3
"""Compares the search with SQLite's full-text search over the same records.

    search_quality.py ADRSITE OUT LOG [LOG ...] [--queries 60] [--least 4.5] [--verbose]

Builds each log, asks both for queries made from its own words, and counts how many of SQLite's first five results
(FTS5, bm25, porter stems) are among the first five here. The queries are words of titles and of texts, other forms of a
word, beginnings, misspellings (SQLite gets the right spelling), pairs of words, and passages of Chinese or Japanese text
(SQLite gets the same text cut in pairs of characters). Where the two differ, look at the results before changing anything:
SQLite is a measure, not the goal.
"""
import argparse
import collections
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
# title, tags, headings, text: as in src/render/search/fields.rs
WEIGHTS = "6.0, 3.0, 2.5, 1.0"
DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
FIRST = 5


class Log:
    """A log in both engines."""

    def __init__(self, adrsite, folder, out):
        self.name = os.path.basename(folder)
        self.site = os.path.join(out, self.name)
        subprocess.run([adrsite, "build", folder, "--output", self.site, "--today", "2026-11-20", "--quiet"], check=True, stderr=subprocess.DEVNULL)
        with open(os.path.join(self.site, "decisions.json"), encoding="utf-8") as file:
            self.decisions = json.load(file)["decisions"]
        self.base = sqlite3.connect(":memory:")
        self.base.execute("create virtual table t using fts5(url unindexed, title, tags, headings, text, tokenize = 'porter unicode61 remove_diacritics 2')")
        self.titles, self.texts = [], []
        for decision in self.decisions:
            with open(os.path.join(folder, decision["path"]), encoding="utf-8-sig", errors="replace") as file:
                text = re.sub(r"\A---\n.*?\n---\n", "", file.read().replace("\r\n", "\n"), flags=re.S)
            text = re.sub(r"<!--.*?-->|\]\([^)\s]*\)", " ", text, flags=re.S)
            headings = re.findall(r"^#+ +(.*)$", text, re.M)
            rest = re.sub(r"^#+ +.*$", "", text, flags=re.M)
            title = f"{decision['title']} {decision['id'] or ''}"
            row = (decision["url"], title, " ".join(decision["tags"]), "\n".join(headings), rest)
            self.base.execute("insert into t values (?, ?, ?, ?, ?)", [row[0], *map(in_pairs, row[1:])])
            self.titles.append(decision["title"])
            self.texts.append(text)
        self.forms = collections.Counter(word for text in self.texts for word in set(words(text)))
        self.base.execute("create virtual table v using fts5vocab(t, 'row')")
        self.stems = collections.defaultdict(set)
        stemmer = sqlite3.connect(":memory:")
        stemmer.execute("create virtual table s using fts5(w, tokenize = 'porter unicode61 remove_diacritics 2')")
        stemmer.execute("create virtual table i using fts5vocab(s, 'instance')")
        forms = sorted(self.forms)
        stemmer.executemany("insert into s(rowid, w) values (?, ?)", enumerate(forms))
        for stem, row in stemmer.execute("select term, doc from i"):
            self.stems[stem].add(forms[row])

    def sqlite(self, query):
        sql = f"select url from t where t match ? order by bm25(t, 0.0, {WEIGHTS}), rowid limit 10"
        return [url for (url,) in self.base.execute(sql, [query])]

    def ours(self, queries):
        node = ["node", os.path.join(HERE, "search_quality.mjs"), self.site]
        run = subprocess.run(node, input="\n".join(queries), text=True, capture_output=True, check=True)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def queries(self, count):
        """(kind, what is typed, what SQLite gets); the same ones every time."""
        dice = random.Random(7)
        usual = lambda word: 2 <= self.forms[word] <= max(5, len(self.texts) // 4)
        plain = sorted(word for word in self.forms if re.fullmatch("[a-z]{4,}", word) and usual(word))
        title = sorted({word for text in self.titles for word in words(text)} & set(plain))
        body = sorted(set(plain) - {word for text in self.titles for word in words(text)})
        families = sorted(sorted(forms)[0] for forms in self.stems.values() if len(forms) > 2 and usual(sorted(forms)[0]) and sorted(forms)[0].isascii())
        long = [word for word in plain if len(word) > 7]
        dense = sorted({run for text in self.titles for run in DENSE.findall(text) if len(run) > 1})
        found = []
        share = count // 6 if not dense else count // 8
        quoted = lambda word: f'"{word}"'
        for word in pick(dice, title, share):
            found.append(("title", word + " ", quoted(word)))
        for word in pick(dice, body, share):
            found.append(("text", word + " ", quoted(word)))
        for word in pick(dice, families, share):
            found.append(("stem", word + " ", quoted(word)))
        for word in pick(dice, long, share):
            found.append(("prefix", word[:5], quoted(word[:5]) + "*"))
        for word in pick(dice, long, share):
            at = dice.randrange(2, len(word) - 2)
            wrong = word[:at] + word[at + 1] + word[at] + word[at + 2:] if dice.random() < 0.5 and word[at] != word[at + 1] else word[:at] + word[at + 1:]
            if wrong not in self.forms:
                found.append(("typo", wrong + " ", quoted(word)))
        for text in pick(dice, [text for text in self.texts if len(set(words(text)) & set(plain)) > 10], share):
            one, other = dice.sample(sorted(set(words(text)) & set(plain)), 2)
            found.append(("two words", f"{one} {other} ", f"{quoted(one)} AND {quoted(other)}"))
        for run in pick(dice, dense, count - len(found) if dense else 0):
            length = dice.randint(2, min(4, len(run)))
            at = dice.randrange(len(run) - length + 1)
            part = run[at:at + length]
            found.append(("script", part + " ", quoted(" ".join(a + b for a, b in zip(part, part[1:])))))
        return found[:count]


def pick(dice, choices, count):
    return dice.sample(choices, min(count, len(choices)))


def words(text):
    text = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[^\W_]+", "".join(ch for ch in text if not unicodedata.combining(ch)))


def in_pairs(text):
    """Chinese and Japanese as pairs of neighbours, between spaces."""
    return DENSE.sub(lambda run: " " + " ".join([a + b for a, b in zip(run[0], run[0][1:])] + [run[0][-1]]) + " ", text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("adrsite")
    parser.add_argument("out")
    parser.add_argument("logs", nargs="+")
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--least", type=float, default=4.5)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    scores = collections.defaultdict(list)
    for folder in args.logs:
        log = Log(os.path.abspath(args.adrsite), os.path.abspath(folder), args.out)
        # A query to which SQLite has no answer measures nothing.
        queries = [query for query in log.queries(2 * args.queries) if log.sqlite(query[2])]
        dice = random.Random(11)
        queries = sorted(pick(dice, queries, args.queries // len(args.logs)))
        for (kind, typed, exact), ours in zip(queries, log.ours([typed for _, typed, _ in queries])):
            theirs = log.sqlite(exact)[:FIRST]
            same = FIRST * len(set(theirs) & set(ours[:FIRST])) / len(theirs)
            scores[kind].append(same)
            scores["all"].append(same)
            if args.verbose and same < FIRST:
                print(f"{log.name} {kind} `{typed}` {same:.1f}\n  sqlite {theirs}\n  ours   {ours[:FIRST]}")
    for kind, found in sorted(scores.items()):
        print(f"{kind:10} {len(found):3} queries, {sum(found) / len(found):.2f} of {FIRST} results agree")
    mean = sum(scores["all"]) / len(scores["all"])
    sys.exit(0 if mean >= args.least else f"only {mean:.2f} of {FIRST} agree, expected {args.least}")


main()
