#!/usr/bin/env python3
"""Writes a repository with a long history: RECORDS decisions and COMMITS commits, by people of two companies.

    python3 .ci/history_repository.py FOLDER [RECORDS] [COMMITS] [PER_FOLDER]

The same arguments give the same commits. Records lie in folders of PER_FOLDER files; 0 puts all of them into one.
"""
import datetime, os, subprocess, sys

folder = sys.argv[1]
records, commits, per_folder = [int(a) for a in (sys.argv[2:] + ["10000", "40000", "100"][len(sys.argv) - 2:])]
people = [("Ana Ruiz", "ana@northwind.example", "platform"), ("Bruno Reis", "bruno@halcyon.example", "halcyon"),
          ("Kim Moe", "kim@northwind.example", "platform"), ("Li Wei", "li@halcyon.example", "halcyon")]
start = 1_600_000_000
WORDS = "the ledger cannot lose writes because every order is paid once and a retry must find what the first try did".split()


def text(number, version, day):
    """A version of a record whose status was given on a day."""
    team = people[number % 4][2]
    other = "halcyon" if team == "platform" else "platform"
    lines = [f"title: Decision {number}", f"status: {'proposed' if version == 0 else 'accepted'}", f"date: {day}", f"proposed_by: {team}"]
    if version >= 1:
        lines.append(f"reviewed_by: [{{ team: {other}, outcome: agrees }}]")
    if version >= 2:
        lines.append(f"approved_by: [{other}]")
    body = []
    for section in ("Context", "Decision", "Consequences"):
        words = [WORDS[(number * 7 + len(section) * 3 + i * (1 + number % 5)) % len(WORDS)] for i in range(150)]
        if section == "Decision":
            words[:version] = [f"edit{v}" for v in range(version)]
        body.append(f"## {section}\n\n" + "\n".join(" ".join(words[i:i + 15]) for i in range(0, 150, 15)) + "\n")
    return "---\n" + "\n".join(lines) + "\n---\n\n" + f"# Decision {number}\n\n" + "\n".join(body)


def path(number):
    name = f"{number:05}-decision.md"
    return f"adr/{name}" if per_folder == 0 else f"adr/{number // per_folder:03}/{name}"


os.makedirs(folder, exist_ok=True)
subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
process = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet", "--done"], stdin=subprocess.PIPE)
out = process.stdin
versions, days = [0] * records, [""] * records
for n in range(commits):
    number = n if n < records else (n * 7919) % records
    version = versions[number] if n >= records else 0
    name, mail, _ = people[(number + version) % 4]
    when = start + n * 3600
    if version <= 1:
        days[number] = datetime.datetime.fromtimestamp(when, datetime.UTC).date().isoformat()
    body = text(number, version, days[number]).encode()
    message = f"{'Add' if version == 0 else 'Change'} decision {number}".encode()
    out.write(f"commit refs/heads/main\nauthor {name} <{mail}> {when} +0000\ncommitter {name} <{mail}> {when} +0000\ndata {len(message)}\n".encode())
    out.write(message + b"\n")
    if n == 0:
        config = b"""teams:
  platform: { side: Northwind, domains: [northwind.example] }
  halcyon: { side: Halcyon, domains: [halcyon.example] }
sources: [adr]
"""
        out.write(b"M 100644 inline adrsite.yaml\ndata %d\n%s\n" % (len(config), config))
    out.write(f"M 100644 inline {path(number)}\ndata {len(body)}\n".encode() + body + b"\n")
    versions[number] = version + 1
out.write(b"done\n")
out.close()
assert process.wait() == 0
subprocess.run(["git", "-C", folder, "reset", "-q", "--hard"], check=True)
subprocess.run(["git", "-C", folder, "-c", "gc.auto=0", "repack", "-adq", "--window=10"], check=True)
