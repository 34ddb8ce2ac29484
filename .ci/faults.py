#!/usr/bin/env python3
"""Builds while things go wrong: the disk is full, the process is killed, rights are missing, files change, clocks are wrong.

    faults.py ADRSITE LOG WORK [COUNT]

COUNT is how often each fault that falls at random is tried (default 5; 200 takes some minutes). After every fault each page
of the site is whole, that of before or that of after; the program has said what is wrong, and never panicked; and the next
build makes the same site as if nothing had happened. Needs a C compiler, for a library that lets system calls fail.
"""
import os
import random
import shutil
import subprocess
import sys
import threading
import time

# Lets the Nth call that would change the disk fail, and sets the clock; only for the program that it is loaded into.
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static atomic_long calls;
static long number(const char *name) { const char *text = getenv(name); return text ? atol(text) : 0; }
static int fails(void) {
  static long from = -1;
  static long until;
  if (from < 0) { until = number("FAULT_UNTIL"); from = number("FAULT_FROM"); }
  long call = atomic_fetch_add(&calls, 1) + 1;
  if (!from || call < from || (until && call > until)) return 0;
  errno = (int)number("FAULT_ERROR");
  return 1;
}
__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("FAULT_COUNT");
  if (!path) return;
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  ssize_t (*put)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  char text[24]; int at = 24; long n = calls;
  do text[--at] = (char)('0' + n % 10); while (n /= 10);
  int fd = real(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (fd >= 0) { put(fd, text + at, (size_t)(24 - at)); close(fd); }
}
#define REAL(result, name, ...) static result (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)
ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  return fd > 2 && fails() ? -1 : real(fd, bytes, count);
}
int mkdir(const char *path, mode_t mode) { REAL(int, "mkdir", const char *, mode_t); return fails() ? -1 : real(path, mode); }
int rename(const char *from, const char *to) { REAL(int, "rename", const char *, const char *); return fails() ? -1 : real(from, to); }
int unlink(const char *path) { REAL(int, "unlink", const char *); return fails() ? -1 : real(path); }
int unlinkat(int fd, const char *path, int flags) { REAL(int, "unlinkat", int, const char *, int); return fails() ? -1 : real(fd, path, flags); }
int fsync(int fd) { REAL(int, "fsync", int); return fails() ? -1 : real(fd); }
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    return (flags & O_CREAT) && fails() ? -1 : real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
int clock_gettime(clockid_t clock, struct timespec *now) {
  REAL(int, "clock_gettime", clockid_t, struct timespec *);
  int result = real(clock, now);
  if (getenv("FAULT_CLOCK") && clock == CLOCK_REALTIME) now->tv_sec = number("FAULT_CLOCK");
  return result;
}
"""

EARLIER, LATER = "2026-11-06", "2026-11-20"
ADRSITE, LOG, WORK = sys.argv[1:4]
COUNT = int(sys.argv[4]) if len(sys.argv) > 4 else 5
random.seed(20261120)
ENOSPC, EIO, EROFS, EACCES = 28, 5, 30, 13


def run(*arguments, **environment):
    """What the program said, and its exit status."""
    done = subprocess.run(
        [ADRSITE, *arguments], capture_output=True, text=True, errors="replace", timeout=120, env={**os.environ, **environment}
    )
    assert "panicked" not in done.stderr, done.stderr
    return done


def build_command(log, site, today=LATER):
    return ["build", log, "--output", site, "--quiet"] + (["--today", today] if today else [])


def files(site):
    """The files of a site, without what the program keeps for itself."""
    found = {}
    for folder, names, leaves in os.walk(site):
        names[:] = [name for name in names if name != ".adrsite"]
        for leaf in leaves:
            path = os.path.join(folder, leaf)
            with open(path, "rb") as f:
                found[os.path.relpath(path, site)] = f.read()
    return found


def text(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


class Sites:
    """Two states of a log, and the site of each."""

    def __init__(self):
        self.old_log, self.new_log, self.site = (os.path.join(WORK, name) for name in ("old", "new", "site"))
        shutil.copytree(LOG, self.old_log)
        shutil.copytree(LOG, self.new_log)
        records = sorted(name for name in os.listdir(self.new_log) if name.endswith(".md") and name[0].isdigit())
        for name in records[::3]:
            with open(os.path.join(self.new_log, name), "a", encoding="utf-8") as f:
                f.write("\nWhat changed since.\n")
        os.remove(os.path.join(self.new_log, records[-1]))
        with open(os.path.join(self.new_log, "0900-another.md"), "w", encoding="utf-8") as f:
            f.write("---\nstatus: proposed\ndate: 2026-11-02\ntags: [new]\n---\n# Another\n")
        self.old, self.new = (self.expected(log, today) for log, today in ((self.old_log, EARLIER), (self.new_log, LATER)))

    def expected(self, log, today):
        site = os.path.join(WORK, "expected")
        assert run(*build_command(log, site, today)).returncode == 0
        found = files(site)
        shutil.rmtree(site)
        return found

    def begin(self):
        """The old site, of which no fault before has left anything: that is what `heals` looks at."""
        assert run(*build_command(self.old_log, self.site, EARLIER)).returncode == 0

    def whole(self, what, site=None):
        """Each page is the old or the new one, and none is missing that both have."""
        found = files(site or self.site)
        for route, content in found.items():
            assert content in (self.old.get(route), self.new.get(route)), f"{what}: {route} is neither the old nor the new page"
        missing = (self.old.keys() & self.new.keys()) - found.keys()
        assert not missing, f"{what}: {sorted(missing)[:5]} are missing"

    def heals(self, what, site=None):
        """The next build makes the new site, and leaves nothing else."""
        site = site or self.site
        done = run(*build_command(self.new_log, site))
        assert done.returncode == 0, f"{what}: the next build says {done.stderr}"
        found = files(site)
        differ = sorted(route for route in found.keys() | self.new.keys() if found.get(route) != self.new.get(route))
        assert not differ, f"{what}: after the next build {differ[:5]} differ"
        left = sorted(set(os.listdir(os.path.join(site, ".adrsite"))) - {"lock", "manifest", "history"})
        assert not left, f"{what}: {left} is left over"


def clear(path):
    """Empties a folder, be it one that must stay."""
    for name in os.listdir(path) if os.path.isdir(path) else ():
        inner = os.path.join(path, name)
        shutil.rmtree(inner) if os.path.isdir(inner) else os.remove(inner)


def shim():
    source, library = os.path.join(WORK, "shim.c"), os.path.join(WORK, "shim.so")
    with open(source, "w", encoding="utf-8") as f:
        f.write(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-w", "-o", library, source, "-ldl"], check=True)
    return library


def spread(total, count):
    """`count` numbers up to `total`: the first ones, the last ones, and some between."""
    edge = count // 4
    edges = {*range(1, edge + 1), *range(total - edge + 1, total + 1)}
    between = random.sample(range(edge + 1, total - edge + 1), min(count - 2 * edge, total - 2 * edge))
    return sorted({number for number in edges if 0 < number <= total} | set(between))


def failing_calls(sites, library):
    """One call fails, or all from one on, as on a disk that is full, broken or read-only."""
    counted = os.path.join(WORK, "count")
    sites.begin()
    run(*build_command(sites.new_log, sites.site), LD_PRELOAD=library, FAULT_COUNT=counted)
    total = int(text(counted))
    failed = 0
    numbers = spread(total, 4 * COUNT)
    for number in numbers:
        error = random.choice([ENOSPC, ENOSPC, EIO, EROFS])
        until = random.choice([number, 0])
        what = f"call {number} of {total} fails with {error}" + ("" if until else ", and all after it")
        sites.begin()
        fault = {"LD_PRELOAD": library, "FAULT_FROM": str(number), "FAULT_UNTIL": str(until), "FAULT_ERROR": str(error)}
        done = run(*build_command(sites.new_log, sites.site), **fault)
        # What only saves time may be left undone.
        assert done.returncode in (0, 2), f"{what}: exit status {done.returncode}"
        assert done.returncode == 0 or "error: cannot" in done.stderr and sites.site in done.stderr, f"{what}: {done.stderr}"
        failed += done.returncode == 2
        sites.whole(what)
        sites.heals(what)
    return f"{failed} of {len(numbers)} builds failed, at calls 1 to {total} that write"


def full_disk(sites, _):
    """A real disk that is too small."""
    disk = os.path.join(WORK, "disk")
    os.makedirs(disk)
    size = sum(-(-len(content) // 4096) * 4096 for content in sites.new.values())
    tried = 0
    for share in [random.uniform(0.05, 2.2) for _ in range(min(COUNT, 40))]:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={int(size * share)}", "tmpfs", disk], capture_output=True)
        if mounted.returncode != 0:
            return "not tried: nothing can be mounted here"
        try:
            site = os.path.join(disk, "site")
            first = run(*build_command(sites.old_log, site, EARLIER))
            done = run(*build_command(sites.new_log, site))
            for result in (first, done):
                assert result.returncode == 0 or "error: cannot" in result.stderr and site in result.stderr, result.stderr
            if first.returncode == 0:
                sites.whole(f"a disk of {share:.2f} times the site", site)
            subprocess.run(["mount", "-o", f"remount,size={size * 4}", disk], check=True)
            sites.heals(f"a disk of {share:.2f} times the site", site)
            tried += 1
        finally:
            subprocess.run(["umount", disk], check=True)
    return f"{tried} disks"


def killed(sites, _):
    """The process is killed at any moment."""
    sites.begin()
    start = time.monotonic()
    run(*build_command(sites.new_log, sites.site))
    span = time.monotonic() - start
    killed = 0
    for _ in range(COUNT):
        sites.begin()
        process = subprocess.Popen([ADRSITE, *build_command(sites.new_log, sites.site)], stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, span * 1.1))
        process.kill()
        killed += process.wait() != 0
        sites.whole("killed")
        sites.heals("killed")
    return f"{killed} of {COUNT} were killed before their end"


def without_rights(sites, _):
    """Folders and files that this user may not write or read."""
    if os.geteuid() == 0:
        # Rights mean nothing to root.
        drop = {"user": 65534, "group": 65534, "extra_groups": []}
        own = os.path.join(WORK, "adrsite")
        shutil.copy(ADRSITE, own)
        for folder, _, leaves in os.walk(WORK):
            os.chown(folder, 65534, 65534)
            for leaf in leaves:
                os.chown(os.path.join(folder, leaf), 65534, 65534)
    else:
        drop, own = {}, ADRSITE

    def attempt(*arguments):
        done = subprocess.run([own, *arguments], capture_output=True, text=True, timeout=120, cwd=WORK, **drop)
        assert "panicked" not in done.stderr, done.stderr
        return done

    site, log = sites.site, sites.new_log
    some = next(name for name in sorted(os.listdir(log)) if name.startswith("0003"))
    tried = 0
    for path, mode, status, said in [
        (site, 0o555, 2, "error: cannot"),
        (os.path.join(site, "decisions"), 0o555, 2, "error: cannot"),
        (os.path.join(site, ".adrsite"), 0o555, 2, "error: cannot"),
        (os.path.join(site, ".adrsite", "manifest"), 0o000, 2, "error: cannot read"),
        (os.path.join(site, "index.html"), 0o000, 0, ""),
        (log, 0o000, 2, "error: cannot read"),
        (os.path.join(log, "adrsite.yaml"), 0o000, 2, "adrsite.yaml"),
    ]:
        clear(site)
        assert attempt(*build_command(sites.old_log, site, EARLIER)).returncode == 0
        before = os.stat(path).st_mode
        os.chmod(path, mode)
        done = attempt(*build_command(log, site))
        os.chmod(path, before)
        what = f"{os.path.relpath(path, WORK)} has mode {mode:o}"
        assert (done.returncode, said in done.stderr) == (status, True), f"{what}: {done.returncode} {done.stderr}"
        assert status == 0 or os.path.basename(path) in done.stderr, f"{what}: {done.stderr} does not name it"
        sites.whole(what)
        assert attempt(*build_command(log, site)).returncode == 0
        sites.heals(what)
        tried += 1
    # A record that may not be read is published as such, and the others as they are.
    os.chmod(os.path.join(log, some), 0o000)
    done = attempt("build", log, "--output", site, "--today", LATER)
    os.chmod(os.path.join(log, some), 0o644)
    assert done.returncode == 0 and "file-unreadable" in done.stderr, done.stderr
    assert "could not be read" in text(os.path.join(site, "decisions", some.replace(".md", ".html")))
    sites.heals("a record had no rights")
    return f"{tried + 1} places"


def restless(sites, _):
    """Files change, vanish and come back while they are read."""
    log = os.path.join(WORK, "restless")
    shutil.copytree(sites.new_log, log)
    names = [name for name in sorted(os.listdir(log)) if name.endswith(".md")]
    over = threading.Event()

    def change():
        dice = random.Random(1)
        while not over.is_set():
            path = os.path.join(log, dice.choice(names))
            try:
                match dice.randrange(5):
                    case 0:
                        os.remove(path)
                    case 1:
                        os.truncate(path, dice.randrange(200))
                    case 2:
                        with open(path, "a", encoding="utf-8") as f:
                            f.write("more\n" * dice.randrange(2000))
                    case 3:
                        os.remove(path)
                        os.mkdir(path)
                    case _:
                        os.rmdir(path) if os.path.isdir(path) else None
                        shutil.copy(os.path.join(sites.new_log, os.path.basename(path)), path)
            except OSError:
                pass

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(COUNT):
            done = run(*build_command(log, sites.site))
            assert done.returncode == 0, done.stderr
            for route, content in files(sites.site).items():
                assert not route.endswith(".html") or content.endswith(b"</html>\n"), f"{route} is not whole"
    finally:
        over.set()
        changing.join()
    sites.heals("files changed while they were read")
    return f"{COUNT} builds"


def clocks(sites, library):
    """The machine's clock, time zone and locale say nothing to a build that is given its day."""
    for clock in (0, 86_399, 2**31, 4_102_444_800):
        site = os.path.join(WORK, "clock")
        fault = {"LD_PRELOAD": library, "FAULT_CLOCK": str(clock)}
        assert run(*build_command(sites.new_log, site), **fault).returncode == 0
        assert files(site) == sites.new, f"the clock at {clock} shows"
        done = run(*build_command(sites.new_log, site, None), **fault)
        assert done.returncode == 0, done.stderr
        year = time.gmtime(clock).tm_year
        assert f'"generated_for": "{year}-' in text(os.path.join(site, "decisions.json")).replace('":"', '": "'), f"the clock at {clock}"
        shutil.rmtree(site)
    places = [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"},
        {"TZ": ":no such/zone", "LC_ALL": "ar_EG.UTF-8", "LANG": "\udcff"},
        {"TZ": "", "LANGUAGE": "de:fr", "HOME": "/nonexistent", "PATH": "", "TMPDIR": "/nonexistent"},
    ]
    for place in places:
        site = os.path.join(WORK, "place")
        assert run(*build_command(sites.new_log, site), **place).returncode == 0
        assert files(site) == sites.new, f"{place} shows"
        shutil.rmtree(site)
    return f"4 clocks, {len(places)} places"


