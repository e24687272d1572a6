#!/usr/bin/env bash
# One command for everything: sets itself up, builds what is stale, then runs it. './nas --help' shows the verbs.
set -euo pipefail
# shellcheck source=.ci/build.sh
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/.ci/build.sh"

usage() {
  cat <<'TEXT'
Usage: ./nas <verb> [options]

  run [--port N] [--data DIR]  run NasOrleans, on http://127.0.0.1:8080
  validate [FILE]              check the configuration
  config                       show every setting and where it comes from
  test [FILTER]                run the tests; FILTER is part of the name of a suite or of a test
  bench [NAME]                 run a benchmark
  sim [--systems N]            simulate TrueNAS systems; './nas sim --help' lists what else can be chosen
  sim ups [--ups N]            simulate UPSes behind NUT servers; './nas sim ups --help' lists what else can be chosen
  check                        check formatting and file sizes
  build                        build everything
  probe                        ask the package registry again what can be built

Every other verb is the program's own, on the installation that --data or NAS_DATA names; each has a --help:

  key create|list|revoke       API keys for scripts
  connections list|clean       connections to NAS systems
  import FILE                  upsmon.conf or UPS Monitor's settings as the section 'power' of nas.yaml
  migrate                      bring the PostgreSQL schema up to date

ActorRuntime=Solo or ActorRuntime=Orleans in the environment decides on the runtime without asking.
TEXT
}

run_program() {
  probe_registry
  build_program
  exec dotnet "$(output_of NasOrleans.Silo nasorleans)" "$@"
}

run_bench() {
  probe_registry
  build_stale tests/benchmarks/NasOrleans.Benchmarks.csproj "${program_folders[@]}" tests
  exec dotnet "$(output_of NasOrleans.Benchmarks NasOrleans.Benchmarks)" "$@"
}

run_sim() {
  local folder=truenas project=NasOrleans.Simulators.TrueNas program=truenas-sim
  if [ "${1:-}" = ups ]; then
    folder=ups project=NasOrleans.Simulators.Ups program=ups-sim
    shift
  fi
  probe_registry
  build_stale "tests/simulators/$folder/$project.csproj" "${program_folders[@]}" tests
  exec dotnet "$(output_of "$project" "$program")" "$@"
}

# An answer that did not change leaves the file as it was, its time too: whatever is newer than the last build is built again. So does no answer.
probe_again() {
  before="$(mktemp -d)/$(basename "$registry")"
  if [ -f "$registry" ]; then mv "$registry" "$before"; fi
  trap keep_unchanged EXIT
  probe_registry
}

keep_unchanged() {
  if [ -f "$before" ] && { [ ! -f "$registry" ] || cmp -s "$before" "$registry"; }; then mv "$before" "$registry"; fi
  rm -rf "$(dirname "$before")"
}

case "${1:-}" in
  "" | -h | --help | help) usage ;;
  probe) probe_again ;;
  build) probe_registry && build_all ;;
  test) exec "$root/.ci/test.sh" "${@:2}" ;;
  check) exec "$root/.ci/check.sh" ;;
  bench) run_bench "${@:2}" ;;
  sim) run_sim "${@:2}" ;;
  *) run_program "$@" ;;
esac
