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

# Restores a project into a throw-away place. 0: it can be had, 1: the registry says that something does not exist, or not in the
# version that is pinned (NU1603: it offers a newer one).
can_restore() {
  local place log code=0
  place="$(mktemp -d)"
  log="$place/log"
  dotnet restore "$root/$1" "${@:2}" -p:ArtifactsPath="$place/out" --verbosity quiet >"$log" 2>&1 || code=$?
  if [ "$code" != 0 ] && { grep -q 'NU1301' "$log" || ! grep -qE 'NU110[123]|NU1603' "$log"; }; then
    cat "$log" >&2
    rm -rf "$place"
    die "the package registry could not be asked; nothing was decided"
  fi
  rm -rf "$place"
  return "$code"
}

# What the registry was found to hold: known ActorRuntime; nothing when it was not asked yet.
known() { sed -n "s:.*<$1[^>]*>\(.*\)</$1>.*:\1:p" "$registry" 2>/dev/null || true; }

runtime() { echo "${ActorRuntime:-$(known ActorRuntime)}"; }

pins() { echo "${SqlitePins:-$(known SqlitePins)}"; }

# Asks the registry two independent questions, once, and keeps the answers. What the environment decides is neither asked nor kept.
probe_registry() {
  local sqlite runtime answers=""
  sqlite="$(pins)" runtime="$(runtime)"
  if [ -n "$sqlite" ] && [ -n "$runtime" ]; then return; fi
  command -v dotnet >/dev/null || die "the .NET 10 SDK is needed (dotnet is not on the PATH)"
  if [ -z "$sqlite" ]; then
    sqlite=Older
    if can_restore history/NasOrleans.History.csproj -p:SqlitePins=Current; then sqlite=Current; fi
    answers="SQLite packages: $sqlite"
    keep "$(known ActorRuntime)" "$sqlite"
  fi
  if [ -z "$runtime" ]; then
    runtime=Solo
    if can_restore silo/NasOrleans.Silo.csproj -p:ActorRuntime=Orleans -p:SqlitePins="$sqlite"; then runtime=Orleans; fi
    answers="actor runtime $runtime${answers:+, $answers}"
    keep "$runtime" "$(known SqlitePins)"
  fi
  say "$answers (asked the package registry, kept in registry.props)"
}

# Writes the answers down; an empty one is left open.
keep() {
  {
    echo "<Project>"
    echo "  <!-- What the package registry holds; './nas probe' asks again. -->"
    echo "  <PropertyGroup>"
    if [ -n "$1" ]; then echo "    <ActorRuntime Condition=\"'\$(ActorRuntime)' == ''\">$1</ActorRuntime>"; fi
    if [ -n "$2" ]; then echo "    <SqlitePins Condition=\"'\$(SqlitePins)' == ''\">$2</SqlitePins>"; fi
    echo "  </PropertyGroup>"
    echo "</Project>"
  } >"$registry.new"
  mv "$registry.new" "$registry"
}

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
    say "building $(basename "$what") (Release, $(runtime)); this takes some minutes"
    if ! dotnet build "$root/$what" -c Release --verbosity quiet -p:ActorRuntime="$(runtime)" >"$log" 2>&1 9>&-; then
      cat "$log" >&2
      die "the build failed"
    fi
    mv "$stamp.next" "$stamp"
  fi
  exec 9>&-
}

program_folders=(api deploy/postgres grain-interfaces grains history silo solo Directory.Build.props Directory.Build.targets Directory.Packages.props .editorconfig global.json registry.props)

build_program() { build_stale silo/NasOrleans.Silo.csproj "${program_folders[@]}"; }

build_all() { build_stale NasOrleans.sln "${program_folders[@]}" tests NasOrleans.sln; }
