#!/bin/sh
# Compares the figures of `stats.json` with those of tests/independent/figures.py, which shares no code with adrsite.
#
#   .ci/check_figures.sh ADRSITE TODAY LOG…
#
# Needs python3 with PyYAML. Records of other styles are not the script's business, so give it native logs.
set -eu
adrsite=$1 today=$2
shift 2
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for log in "$@"; do
    python3 "$here/tests/independent/figures.py" "$log" --today "$today" >"$work/expected.json"
    "$adrsite" stats "$log" --today "$today" --format json >"$work/found.json" 2>/dev/null
    python3 - "$log" "$work/expected.json" "$work/found.json" <<'PYTHON'
import json
import sys

log, expected, found = sys.argv[1], json.load(open(sys.argv[2])), json.load(open(sys.argv[3]))


def cut(value, like):
    """What `like` has of `value`: stats.json may say more than the script knows."""
    if isinstance(like, dict) and isinstance(value, dict):
        return {key: cut(value.get(key), like[key]) for key in like}
    if isinstance(like, list) and isinstance(value, list):
        key = lambda row: (row.get("id"), row.get("from"), row.get("to")) if isinstance(row, dict) else row
        value, like = sorted(value, key=lambda row: str(key(row))), sorted(like, key=lambda row: str(key(row)))
        return [cut(a, b) for a, b in zip(value, like)] + value[len(like):]
    return value


def ordered(value):
    if isinstance(value, list):
        return sorted((ordered(row) for row in value), key=lambda row: str((row.get("id"), row.get("from"), row.get("to"))) if isinstance(row, dict) else str(row))
    return {key: ordered(row) for key, row in value.items()} if isinstance(value, dict) else value


wrong = [key for key in expected if ordered(cut(found.get(key), expected[key])) != ordered(expected[key])]
for key in wrong:
    print(f"{log}: {key} is {found.get(key)}, expected {expected[key]}")
print(f"{log}: {len(expected)} figures compared, {len(wrong)} differ")
sys.exit(bool(wrong))
PYTHON
done
