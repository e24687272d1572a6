#!/usr/bin/env bash
# Runs the test suites, the fast ones first, and ends with one line: N passed, N failed, N skipped.
set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/build.sh"

filter="${1:-}"
order=(unit conformance grains history api simulator-facts truenas nut power cluster e2e browser)
passed=0 failed=0 skipped=0 ran=0

# Suites that this runtime has, in the order above, unknown ones last.
suites() {
  local name
  for name in "${order[@]}"; do if is_suite "$name"; then echo "$name"; fi; done
  for name in "$root"/tests/*/; do
    name="$(basename "$name")"
    if [[ " ${order[*]} " != *" $name "* ]] && is_suite "$name"; then echo "$name"; fi
  done
}

is_suite() {
  grep -qs '<IsTestProject>true' "$root/tests/$1"/*.csproj ||
    { [ "$(runtime)" = Orleans ] && grep -qs "<IsTestProject.*'Orleans'.*>true" "$root/tests/$1"/*.csproj; }
}

# One number out of the counters of a result file; 0 when there is none.
counter() { { grep -o '<Counters [^>]*' "$1" 2>/dev/null || true; } | { grep -o " $2=\"[0-9]*\"" || true; } | grep -o '[0-9]*' || echo 0; }

run_suite() {
  local name="$1" by_test="$2" project results code=0 started=$SECONDS
  project="$(basename "$root/tests/$name"/*.csproj .csproj)"
  results="$(artifacts)/results/$name"
  rm -rf "$results" && mkdir -p "$results"
  dotnet test "$(output_of "$project" "$project")" ${by_test:+--filter "FullyQualifiedName~$by_test"} \
    --logger "trx;LogFileName=results.trx" --logger "console;verbosity=quiet" --results-directory "$results" \
    --blame-hang-timeout 15m --blame-hang-dump-type none >"$results/log" 2>&1 || code=$?

  local trx="$results/results.trx" total good bad
  total="$(counter "$trx" total)"
  good="$(counter "$trx" passed)"
  bad=$(($(counter "$trx" failed) + $(counter "$trx" error) + $(counter "$trx" timeout) + $(counter "$trx" aborted)))
  local left=$((total - good - bad)) note=""
  if [ "$total" = 0 ] && [ "$code" = 0 ] && [ -n "$by_test" ]; then return; fi
  # A suite that did not start, ran nothing or broke off is a failure, whatever it counted.
  if [ "$bad" = 0 ] && { [ "$code" != 0 ] || [ "$total" = 0 ]; }; then bad=1 note=" (the suite did not run to its end)"; fi
  if [ "$bad" != 0 ]; then cat "$results/log"; fi
  # Why a test was skipped stands in the results alone.
  if [ "$left" != 0 ]; then show_skipped "$trx"; fi
  echo "$name: $good passed, $bad failed, $left skipped in $((SECONDS - started)) s$note"
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left)) ran=$((ran + total))
}

show_skipped() {
  tr -d '\n' <"$1" | grep -o '<UnitTestResult [^>]*outcome="NotExecuted"[^>]*>.\{0,300\}' |
    sed -n 's:.*testName="\([^"]*\)".*<Message>\([^<]*\)</Message>.*:  skipped \1\: \2:p' || true
}

# Tests of the other runtime stand in files that this build leaves out.
not_built() {
  local other=Orleans count
  [ "$(runtime)" = Orleans ] && other=Solo
  count="$(find "$root/tests" -name "*.$other.cs" -not -path '*/artifacts/*' -exec cat {} + | grep -cE '^\s*\[(Fact|Theory)' || true)"
  if [ "$count" != 0 ]; then echo "not built here: $count ($other)"; fi
}

probe_registry
"$root/.ci/packages.sh" || say "not everything could be installed; tests that miss something say so and are skipped"
build_all
mapfile -t all < <(suites)
chosen=()
for name in "${all[@]}"; do if [ -n "$filter" ] && [ "$name" = "$filter" ]; then chosen=("$name"); fi; done
by_test="$filter"
if [ ${#chosen[@]} != 0 ] || [ -z "$filter" ]; then by_test=""; fi
if [ ${#chosen[@]} = 0 ]; then chosen=("${all[@]}"); fi

for name in "${chosen[@]}"; do run_suite "$name" "$by_test"; done
if [ "$ran" = 0 ]; then
  say "no test ran"
  failed=$((failed + 1))
fi
not_built
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
