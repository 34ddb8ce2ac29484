#!/usr/bin/env python3
"""Figures of a folder of native records, worked out without any code of adrsite.

    figures.py DIR --today YYYY-MM-DD [--steps fortnight,month,quarter,year]

Reads the front-matter of every markdown file and adrsite.yaml, and prints JSON.
It follows the definitions of the methodology page and nothing else, so that a
difference from `stats.json` is a mistake on one of the two sides. It knows the
native front-matter only: records of other styles are not its business, nor is
what only a repository's history knows (evidence, changes after approval).
"""

import argparse
import calendar
import datetime as dt
import itertools
import json
import math
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
FEW = 5
STEPS = ("fortnight", "month", "quarter", "year")
THRESHOLDS = {"few": 5, "steps": 3, "scrutiny_ratio": 2, "response_ratio": 2, "response_days": 2, "promises": 3}


class Text(yaml.SafeLoader):
    """Every scalar stays the text that stands in the file."""


Text.yaml_implicit_resolvers = {}


class When:
    """A day, a month or a year: from its first to its last day. Only a day can be counted from."""

    def __init__(self, first, last):
        self.first, self.last = first, last
        self.day = first if first == last else None


def when(value):
    """What a date names, or None."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(value or "").strip())
    if not match:
        return None
    year, month, date = (int(part) if part else None for part in match.groups())
    try:
        first = dt.date(year, month or 1, date or 1)
        last = first if date else dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
        return When(first, last)
    except ValueError:
        return None


def day(value):
    """A full day, or None."""
    found = when(value)
    return found.day if found else None


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
        self.names, self.people, self.domains = defaultdict(list), defaultdict(list), {}
        for team, entry in (config or {}).items():
            entry = entry or {}
            name = entry.get("name") or team
            self.side[team] = entry.get("side") or name
            self.since[team], self.until[team] = day(entry.get("since")), day(entry.get("until"))
            for alias in {text.strip().lower() for text in [team, name] + list(entry.get("aliases") or [])}:
                self.names[alias].append(team)
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

    def of_name(self, name, on):
        """The team of a team's or a person's name on a day."""
        name = name.strip()
        if self.config is None:
            self.side.setdefault(name, name)
            return name
        if name.lstrip("@").lower() in self.names:
            named = self.names[name.lstrip("@").lower()]
            # A team that changed side is two teams of one name, one after the other.
            there = [team for team in named if on is None or self.is_active(team, on, on)]
            return (there or named)[0]
        found = set()
        for key in identities(name):
            for team, (first, last) in self.people[key]:
                if on is None or ((first is None or first <= on) and (last is None or on <= last)):
                    found.add(team)
        if not found and "@" in name:
            domain = name.rstrip(">").rsplit("@", 1)[1].lower()
            found = {self.domains[domain]} if domain in self.domains else set()
        return found.pop() if len(found) == 1 else None

    def is_active(self, team, first, last):
        """Whether a team takes part on one of these days."""
        since, until = self.since.get(team), self.until.get(team)
        return (since is None or since <= last) and (until is None or first <= until)

    def sides(self):
        return sorted(set(self.side.values()))

    def span(self, side):
        """The days between which a side takes part."""
        teams = [team for team in self.side if self.side[team] == side]
        return (
            min(self.since.get(team) or dt.date.min for team in teams),
            max(self.until.get(team) or dt.date.max for team in teams),
        )

    def sides_on(self, on):
        """The sides that take part on a day; all of them where it is not known."""
        return {side for side in self.sides() if on is None or self.span(side)[0] <= on <= self.span(side)[1]}

    def second_side_since(self):
        starts = sorted(self.span(side)[0] for side in self.sides())
        return starts[1] if len(starts) > 1 else dt.date.min


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


class SignOff:
    def __init__(self, team, date, note=None, objects=False):
        self.team, self.date, self.note, self.objects = team, date, note, objects


def sign_offs(value, on, teams):
    if value is None or value == "":
        return
    if isinstance(value, str):
        value = re.split(r"\s*[,;]\s*", value) if "," in value or ";" in value else [value]
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            date = when(item.get("date"))
            if item.get("team"):
                names = [item["team"]]
            else:
                names = item.get("by") or []
                names = [names] if isinstance(names, str) else names
            for name in names:
                team = teams.of_name(name, date.first if date else on)
                if team is not None:
                    yield SignOff(team, date, item.get("note") or None, item.get("outcome") == "objects")
        elif item:
            team = teams.of_name(item, on)
            if team is not None:
                yield SignOff(team, None)


def status_of(value):
    words = re.findall(r"\w+", str(value or "").lower())
    return next((STATUSES[word] for word in words if word in STATUSES), None)


def best(dates, pick):
    """The earliest or latest of some dates; full days come before months."""
    dates = [date for date in dates if date]
    full = [date for date in dates if date.day]
    return pick(full or dates, key=lambda date: date.first, default=None)


class Action:
    def __init__(self, entry, teams, today):
        self.team = teams.of_name(entry["team"], None) if entry.get("team") else None
        due, done = when(entry.get("due")), when(entry.get("done"))
        self.due = due.last if due else None
        # What is done in the future is a plan.
        self.done = done.first if done and done.first <= today else None
        self.is_due = self.due is not None and self.due <= today
        self.is_kept = self.is_due and self.done is not None and self.done <= self.due
        self.is_late = self.is_due and self.done is not None and self.done > self.due
        self.is_overdue = self.due is not None and self.due < today and self.done is None
        self.is_open = self.done is None and not self.is_overdue


class Record:
    """A decision, with what the definitions ask of it."""

    def __init__(self, path, data, teams, today):
        self.path, self.teams = path, teams
        self.status = status_of(data.get("status"))
        self.date = when(data.get("date"))
        on = self.date.first if self.date else None
        self.signed = {role: list(sign_offs(data.get(role), on, teams)) for role in ROLES}
        self.actions = [Action(entry, teams, today) for entry in data.get("actions") or []]
        tags = data.get("tags") or []
        self.tags = [tags] if isinstance(tags, str) else tags
        self.review_on = when(data.get("review_on"))
        self.today = today

    def work_out(self, second_side_since):
        """Everything that needs all teams to be known."""
        side = self.teams.side
        self.who = {role: {it.team for it in self.signed[role]} for role in ROLES}
        self.sides = {role: {side[team] for team in self.who[role]} for role in ROLES}
        self.everyone = set().union(*self.who.values())
        self.all_sides = set().union(*self.sides.values())
        self.own = self.sides["proposed_by"]
        self.is_open = self.status == "proposed"
        self.was_accepted = self.status in ("accepted", "deprecated", "superseded")

        self.proposed = best([it.date for it in self.signed["proposed_by"]], min)
        if self.proposed is None and self.is_open:
            self.proposed = self.date
        self.settled = None
        if not self.is_open:
            self.settled = best([it.date for it in self.signed["approved_by"]], max)
            if self.settled is None and self.status in ("accepted", "rejected"):
                self.settled = self.date
        self.compares = self.settled is None or self.settled.last >= second_side_since
        self.age = self.days_until(self.today)
        self.days_to_settle = self.days_until(self.settled.day) if self.settled else None
        self.other_reviews = self.sides["reviewed_by"] - self.own if self.own else set()
        self.other_approvals = self.sides["approved_by"] - self.own if self.own else set()
        self.is_waiting = self.is_open and not (self.sides["reviewed_by"] | self.sides["approved_by"]) - self.own
        noted = {side[it.team] for it in self.signed["approved_by"] if it.note}
        self.unread = self.other_approvals - self.sides["reviewed_by"] - noted
        existing = self.teams.sides_on(self.settled.last if self.settled else None)
        self.every_side = len(self.all_sides) >= 2 and existing <= self.all_sides
        #: By team: its own first answer to another side's proposal, None where its day is not known.
        self.answers = {}
        for team in self.who["reviewed_by"]:
            if self.own and side[team] not in self.own:
                days = [self.days_until(it.date.day) for it in self.signed["reviewed_by"] if it.team == team and it.date]
                self.answers[team] = min((found for found in days if found is not None), default=None)
        known = [days for days in self.answers.values() if days is not None]
        self.days_to_answer = min(known, default=None)

    def days_until(self, end):
        """Calendar days since the proposal day, 0 or more."""
        start = self.proposed.day if self.proposed else None
        return max(0, (end - start).days) if start and end else None

    def roles(self, team):
        return sum(team in self.who[role] for role in ROLES)

    def sign_offs_by_others(self):
        return sum(self.roles(team) for team in self.everyone if self.teams.side[team] not in self.own)


def read(folder, today):
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
            record = Record(os.path.relpath(os.path.join(root, name), folder), data, teams, today)
            if record.status == "draft":
                drafts += 1
            else:
                records.append(record)
    second = teams.second_side_since()
    for record in records:
        record.work_out(second)
    return records, drafts, teams, config.get("policy") or {}


def times(days, waiting=0, never=0, unknown=0):
    days = sorted(days)
    count = len(days)
    median = (days[(count - 1) // 2] + days[count // 2]) / 2 if count else None
    p90 = days[math.ceil(count * 0.9 - 1e-9) - 1] if count else None
    return {"median": median, "p90": p90, "answered": count, "waiting": waiting, "never": never, "unknown": unknown}


def response(proposals, decisions):
    asked = [record for record in decisions if record.own and record.compares]
    answered = [record for record in asked if record.days_to_answer is not None]
    open_ends = [record for record in asked if record.days_to_answer is None and not record.is_waiting]
    unknown = [record for record in open_ends if record.other_reviews or record.status in ("proposed", None)]
    waiting = sum(record.is_waiting for record in proposals)
    return times([record.days_to_answer for record in answered], waiting, len(open_ends) - len(unknown), len(unknown))


def decision_times(proposals, decisions):
    ended = [record for record in decisions if not record.is_open]
    days = [record.days_to_settle for record in ended if record.days_to_settle is not None]
    return times(days, sum(record.is_open for record in proposals), 0, len(ended) - len(days))


def share(among, counts):
    among = list(among)
    return {"count": sum(bool(counts(one)) for one in among), "of": len(among)}


def evenness(counts, active):
    """Pielou's, with four decimals."""
    total = sum(counts)
    if active < 2 or not total:
        return None
    entropy = -sum(count / total * math.log(count / total) for count in counts if count)
    return round(min(1, max(0, entropy / math.log(active))), 4)


