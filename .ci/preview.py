#!/usr/bin/env python3
"""Tries the live preview on real and large logs, beyond what `cargo test` has time for.

    preview.py ADRSITE WORK LOG [LOG ...]

1. Every file that `build` writes for each LOG is served byte for byte, the live-reload script aside.
2. 5,000 saves in half a minute: none is lost, and memory does not grow.
3. As many reloads as a day has minutes, one save after the other: memory does not grow.
4. A `git checkout` of a branch on which all of 10,000 records differ, and back: at rest the preview is what a build is.
"""
import http.client
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from urllib.parse import quote

ADRSITE, WORK, LOGS = sys.argv[1], sys.argv[2], sys.argv[3:]
TODAY = ["--today", "2026-11-20"]
SCRIPT = re.compile(rb'<script src="[^"]*_adrsite/live\.js"[^>]*></script>\n')
STATES = ["proposed", "accepted", "rejected"]


def record(number, edit, paragraphs=2):
    text = "\n\n".join(f"Paragraph {n} of decision {number}, as it stands after edit {edit}." for n in range(paragraphs))
    team = ("core", "vendor")[number % 2]
    return (f"---\nid: {number}\ntitle: Decision {number}, edit {edit}\nstatus: {STATES[number % 3]}\ndate: 2026-0{1 + number % 9}-11\n"
            f"proposed_by: {team}\napproved_by: [core]\ntags: [t{number % 40}]\n---\n\n## Context\n\n{text}\n")


def write_log(folder, count, edit=0, paragraphs=2):
    os.makedirs(folder, exist_ok=True)
    for number in range(1, count + 1):
        with open(f"{folder}/{number:05}-decision.md", "w", encoding="utf-8") as f:
            f.write(record(number, edit, paragraphs))


def save(folder, number, edit):
    """As editors do: a new file takes the old one's place."""
    with open(f"{folder}/.{number}.tmp", "w", encoding="utf-8") as f:
        f.write(record(number, edit))
    os.rename(f"{folder}/.{number}.tmp", f"{folder}/{number:05}-decision.md")


class Preview:
    def __init__(self, folder):
        self.process = subprocess.Popen([ADRSITE, "serve", folder, "--port", "0", *TODAY], stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found.group(1))
                break
        else:
            sys.exit(f"{folder}: the preview did not start")
        threading.Thread(target=lambda: [None for _ in self.process.stderr], daemon=True).start()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, route):
        self.connection.request("GET", "/" + quote(route))
        reply = self.connection.getresponse()
        return reply.status, reply.read()

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as f:
            return int(re.search(r"VmRSS:\s*(\d+)", f.read()).group(1)) // 1024

    def wait(self, route, text, seconds=60):
        """Asks until the text is there; the time that took."""
        start = time.monotonic()
        while text not in self.get(route)[1]:
            if time.monotonic() - start > seconds:
                sys.exit(f"{route}: {text!r} was not served in {seconds} s")
            time.sleep(0.002)
        return time.monotonic() - start

    def stop(self):
        self.process.terminate()
        self.process.wait()


def build(folder, site):
    shutil.rmtree(site, ignore_errors=True)
    subprocess.run([ADRSITE, "build", folder, "--output", site, "--quiet", *TODAY], check=True, capture_output=True)
    for parent, folders, names in os.walk(site):
        folders[:] = [name for name in folders if name != ".adrsite"]
        for name in names:
            path = os.path.join(parent, name)
            with open(path, "rb") as f:
                yield os.path.relpath(path, site), f.read()


def compare(preview, folder, site):
    """The routes that are not served as they are built."""
    count, other = 0, []
    for route, expected in build(folder, site):
        status, body = preview.get(route)
        count += 1
        if status != 200 or SCRIPT.sub(b"", body) != expected:
            other.append(route)
    if other:
        sys.exit(f"{folder}: {len(other)} of {count} files are not served as built: {other[:10]}")
    return count


def grown(before, after, what):
    print(f"{what}: {before} MB, then {after} MB")
    if after > before * 1.3 + 20:
        sys.exit(f"{what}: memory grew from {before} to {after} MB")


def same_as_build():
    for log in LOGS:
        preview = Preview(log)
        print(f"{os.path.basename(log)}: {compare(preview, log, f'{WORK}/built')} files are served as built")
        preview.stop()


def storm_and_days():
    folder = f"{WORK}/busy"
    write_log(folder, 200)
    preview = Preview(folder)
    # Every page is asked for once before and once after: what is kept of them is no growth.
    compare(preview, folder, f"{WORK}/built")
    before = preview.memory()
    start = time.monotonic()
    for edit in range(1, 5001):
        save(folder, 1 + edit % 200, edit)
        time.sleep(max(0, start + edit * 0.006 - time.monotonic()))
    took = time.monotonic() - start
    late = preview.wait("decisions.json", b"edit 5000")
    print(f"5,000 saves in {took:.0f} s; the last was served {late * 1000:.0f} ms later, and {compare(preview, folder, f'{WORK}/built')} files as built")
    grown(before, preview.memory(), "after the storm")

    memory = []
    for edit in range(6001, 6001 + 1440):
        save(folder, 1 + edit % 200, edit)
        preview.wait("decisions.json", f"edit {edit}".encode())
        if edit % 240 == 0:
            memory.append(preview.memory())
    grown(memory[0], memory[-1], "1,440 saves, one each minute of a day")
    preview.stop()


def branches():
    folder = f"{WORK}/branches"
    git = lambda *arguments: subprocess.run(["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@x.example", "-c", "core.autocrlf=false", *arguments],
                                            check=True, capture_output=True)
    os.makedirs(folder)
    git("init", "-b", "main")
    for branch, edit in (("main", 1), ("other", 2)):
        write_log(f"{folder}/adr", 10000, edit, paragraphs=6)
        if edit > 1:
            git("checkout", "-b", branch)
        git("add", "-A")
        git("commit", "-q", "-m", branch)
    preview = Preview(f"{folder}/adr")
    memory = []
    for branch, edit in (("main", 1), ("other", 2), ("main", 1), ("other", 2)):
        git("checkout", branch)
        late = preview.wait("decisions.json", f"Decision 10000, edit {edit}".encode())
        memory.append(preview.memory())
        print(f"checkout of {branch}, 10,000 changed records: served {late:.2f} s after git was done, {memory[-1]} MB")
    grown(memory[0], memory[-1], "branches")
    print(f"{compare(preview, f'{folder}/adr', f'{WORK}/built')} files are served as built")
    preview.stop()


os.makedirs(WORK, exist_ok=True)
same_as_build()
storm_and_days()
branches()