def at_once(sites, _):
    """Two builds into one folder: each page is of one of them, and whoever comes second is told."""
    refused = 0
    for _ in range(COUNT):
        sites.begin()
        commands = [build_command(sites.new_log, sites.site), build_command(sites.old_log, sites.site, EARLIER)]
        both = [subprocess.Popen([ADRSITE, *command], stderr=subprocess.PIPE, text=True) for command in commands]
        for process in both:
            said = process.communicate(timeout=120)[1]
            assert process.returncode == 0 or (process.returncode == 2 and "another build is writing" in said), said
            refused += process.returncode == 2
        assert files(sites.site) in (sites.old, sites.new), "the site is of both builds"
        sites.heals("two builds at once")
    return f"{refused} of {COUNT} pairs met"


def signing(sites, library):
    """A record that is signed while the disk fails is as it was, or signed."""
    log = os.path.join(WORK, "signed")
    shutil.copytree(sites.old_log, log)
    name = next(name for name in sorted(os.listdir(log)) if name.startswith("0041"))
    path = os.path.join(log, name)
    before = text(path)
    command = ["sign", name, log, "--as", "reviewer", "--team", "halcyon", "--date", LATER, "--anyway"]
    counted = os.path.join(WORK, "count")
    done = run(*command, LD_PRELOAD=library, FAULT_COUNT=counted)
    assert done.returncode == 0, done.stderr
    after, total = text(path), int(text(counted))
    assert after != before
    failed = 0
    for number in range(1, total + 1):
        for until in (number, 0):
            with open(path, "w", encoding="utf-8") as f:
                f.write(before)
            fault = {"LD_PRELOAD": library, "FAULT_FROM": str(number), "FAULT_UNTIL": str(until), "FAULT_ERROR": str(ENOSPC)}
            done = run(*command, **fault)
            assert text(path) == (after if done.returncode == 0 else before), f"call {number}: {done.stderr}"
            assert done.returncode == 0 or "error: cannot" in done.stderr, done.stderr
            # Where nothing at all can be done any more, a draft stays beside it.
            drafts = [] if until == 0 else [other for other in os.listdir(log) if other.startswith(".")]
            assert not drafts, f"call {number}: {drafts} is left over"
            for other in os.listdir(log):
                os.remove(os.path.join(log, other)) if other.startswith(".") else None
            failed += done.returncode != 0
    assert failed, "nothing failed"
    return f"{failed} of {2 * total} attempts failed"