def follow_through(actions):
    return {
        **share((action for action in actions if action.is_due), lambda action: action.is_kept),
        "late": sum(action.is_late for action in actions),
        "overdue": sum(action.is_overdue for action in actions),
        "open": sum(action.is_open for action in actions),
    }


def acceptance(authored):
    decided = [record for record in authored if record.was_accepted or record.status == "rejected"]
    return share(decided, lambda record: record.was_accepted)


def of_team(team, teams, proposals, decisions, whole):
    proposed = sum(team in record.who["proposed_by"] for record in proposals)
    touched = [record for record in decisions if team in record.everyone]
    actions = [action for record in decisions for action in record.actions if action.team == team]
    answers = [record.answers[team] for record in decisions if team in record.answers]
    known = [days for days in answers if days is not None]
    exists = whole or proposed or touched or actions
    return {
        "id": team,
        "side": teams.side[team],
        "proposed": proposed,
        "reviewed": sum(team in record.who["reviewed_by"] for record in decisions),
        "approved": sum(team in record.who["approved_by"] for record in decisions),
        "touched": len(touched),
        "acceptance": acceptance(record for record in decisions if team in record.who["proposed_by"]) if exists else None,
        "sign_offs": sum(record.roles(team) for record in decisions),
        "response_given_days": times(known, unknown=len(answers) - len(known)) if exists else None,
        "follow_through": follow_through(actions) if exists else None,
    }


