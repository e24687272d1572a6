#!/usr/bin/env bash
# The fast checks: formatting, and files that have grown too long.
set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/build.sh"
cd "$root"
failed=0

# Collected before they are looked at: a listing that fails or is empty must not pass as "nothing wrong".
sources() {
  local listed
  listed="$(git ls-files --cached --others --exclude-standard -- "$@")" && [ -n "$listed" ] || die "git lists no files for $*"
  while read -r file; do if [ -f "$file" ]; then echo "$file"; fi; done <<<"$listed"
}

code="$(sources '*.cs' '*.ts' '*.tsx' '*.sh' nas .ci/run)"
scripts="$(sources '*.sh' nas .ci/run)"

while read -r file; do
  limit=300
  [[ "$file" == tests/* ]] && limit=500
  lines="$(wc -l <"$file")"
  if [ "$lines" -gt "$limit" ]; then
    echo "$file: $lines lines, allowed are $limit; split it"
    failed=1
  fi
done <<<"$code"

while read -r script; do
  bash -n "$script" || failed=1
  if command -v shellcheck >/dev/null && ! shellcheck -x "$script"; then failed=1; fi
done <<<"$scripts"

if ! dotnet format whitespace . --folder --verify-no-changes --exclude artifacts --verbosity quiet; then
  echo "run: dotnet format whitespace . --folder --exclude artifacts"
  failed=1
fi

if [ "$failed" = 0 ]; then echo "checks: fine"; else echo "checks: failed"; fi
exit "$failed"
