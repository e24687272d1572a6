# shellcheck shell=bash
# Sourced by ./nas and the scripts beside it: what the registry holds, and building what is stale. Chatter goes to stderr.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
registry="$root/registry.props"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1

say() { echo "nas: $*" >&2; }

die() {
  say "$*"
  exit 1
}

# Restores a project into a throw-away place. 0: it can be had, 1: the registry says that something does not exist.
can_restore() {
  local place log code=0
  place="$(mktemp -d)"
  log="$place/log"
  dotnet restore "$root/$1" "${@:2}" -p:ArtifactsPath="$place/out" --verbosity quiet >"$log" 2>&1 || code=$?
  if [ "$code" != 0 ] && { grep -q 'NU1301' "$log" || ! grep -qE 'NU110[123]' "$log"; }; then
    cat "$log" >&2
    rm -rf "$place"
    die "the package registry could not be asked; nothing was decided"
  fi
  rm -rf "$place"
  return "$code"
}

# Asks the registry two independent questions, once, and keeps the answers.
probe_registry() {
  [ -f "$registry" ] && return
  command -v dotnet >/dev/null || die "the .NET 10 SDK is needed (dotnet is not on the PATH)"
  local sqlite=Older runtime=Solo
  if can_restore history/NasOrleans.History.csproj -p:SqlitePins=Current; then sqlite=Current; fi
  if [ -n "${ActorRuntime:-}" ]; then runtime="$ActorRuntime"
  elif can_restore silo/NasOrleans.Silo.csproj -p:ActorRuntime=Orleans -p:SqlitePins="$sqlite"; then runtime=Orleans; fi
  cat >"$registry.new" <<XML
<Project>
  <!-- What the package registry holds; './nas probe' asks again. -->
  <PropertyGroup>
    <ActorRuntime Condition="'\$(ActorRuntime)' == ''">$runtime</ActorRuntime>
    <SqlitePins Condition="'\$(SqlitePins)' == ''">$sqlite</SqlitePins>
  </PropertyGroup>
</Project>
XML
  mv "$registry.new" "$registry"
  say "actor runtime $runtime, SQLite packages: $sqlite (asked the package registry, kept in registry.props)"
}

runtime() { echo "${ActorRuntime:-$(sed -n 's:.*<ActorRuntime[^>]*>\(.*\)</ActorRuntime>.*:\1:p' "$registry")}"; }

artifacts() { echo "$root/artifacts/$(runtime | tr '[:upper:]' '[:lower:]')"; }

# The program that a project was built into: output_of NasOrleans.Silo nasorleans
output_of() { echo "$(artifacts)/bin/$1/release/$2.dll"; }

# Builds a project or solution when a file in the given folders is newer than its last build.
build_stale() {
  local what="$1" stamp log
  shift
  stamp="$(artifacts)/.built-$(basename "$what")"
  log="$(artifacts)/build.log"
  mkdir -p "$(artifacts)"
  exec 9>"$(artifacts)/.lock"
  flock 9
  if [ ! -f "$stamp" ] || [ -n "$(cd "$root" && find "$@" -newer "$stamp" -not -name node_modules -print -quit 2>/dev/null)" ]; then
    touch "$stamp.next"
    say "building $(basename "$what") (Release, $(runtime))"
    if ! dotnet build "$root/$what" -c Release --verbosity quiet -p:ActorRuntime="$(runtime)" >"$log" 2>&1 9>&-; then
      cat "$log" >&2
      die "the build failed"
    fi
    mv "$stamp.next" "$stamp"
  fi
  exec 9>&-
}

program_folders=(api grain-interfaces grains history silo solo Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig global.json registry.props)

build_program() { build_stale silo/NasOrleans.Silo.csproj "${program_folders[@]}"; }

build_all() { build_stale NasOrleans.sln "${program_folders[@]}" tests NasOrleans.sln; }