def of_side(side, teams, proposals, decisions, whole):
    promised = [action for record in decisions for action in record.actions if action.team and teams.side[action.team] == side]
    proposals = [record for record in proposals if record.compares and side in record.own]
    decisions = [record for record in decisions if record.compares]
    authored = [record for record in decisions if side in record.own]
    touched = [record for record in decisions if side in record.all_sides]
    answers = []
    for record in decisions:
        own = [days for team, days in record.answers.items() if teams.side[team] == side]
        if own:
            answers.append(min((days for days in own if days is not None), default=None))
    known = [days for days in answers if days is not None]
    exists = whole or proposals or touched or promised
    scrutiny = sum(record.sign_offs_by_others() for record in authored) / len(authored) if authored else None
    members = [team for team in teams.side if teams.side[team] == side]
    return {
        "name": side,
        "proposed": len(proposals),
        "reviewed": sum(side in record.sides["reviewed_by"] for record in decisions),
        "approved": sum(side in record.sides["approved_by"] for record in decisions),
        "touched": len(touched),
        "acceptance": acceptance(authored) if exists else None,
        "sign_offs": sum(record.roles(team) for record in decisions for team in members),
        "scrutiny": round(scrutiny, 4) if authored else None,
        "response_given_days": times(known, unknown=len(answers) - len(known)) if exists else None,
        "response_received_days": response(proposals, authored) if exists else None,
        "follow_through": follow_through(promised) if exists else None,
    }


