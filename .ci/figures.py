#!/usr/bin/env python3
"""Figures of a folder of native records, worked out without any code of adrsite.

    figures.py DIR --today YYYY-MM-DD

Reads the front-matter of every markdown file and adrsite.yaml, and prints JSON.
It follows the definitions of the methodology page and nothing else, so that a
difference from `stats.json` is a mistake on one of the two sides. It knows the
native front-matter only: records of other styles are not its business.
"""

import argparse
import datetime as dt
import json
import os
import re
import sys
from collections import Counter, defaultdict

import yaml

ROLES = ("proposed_by", "reviewed_by", "approved_by")
STATUSES = {
    "draft": "draft", "wip": "draft",
    "proposed": "proposed", "pending": "proposed", "rfc": "proposed", "open": "proposed",
    "accepted": "accepted", "approved": "accepted", "implemented": "accepted",
    "rejected": "rejected", "withdrawn": "rejected", "declined": "rejected",
    "deprecated": "deprecated", "removed": "deprecated", "retired": "deprecated",
    "superseded": "superseded", "replaced": "superseded",
}


class Text(yaml.SafeLoader):
    """Every scalar stays the text that stands in the file."""


Text.yaml_implicit_resolvers = {}


def day(value):
    """A full day, or None; a month is no day to count from."""
    if value is None:
        return None
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", str(value).strip())
    if not match:
        return None
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        return None


def front_matter(path):
    with open(path, encoding="utf-8-sig") as file:
        text = file.read().replace("\r\n", "\n")
    match = re.match(r"---\n(.*?)\n---[ \t]*(\n|$)", text, re.S)
    if not match:
        return None
    found = yaml.load(match.group(1), Text)
    if not isinstance(found, dict):
        return None
    return {str(key).replace("-", "_").lower(): value for key, value in found.items()}


class Teams:
    """Who is who: from the config, else every name is a team and a side."""

    def __init__(self, config):
        self.config = config
        self.side, self.since, self.until = {}, {}, {}
        self.names, self.people, self.domains = {}, defaultdict(list), {}
        for team, entry in (config or {}).items():
            entry = entry or {}
            name = entry.get("name") or team
            self.side[team] = entry.get("side") or name
            self.since[team], self.until[team] = day(entry.get("since")), day(entry.get("until"))
            for alias in [team, name] + list(entry.get("aliases") or []):
                self.names[alias.strip().lower()] = team
            for domain in entry.get("domains") or []:
                self.domains[domain.lower()] = team
            for member in entry.get("members") or []:
                if isinstance(member, str):
                    keys, span = identities(member), (None, None)
                else:
                    keys = [member[key].lstrip("@").lower() for key in ("name", "email", "handle") if member.get(key)]
                    span = (day(member.get("from")), day(member.get("until")))
                for key in keys:
                    self.people[key].append((team, span))

    def of_name(self, name, when):
        """The team of a team's or a person's name on a day."""
        name = name.strip()
        if self.config is None:
            self.side.setdefault(name, name)
            return name
        if name.lstrip("@").lower() in self.names:
            return self.names[name.lstrip("@").lower()]
        found = set()
        for key in identities(name):
            for team, (first, last) in self.people[key]:
                if when is None or ((first is None or first <= when) and (last is None or when <= last)):
                    found.add(team)
        if not found and "@" in name:
            domain = name.rstrip(">").rsplit("@", 1)[1].lower()
            found = {self.domains[domain]} if domain in self.domains else set()
        return found.pop() if len(found) == 1 else None


def identities(text):
    keys, words = [], []
    for word in text.split():
        bare = word.strip("<>(),")
        if bare.startswith("@") or (word.startswith("<") and "@" in bare):
            keys.append(bare.lstrip("@").lower())
        else:
            words.append(bare)
    name = " ".join(words).lstrip("@").lower()
    return keys + ([name] if name else [])