def nobody_listens(sites, _):
    """What is printed has nowhere to go."""
    tried = 0
    for arguments in (["stats", sites.new_log], ["check", sites.new_log], ["digest", sites.new_log], ["schema"], ["--help"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([ADRSITE, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
        assert "panicked" not in done.stderr and done.returncode != 101, f"{arguments}: {done.stderr}"
        assert arguments == ["--help"] or done.returncode == 2, f"{arguments}: exit status {done.returncode}"
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([ADRSITE, *arguments], stdout=writer, stderr=subprocess.PIPE, text=True, timeout=120)
        os.close(writer)
        assert "panicked" not in done.stderr and done.returncode != 101, f"{arguments}: {done.stderr}"
        tried += 2
    with open("/dev/full", "wb") as full:
        command = build_command(sites.new_log, sites.site)
        command.remove("--quiet")
        done = subprocess.run([ADRSITE, *command], stdout=full, stderr=full, timeout=120)
    assert done.returncode in (0, 2), f"build: exit status {done.returncode}"
    sites.heals("nobody listened")
    return f"{tried + 1} commands"


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    os.chmod(WORK, 0o755)
    library = shim()
    sites = Sites()
    for fault in (failing_calls, full_disk, killed, restless, clocks, at_once, signing, nobody_listens, without_rights):
        start = time.monotonic()
        found = fault(sites, library)
        print(f"{fault.__name__.replace('_', ' '):15} {time.monotonic() - start:5.1f}s  {found}", flush=True)
    shutil.rmtree(WORK)


main()