def over(teams, proposals, decisions, today, span=None, whole=False):
    """All figures over some decisions."""
    recorded = [record for record in decisions if record.everyone]
    comparable = [record for record in decisions if record.compares]
    signed = [record for record in comparable if record.everyone]
    known = [record for record in comparable if record.own]
    accepted = [record for record in known if record.was_accepted]
    own_teams = [of_team(team, teams, proposals, decisions, whole) for team in sorted(teams.side)]
    own_sides = [of_side(side, teams, proposals, decisions, whole) for side in teams.sides()]

    pairs = defaultdict(lambda: [0, 0])
    for record in decisions:
        for proposer in record.who["proposed_by"]:
            for team in record.everyone - {proposer}:
                pairs[proposer, team][0] += team in record.who["reviewed_by"]
                pairs[proposer, team][1] += team in record.who["approved_by"]

    did = {team["id"] for team in own_teams if team["proposed"] or team["sign_offs"]}
    active = [team for team in teams.side if span is None or team in did or teams.is_active(team, *span)]
    active_sides = {teams.side[team] for team in active}
    over_teams = lambda key: evenness([team[key] for team in own_teams], len(active))
    over_sides = lambda key: evenness([side[key] for side in own_sides], len(active_sides))
    past = lambda record: record.review_on and record.review_on.last < today
    return {
        "decisions": len(decisions),
        "proposals": len(proposals),
        "by_status": dict(sorted(Counter(record.status or "none" for record in decisions).items())),
        "recorded": share(decisions, lambda record: record.everyone),
        "not_recorded": len(decisions) - len(recorded),
        "was_accepted": share(decisions, lambda record: record.was_accepted),
        "both_side": share(signed, lambda record: len(record.all_sides) >= 2),
        "every_side": share(signed, lambda record: record.every_side) if len(teams.sides()) > 2 else None,
        "one_sided": sum(len(record.all_sides) == 1 for record in comparable),
        "cross_review": share(known, lambda record: record.other_reviews),
        "cross_approval": share(accepted, lambda record: record.other_approvals),
        "self_approved": share((record for record in accepted if record.who["approved_by"]), lambda record: not record.other_approvals),
        "approved_without_review": share((record for record in known if record.other_approvals), lambda record: record.unread),
        "response_days": response(proposals, decisions),
        "decision_days": decision_times(proposals, decisions),
        "balance": {
            "proposals": over_teams("proposed"),
            "sign_offs": over_teams("sign_offs"),
            "side_proposals": over_sides("proposed"),
            "side_sign_offs": over_sides("sign_offs"),
        },
        "follow_through": follow_through([action for record in decisions for action in record.actions]),
        "past_review": sum(
            bool(past(record)) and record.status not in ("rejected", "deprecated", "superseded") for record in decisions
        ),
        "teams": own_teams,
        "sides": own_sides,
        "pairs": [
            {"from": left, "to": right, "reviewed": value[0], "approved": value[1]}
            for (left, right), value in sorted(pairs.items()) if any(value)
        ],
    }