def sign_offs(value, when, teams):
    """(team, day, note) for each sign-off."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        value = re.split(r"\s*[,;]\s*", value) if "," in value or ";" in value else [value]
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            date, note = day(item.get("date")), item.get("note") or None
            if item.get("team"):
                names = [item["team"]]
            else:
                names = item.get("by") or []
                names = [names] if isinstance(names, str) else names
            for name in names:
                team = teams.of_name(name, date or when)
                if team is not None:
                    yield team, date, note
        elif item:
            team = teams.of_name(item, when)
            if team is not None:
                yield team, None, None


def status_of(value):
    words = re.findall(r"\w+", str(value or "").lower())
    return next((STATUSES[word] for word in words if word in STATUSES), None)


def read(folder):
    try:
        with open(os.path.join(folder, "adrsite.yaml"), encoding="utf-8") as file:
            config = yaml.load(file, Text) or {}
    except FileNotFoundError:
        config = {}
    teams = Teams(config.get("teams"))
    records, drafts = [], 0
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.endswith(".md") or name.lower() in ("readme.md", "index.md"):
                continue
            data = front_matter(os.path.join(root, name))
            if data is None or str(data.get("publish", "")).lower() == "false":
                continue
            status, date = status_of(data.get("status")), day(data.get("date"))
            signed = {role: list(sign_offs(data.get(role), date, teams)) for role in ROLES}
            for action in data.get("actions") or []:
                if action.get("team") and teams.config is None:
                    teams.of_name(action["team"], None)
            if status == "draft":
                drafts += 1
                continue
            records.append({"path": name, "status": status, "date": date, "signed": signed, "actions": data.get("actions") or []})
    return records, drafts, teams


def times(values):
    values = sorted(values)
    count = len(values)
    if not count:
        return {"median": None, "p90": None, "answered": 0}
    middle = (values[(count - 1) // 2] + values[count // 2]) / 2
    return {"median": middle, "p90": values[-(-count * 9 // 10) - 1], "answered": count}


def figures(folder, today):
    records, drafts, teams = read(folder)
    starts = {}
    for team, side in teams.side.items():
        start = teams.since.get(team) or dt.date.min
        starts[side] = min(starts.get(side, start), start)
    second = sorted(starts.values())[1] if len(starts) > 1 else dt.date.min

    counts = {role: Counter() for role in (*ROLES, "touched")}
    shares = {name: [0, 0] for name in ("recorded", "both_side", "cross_review", "cross_approval", "self_approved", "approved_without_review")}
    pairs = defaultdict(lambda: [0, 0])
    by_status, by_year = Counter(), Counter()
    response, decision, waiting, open_now, never = [], [], 0, 0, 0
    kept = due_now = overdue = late = 0

    def count(name, is_in, is_of=True):
        shares[name][0] += bool(is_in and is_of)
        shares[name][1] += bool(is_of)

    for record in records:
        status, signed = record["status"], record["signed"]
        by_status[status or "none"] += 1
        if record["date"]:
            by_year[str(record["date"].year)] += 1
        who = {role: {team for team, _, _ in signed[role]} for role in ROLES}
        sides = {role: {teams.side[team] for team in who[role]} for role in ROLES}
        everyone, all_sides = set().union(*who.values()), set().union(*sides.values())
        for role in ROLES:
            counts[role].update(who[role])
        counts["touched"].update(everyone)
        for proposer in who["proposed_by"]:
            for team in everyone - {proposer}:
                pairs[proposer, team][0] += team in who["reviewed_by"]
                pairs[proposer, team][1] += team in who["approved_by"]

        proposed = min((date for _, date, _ in signed["proposed_by"] if date), default=None)
        if proposed is None and status == "proposed":
            proposed = record["date"]
        settled = None
        if status != "proposed":
            settled = max((date for _, date, _ in signed["approved_by"] if date), default=None)
            if settled is None and status in ("accepted", "rejected"):
                settled = record["date"]

        count("recorded", everyone)
        own = sides["proposed_by"]
        was_accepted = status in ("accepted", "deprecated", "superseded")
        others_approved = sides["approved_by"] - own
        if not (settled and settled < second):
            count("both_side", len(all_sides) >= 2, everyone)
            count("cross_review", sides["reviewed_by"] - own, own)
            count("cross_approval", others_approved, own and was_accepted)
            count("self_approved", sides["approved_by"] <= own, own and was_accepted and who["approved_by"])
            noted = {teams.side[team] for team, _, note in signed["approved_by"] if note}
            count("approved_without_review", others_approved - sides["reviewed_by"] - noted, own and others_approved)

        if status == "proposed":
            open_now += 1
            waiting += not (sides["reviewed_by"] | sides["approved_by"]) - own
        first = min((date for team, date, _ in signed["reviewed_by"] if date and teams.side[team] not in own), default=None)
        if own and first and proposed:
            response.append(max(0, (first - proposed).days))
        elif own and status not in ("proposed", None) and not sides["reviewed_by"] - own and not (settled and settled < second):
            never += 1
        if proposed and settled:
            decision.append(max(0, (settled - proposed).days))

        for action in record["actions"]:
            due, done = day(action.get("due")), day(action.get("done"))
            done = done if done and done <= today else None
            if due and due <= today:
                due_now += 1
                kept += bool(done and done <= due)
                late += bool(done and done > due)
                overdue += due < today and not done

    names = sorted(teams.side)
    return {
        "decisions": len(records),
        "drafts": drafts,
        "by_status": dict(sorted(by_status.items())),
        "by_year": dict(sorted(by_year.items())),
        "teams": [
            {"id": team, "side": teams.side[team], "proposed": counts["proposed_by"][team], "reviewed": counts["reviewed_by"][team],
             "approved": counts["approved_by"][team], "touched": counts["touched"][team]}
            for team in names
        ],
        **{name: {"count": value[0], "of": value[1]} for name, value in shares.items()},
        "pairs": [
            {"from": left, "to": right, "reviewed": value[0], "approved": value[1]}
            for (left, right), value in sorted(pairs.items()) if any(value)
        ],
        "response_days": {**times(response), "waiting": waiting, "never": never},
        "decision_days": {**times(decision), "waiting": open_now},
        "follow_through": {"count": kept, "of": due_now, "late": late, "overdue": overdue},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--today", required=True, type=dt.date.fromisoformat)
    options = parser.parse_args()
    json.dump(figures(options.folder, options.today), sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
