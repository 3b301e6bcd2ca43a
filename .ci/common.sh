# What the scripts of this folder share: they source it, and each stops at the first command that fails and names it.
set -eEuo pipefail
trap 'echo ".ci/${0##*/}: failed in line $LINENO: $BASH_COMMAND" >&2' ERR

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# a folder of the script's own, removed at its end
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# real networks and images, if they lie beside the clone; tests that need them are reported as skipped otherwise
if [ -z "${SYNFIRE_DATA:-}" ] && [ -d ../shared/data ]; then
  SYNFIRE_DATA=$(cd ../shared/data && pwd)
  export SYNFIRE_DATA
fi

command -v mvn >/dev/null || mvn() { "$root/mvnw" "$@"; }

say() { echo "== $*"; }

die() {
  echo ".ci/${0##*/}: $*" >&2
  exit 1
}

# quietly FILE COMMAND...: shows what a command prints only if it fails
quietly() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null || {
    cat "$log" >&2
    die "failed: $*"
  }
}

# find_jdk: sets java_home to the JDK that the launcher finds; starting the launcher itself would build the tool
find_jdk() {
  eval "$(sed -n '/^fail() {/,/^find_java$/p' "$root/synfire")"
}
