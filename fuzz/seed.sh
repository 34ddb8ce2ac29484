#!/usr/bin/env bash
# Fills fuzz/corpus with inputs to begin from: the example log, a few of each kind by hand, and any folders given.
#
#   fuzz/seed.sh [FOLDER ...]
set -euo pipefail
fuzz=$(cd "$(dirname "$0")" && pwd)
folders=("$fuzz/../example-adrs" "$fuzz/../docs" "$@")

# One name per content, so that a second run adds nothing twice.
put() { mkdir -p "$fuzz/corpus/$1" && cat > "$fuzz/corpus/$1/.new" && mv "$fuzz/corpus/$1/.new" "$fuzz/corpus/$1/$(sha1sum "$fuzz/corpus/$1/.new" | cut -c1-40)"; }

while IFS= read -r -d '' file; do
  for target in record style sign; do put "$target" < "$file"; done
  # What stands between the first two fences, if the file begins with one.
  if head -c 4 "$file" | grep -qE '^(---|\+\+\+)'; then
    awk 'NR > 1 && /^(---|\+\+\+)[[:space:]]*$/ { exit } NR > 1' "$file" | put front_matter
  fi
done < <(find "${folders[@]}" -type f \( -name '*.md' -o -name '*.markdown' \) -size -16k -print0)
while IFS= read -r -d '' file; do put config < "$file"; done < <(find "${folders[@]}" -type f -name 'adrsite.yaml' -print0)
while IFS= read -r -d '' file; do put scorecard < "$file"; done < <(find "${folders[@]}" -type f -name 'scorecard.csv' -print0)

# The guide's examples of a config are small, and each shows another key.
awk '/^```yaml/ { on = 1; n++; next } /^```/ { on = 0 } on { print > ("'"$fuzz"'/.config-" n) }' "$fuzz"/../docs/*.md
for file in "$fuzz"/.config-*; do put config < "$file"; rm "$file"; done

printf 'date;metric;team;value\r\n2026-01-04;trust_pulse;platform;3,5\r\n' | put scorecard
printf 'date,metric,team,value\n2026-01-04,"a ""b""\n",,-1e300\n2026-01-18,x,halcyon,0\n' | put scorecard
for how in a b c d q A Q; do printf -- '---\nstatus: proposed\nreviewed_by:\n  - platform # first\n---\n# It\n\0halcyon\0Ana: "the first"\0a note\0%s' "$how" | put sign; done
printf 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n' | put request
printf 'GET /decisions/0001-tried.html?x#y HTTP/1.1\r\nHost: 127.0.0.1:4000\r\nIf-None-Match: "a", W/"b"\r\nRange: bytes=0-9\r\nIf-Range: "a"\r\n\r\n' | put request
printf 'HEAD /decisions/ HTTP/1.0\r\nHost: [::1]\r\nConnection: keep-alive, x\r\n\r\nGET /assets/site.css HTTP/1.1\r\nHost: localhost.\r\nSec-Fetch-Site: same-origin\r\n\r\n' | put request
printf 'GET http://localhost/%%2e%%2e/x HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n' | put request
printf 'GET / HTTP/1.1\r\nHost: evil.example\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n' | put request
printf 'GET /_adrsite/events?page=%%2Fdecisions%%2F&tag=1 HTTP/1.1\r\nHost: localhost\r\n\r\n' | put request
printf 'POST /_adrsite/live.js HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc' | put request

for corpus in "$fuzz"/corpus/*; do echo "$(basename "$corpus"): $(find "$corpus" -type f | wc -l) inputs"; done
