#!/usr/bin/env bash
# The fast checks: formatting, and files that have grown too long.
set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/build.sh"
cd "$root"
failed=0

sources() { git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do if [ -f "$file" ]; then echo "$file"; fi; done; }

while read -r file; do
  limit=300
  [[ "$file" == tests/* ]] && limit=500
  lines="$(wc -l <"$file")"
  if [ "$lines" -gt "$limit" ]; then
    echo "$file: $lines lines, allowed are $limit; split it"
    failed=1
  fi
done < <(sources '*.cs' '*.ts' '*.tsx' '*.sh' nas .ci/run)

while read -r script; do
  bash -n "$script" || failed=1
  if command -v shellcheck >/dev/null && ! shellcheck -x "$script"; then failed=1; fi
done < <(sources '*.sh' nas .ci/run)

if ! dotnet format whitespace . --folder --verify-no-changes --exclude artifacts --verbosity quiet; then
  echo "run: dotnet format whitespace . --folder --exclude artifacts"
  failed=1
fi

if [ "$failed" = 0 ]; then echo "checks: fine"; else echo "checks: failed"; fi
exit "$failed"
