#!/usr/bin/env python3
"""Builds a log with a long history, and holds its evidence against what is known of it.

    python3 .ci/history.py ADRSITE FOLDER

In the repository that history_repository.py writes, every record has four versions: proposed by a team, reviewed by the
other, approved for the other by the first, and edited. So of every three sign-offs two are recorded by the team itself and
one by another team, and every approval is stale. That must come out without anything known, with what the first build
learned, and after the history was rewritten, where it must be what a build that knows nothing says.
"""
import json, os, subprocess, sys

RECORDS = 300
adrsite, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
repository = os.path.join(folder, "repository")
here = os.path.dirname(os.path.abspath(__file__))
subprocess.run([sys.executable, f"{here}/history_repository.py", repository, str(RECORDS), str(4 * RECORDS), "50"], check=True)


def build(site):
    """What the site says: its decisions and its figures."""
    output = os.path.join(folder, site)
    subprocess.run([adrsite, "build", repository, "--output", output, "--today", "2026-11-20", "--quiet"], check=True)
    return [json.load(open(os.path.join(output, name))) for name in ("decisions.json", "stats.json")]


def expect(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: {found}, expected {expected}")


def git(*arguments):
    identity = ["-c", "user.name=Kim Moe", "-c", "user.email=kim@northwind.example"]
    subprocess.run(["git", "-C", repository, *identity, *arguments], check=True)


first = build("site")
evidence = first[1]["evidence"]
expect("sign-offs", evidence["of"], 3 * RECORDS)
expect("recorded by the team itself", evidence["own"], 2 * RECORDS)
expect("recorded by another team", evidence["other"], RECORDS)
expect("stale approvals", evidence["stale"], RECORDS)
timelines = {" ".join(event["event"] for event in it["timeline"]) for it in first[0]["decisions"]}
expect("the life of every record", timelines, {"created signed status edited signed edited signed edited_after_approval"})
expect("with what was learned", build("site") == first, True)

# Without the last edits, and with the last approval by the team that it is for.
git("reset", "-q", "--hard", f"HEAD~{RECORDS}")
git("commit", "-q", "--amend", "--reset-author", "-m", "Approve")
again = build("site")
expect("stale approvals of the rewritten history", again[1]["evidence"]["stale"], 0)
expect("recorded by another team in it", again[1]["evidence"]["other"], RECORDS - 1)
expect("as without what was learned", build("fresh") == again, True)
print(f"history: {3 * RECORDS} sign-offs over {4 * RECORDS} commits, the same with and without what was learned")
