#!/usr/bin/env python3
"""Checks built sites as a browser would meet them.

    check_site.py SITE [SITE ...]

Every internal link and anchor leads somewhere, ids are unique, nothing is loaded from elsewhere, nothing is inline that
the content security policy forbids, and every page has a language, a title and one first-level heading. A figure that leads
to a list (`data-n` says how much it is) leads to one of as many decisions.
"""
import os
import re
import sys
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

LOADS = {("img", "src"), ("script", "src"), ("link", "href"), ("source", "src"), ("video", "src"), ("iframe", "src")}


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.ids, self.links, self.loads, self.problems = set(), [], [], []
        self.h1 = self.titles = 0
        self.lang = None
        # Figures that lead to a list; how many rows a list has; and of a table of figures, the column of each filter, how
        # many rows it leaves, and what the numbers in it come to.
        self.figures, self.rows = [], 0
        self.filters, self.left, self.sums = {}, Counter(), Counter()
        self.cell = None
        with open(path, encoding="utf-8") as f:
            self.feed(f.read())

    def handle_starttag(self, tag, attrs):
        self.count(tag, {name: value or "" for name, value in attrs})
        seen = set()
        for name, value in attrs:
            value = value or ""
            if name in seen:
                self.problems.append(f"attribute {name} twice on <{tag}>")
            seen.add(name)
            if name == "id":
                if value in self.ids:
                    self.problems.append(f"id `{value}` twice")
                self.ids.add(value)
            if name == "style":
                self.problems.append(f"inline style on <{tag}>")
            if name.startswith("on"):
                self.problems.append(f"handler {name} on <{tag}>")
            if (tag, name) in LOADS:
                rel = dict(attrs).get("rel", "")
                if tag != "link" or rel not in ("canonical", "alternate"):
                    self.loads.append(value)
            elif name == "href" and tag == "a":
                self.links.append(value)
        if tag == "html":
            self.lang = dict(attrs).get("lang")
        if tag == "h1":
            self.h1 += 1
        if tag == "title":
            self.titles += 1
        if tag == "script" and "src" not in dict(attrs):
            self.problems.append("inline script")
        if tag == "style":
            self.problems.append("inline style element")


    def count(self, tag, attrs):
        """What a list and a table of figures hold."""
        classes = attrs.get("class", "").split()
        if tag == "a" and "data-n" in attrs:
            self.figures.append((attrs["href"], int(attrs["data-n"])))
        elif tag == "li" and ("row" in classes or "row-short" in classes):
            self.rows += 1
        elif tag == "span" and "filter" in classes:
            self.filters[attrs["id"]] = classes[-1].removeprefix("filter-")
        elif tag == "tr":
            self.left.update(name[1:] for name in classes if re.fullmatch(r"c\d+", name))
            self.cell = 0
        elif tag == "td" and self.cell is not None:
            self.cell += 1

    def handle_data(self, data):
        if self.filters and self.cell and data.strip().isdigit():
            self.sums[str(self.cell - 1)] += int(data)

    def counts(self, fragment):
        """How many decisions a filter leaves, or a list has; and what the numbers in the filter's column come to."""
        column = self.filters.get(fragment)
        return (self.rows, 0) if column is None else (self.left[column], self.sums[column])


def length(pages, path, fragment):
    """How long a list is, over all of its pages."""
    counts, number, page = [], 1, path
    while page in pages:
        counts.append(pages[page].counts(fragment))
        number += 1
        page = path.removesuffix(".html") + f"-page-{number}.html"
        if path.endswith(os.path.join("decisions", "index.html")):
            page = path.removesuffix("index.html") + f"page-{number}.html"
    return sum(count for count, _ in counts), sum(total for _, total in counts)


def check(root):
    root = os.path.abspath(root)
    pages = {}
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith(".html"):
                path = os.path.join(folder, name)
                pages[path] = Page(path)
    problems = []
    for path, page in pages.items():
        shown = os.path.relpath(path, root)
        problems += [f"{shown}: {p}" for p in page.problems]
        if page.h1 != 1:
            problems.append(f"{shown}: {page.h1} first-level headings")
        if page.titles < 1 or not page.lang:
            problems.append(f"{shown}: no title or language")
        for target in page.links + page.loads:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if target in page.loads:
                    problems.append(f"{shown}: loads {target}")
                elif parts.scheme not in ("http", "https", "mailto", "tel", "ftp", "xmpp", "irc", "ircs", "sip", "news", ""):
                    problems.append(f"{shown}: scheme of {target}")
                continue
            aim = path if not parts.path else os.path.normpath(os.path.join(os.path.dirname(path), unquote(parts.path)))
            if not aim.startswith(root + os.sep):
                problems.append(f"{shown}: {target} leaves the site")
            elif not os.path.isfile(aim):
                problems.append(f"{shown}: {target} is not there")
            elif parts.fragment and aim in pages and unquote(parts.fragment) not in pages[aim].ids:
                problems.append(f"{shown}: {target} has no such anchor")
        for target, n in page.figures:
            parts = urlsplit(target)
            aim = path if not parts.path else os.path.normpath(os.path.join(os.path.dirname(path), unquote(parts.path)))
            count, total = length(pages, aim, parts.fragment)
            # What is no decision, such as a sign-off, stands in the rows as a number.
            if n not in ((count, total) if parts.fragment.startswith("evidence") else (count,)):
                problems.append(f"{shown}: {target} has {count} decisions, the figure says {n}")
    return len(pages), sum(len(page.figures) for page in pages.values()), problems


def main():
    failed = 0
    for site in sys.argv[1:]:
        count, figures, problems = check(site)
        for problem in problems[:20]:
            print(f"{site}: {problem}")
        failed += len(problems)
        print(f"{site}: {count} pages, {figures} figures with lists, {len(problems)} problems")
    sys.exit(1 if failed else 0)


main()