def span_of(step, on):
    """The first and the last day of the period that holds a day."""
    if step == "fortnight":
        first = on - dt.timedelta((on - dt.date(1970, 1, 5)).days % 14)
        return first, first + dt.timedelta(13)
    months = {"month": 1, "quarter": 3, "year": 12}[step]
    month = (on.month - 1) // months * months + 1
    last = month + months - 1
    return dt.date(on.year, month, 1), dt.date(on.year, last, calendar.monthrange(on.year, last)[1])


def label_of(step, first):
    quarter = f"{first.year:04}-Q{(first.month + 2) // 3}"
    return {"fortnight": first.isoformat(), "month": f"{first:%Y-%m}", "quarter": quarter, "year": f"{first.year:04}"}[step]


def within(records, span):
    """The proposals and the decisions of some days."""
    inside = lambda date: date is not None and span[0] <= date.first <= span[1]
    return [r for r in records if inside(r.proposed)], [r for r in records if inside(r.settled)]


def periods(records, teams, step, today):
    """The periods into which something falls."""
    days = [date.first for record in records for date in (record.proposed, record.settled) if date]
    for span in sorted({span_of(step, on) for on in days}):
        proposals, decisions = within(records, span)
        yield {
            "step": step, "label": label_of(step, span[0]), "first": span[0].isoformat(), "last": span[1].isoformat(),
            "finished": span[1] < today,
            **over(teams, proposals, decisions, today, span),
        }


def late_by(record, policy, today):
    """Days past the policy's last day for an answer; None where it is in time."""
    within_days = (policy.get("proposed") or {}).get("answer_within_days")
    if within_days is None or not record.is_waiting or record.age is None:
        return None
    others = record.teams.sides_on(today) - record.own
    late = record.age - int(within_days)
    # A proposal from the future is not late.
    return late if others and late > 0 else None


def asked(record, policy, today):
    """The sides and the teams that an open proposal waits for."""
    teams, accepted = record.teams, policy.get("accepted") or {}
    yes = lambda key: str(accepted.get(key, "")).lower() == "true"
    existing = teams.sides_on(today)
    others = existing - record.own
    approved = {it.team for it in record.signed["approved_by"] if not it.objects}
    within_days = (policy.get("proposed") or {}).get("answer_within_days")
    sides, own = set(), set()
    if yes("reviewed_by_other_side") and not record.sides["reviewed_by"] - record.own:
        sides |= others
    elif within_days is not None and record.is_waiting:
        sides |= others
    if yes("approved_by_every_side"):
        sides |= existing - {teams.side[team] for team in approved}
    for tag, rule in (policy.get("tags") or {}).items():
        if tag in record.tags:
            own |= {teams.of_name(name, None) for name in rule.get("reviewed_by") or []} - record.who["reviewed_by"]
            own |= {teams.of_name(name, None) for name in rule.get("approved_by") or []} - approved
    if not (yes("reviewed_by_other_side") or yes("approved_by_every_side") or within_days is not None):
        sides |= others - record.sides["reviewed_by"] - record.sides["approved_by"]
    return sides, own


def waiting(records, teams, policy, today):
    """How many open proposals wait for each side and each team, and how many waited too long."""
    on_sides, on_teams = Counter(), Counter()
    for record in records:
        if record.is_open:
            sides, own = asked(record, policy, today)
            on_sides.update(sides | {teams.side[team] for team in own})
            present = {team for team in teams.side if teams.side[team] in sides and teams.is_active(team, today, today)}
            on_teams.update(present | own)
    return on_sides, on_teams, sum(late_by(record, policy, today) is not None for record in records)


def trend(records, teams, today):
    """The 13 weeks that end with each finished fortnight, earliest first: the fortnight, the weeks, and their figures."""
    days = [date.first for record in records for date in (record.proposed, record.settled) if date]
    spans = {span_of("fortnight", on) for on in days}
    if spans:
        current = span_of("fortnight", today)
        before = span_of("fortnight", current[0] - dt.timedelta(1))
        spans |= {span for span in (current, before) if min(spans) <= span}
    filled = []
    for span in sorted(spans):
        silence = []
        while filled and len(silence) <= 53 and (filled + silence)[-1][1] + dt.timedelta(1) < span[0]:
            last = (filled + silence)[-1][1]
            silence.append((last + dt.timedelta(1), last + dt.timedelta(14)))
        filled += silence if len(silence) <= 53 else []
        filled.append(span)
    for span in filled:
        if span[1] < today:
            window = (span[1] - dt.timedelta(90), span[1])
            proposals, decisions = within(records, window)
            yield span, window, proposals, decisions, over(teams, proposals, decisions, today, window)


def early_signs(records, teams, policy, today):
    """Each rule that speaks, with the paths of the decisions behind it, in the order of the rules."""
    points = list(trend(records, teams, today))
    if not points:
        return overdue_signs(records, teams, policy, today)
    few, steps = THRESHOLDS["few"], THRESHOLDS["steps"]
    _, window, proposals, decisions, now = points[-1]
    compares = len(teams.sides()) >= 2
    found = []
    paths = lambda some: sorted({record.path for record in some})

    for side in teams.sides() if compares and len(proposals) >= few else []:
        ours = [record for record in records if side in record.own]
        unsure = [r for r in ours if r.proposed is None and (r.settled is None or r.settled.last >= window[0])]
        present = all(side in teams.sides_on(on) for on in (*window, today))
        if present and not unsure and not any(side in record.own and record.compares for record in proposals):
            found.append(("silent_side", paths(proposals)))

    def moving(rule, key, falls):
        last = points[-steps - 1:]
        touch = all(after[0][0] - before[0][1] == dt.timedelta(1) for before, after in zip(last, last[1:]))
        shares = [point[4][key] for point in last]
        if not compares or len(last) <= steps or not touch or any(one["of"] < few for one in shares):
            return
        sign = -1 if falls else 1
        if all(sign * (b["count"] * a["of"] - a["count"] * b["of"]) > 0 for a, b in zip(shares, shares[1:])):
            known = [record for record in decisions if record.compares]
            among = {
                "both_side": [(r, len(r.all_sides) >= 2) for r in known if r.everyone],
                "cross_review": [(r, r.other_reviews) for r in known if r.own],
                "approved_without_review": [(r, r.unread) for r in known if r.other_approvals],
            }[key]
            found.append((rule, paths(record for record, counts in among if bool(counts) != falls)))

    moving("both_side_falling", "both_side", True)
    moving("cross_review_falling", "cross_review", True)

    ours = lambda side: [record for record in decisions if record.compares and side in record.own]
    rates = {side["name"]: side["scrutiny"] for side in now["sides"] if len(ours(side["name"])) >= few}
    exact = {side: sum(record.sign_offs_by_others() for record in ours(side)) / len(ours(side)) for side in rates}
    if exact and max(exact.values()) > min(exact.values()) * THRESHOLDS["scrutiny_ratio"]:
        high = next(side for side in exact if exact[side] == max(exact.values()))
        low = next(side for side in exact if exact[side] == min(exact.values()))
        found.append(("scrutiny_gap", paths(ours(high) + ours(low))))

    medians = {
        side["name"]: side["response_received_days"]["median"] for side in now["sides"]
        if side["response_received_days"] and side["response_received_days"]["answered"] >= few
    }
    if medians:
        high = next(side for side in medians if medians[side] == max(medians.values()))
        low = next(side for side in medians if medians[side] == min(medians.values()))
        gap = medians[high] - medians[low]
        if medians[high] >= medians[low] * THRESHOLDS["response_ratio"] and gap > 0 and gap >= THRESHOLDS["response_days"]:
            answered = [record for record in ours(high) + ours(low) if record.days_to_answer is not None]
            found.append(("response_gap", paths(answered)))

    moving("unreviewed_approvals_rising", "approved_without_review", False)
    found += overdue_signs(records, teams, policy, today)

    for side in teams.sides() if compares else []:
        ours_ever = [record for record in records if side in record.own]
        days = [record.proposed.day if record.proposed else None for record in ours_ever]
        begun = any(record.proposed and record.proposed.first < window[0] for record in records)
        if days and None not in days and begun and window[0] <= min(days) <= today and side in teams.sides_on(today):
            first = next(record for record in ours_ever if record.proposed.day == min(days))
            found.append(("first_proposal", [first.path]))

    median = lambda point: point["response_days"]["median"] if point["response_days"]["answered"] >= few else None
    earlier = [median(point[4]) for point in points[:-1] if median(point[4]) is not None]
    if median(now) is not None and len(earlier) >= steps and all(median(now) < days for days in earlier):
        asked_for = [record for record in decisions if record.own and record.compares]
        found.append(("best_response", paths(record for record in asked_for if record.days_to_answer is not None)))

    actions = [(record, action) for record in records for action in record.actions]
    recent = [(record, action) for record, action in actions if action.is_due and action.due >= window[0]]
    kept = [record for record, action in recent if action.is_kept]
    if len(recent) >= THRESHOLDS["promises"] and len(kept) == len(recent) and not any(action.is_overdue for _, action in actions):
        found.append(("promises_kept", paths(kept)))
    return found


def overdue_signs(records, teams, policy, today):
    """The signs of what is overdue today, for which no weeks have to be over."""
    late = [record.path for record in records if record.is_open and late_by(record, policy, today) is not None]
    found = [("waiting_past_policy", sorted(late))] if late else []
    for side in teams.sides():
        overdue = lambda action: action.is_overdue and action.team is not None and teams.side[action.team] == side
        behind = sorted({record.path for record in records if any(overdue(action) for action in record.actions)})
        found += [("actions_overdue", behind)] if behind else []
    return found


def together(records, teams):
    """In how many decisions two teams both took part, in the order in which the config names them."""
    order = list(teams.side)
    counts = Counter(pair for record in records for pair in itertools.combinations(sorted(record.everyone, key=order.index), 2))
    return [{"teams": list(pair), "decisions": count} for pair, count in sorted(counts.items())]


def open_proposals(records, policy, today):
    return [
        {"path": record.path, "age": record.age, "answered": not record.is_waiting, "overdue_days": late_by(record, policy, today)}
        for record in records if record.is_open
    ]


def figures(folder, today, steps=STEPS):
    records, drafts, teams, policy = read(folder, today)
    on_sides, on_teams, past_policy = waiting(records, teams, policy, today)
    found = over(teams, records, records, today, whole=True)
    for team in found["teams"]:
        team["waiting_on"] = on_teams[team["id"]]
    for side in found["sides"]:
        side["waiting_on"] = on_sides[side["name"]]
    undated = [r for r in records if r.proposed is None], [r for r in records if r.settled is None]
    signs = sorted(early_signs(records, teams, policy, today))
    return {
        "generated_for": today.isoformat(),
        "drafts": drafts,
        "by_year": dict(sorted(Counter(str(record.date.first.year) for record in records if record.date).items())),
        **found,
        "past_policy": past_policy,
        "open_proposals": open_proposals(records, policy, today),
        "together": together(records, teams),
        "periods": [period for step in steps for period in periods(records, teams, step, today)],
        "undated": over(teams, *undated, today),
        "early_signs": [{"rule": rule, "decisions": paths} for rule, paths in signs],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--today", required=True, type=dt.date.fromisoformat)
    parser.add_argument("--steps", default=",".join(STEPS))
    options = parser.parse_args()
    json.dump(figures(options.folder, options.today, options.steps.split(",")), sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
