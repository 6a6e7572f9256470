# shellcheck shell=bash
# Shared by gameday, test and bench: packages, configure, build. Sourced by bash with `set -eu`.
# Everything said here goes to stderr: stdout belongs to the program that is run at the end.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
jobs=${GAMEDAY_JOBS:-$(nproc 2>/dev/null || echo 2)}

# 6 is gameday's exit code for "error, ours": 1 would read as a refuted expectation.
die() {
  printf 'gameday: %s\n' "$*" >&2
  exit 6
}

packages_of() { # SECTION...
  local section
  for section in "$@"; do
    sed -n "s/^$section //p" "$root/scripts/packages.txt"
  done
}

is_bookworm() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null &&
    grep -q '^VERSION_CODENAME=bookworm' /etc/os-release 2>/dev/null
}

missing_packages() { # SECTION...
  local wanted installed
  wanted=$(packages_of "$@")
  # shellcheck disable=SC2086  # one word a package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
    sed -n 's/^installed //p')
  printf '%s\n' "$wanted" | grep -vxF -- "$installed" || true
}

install_packages() { # PACKAGE...
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "as root, run: apt-get install --no-install-recommends $*"
    as_root=(sudo)
  fi
  local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
    apt-get install -y -q --no-install-recommends "$@")
  echo "gameday: installing $*" >&2
  mkdir -p "$root/build"
  # The package lists may be absent or stale: fetch them only when installing fails without.
  "${install[@]}" >"$root/build/apt.log" 2>&1 </dev/null ||
    { "${as_root[@]}" apt-get update -q && "${install[@]}"; } >"$root/build/apt.log" 2>&1 </dev/null ||
    { tail -n 15 "$root/build/apt.log" >&2 && die "apt-get could not install: $*"; }
}

download_package() { # PACKAGE FOLDER
  (cd "$2" && apt-get download -q "$1")
}

# Into build/unpacked/PACKAGE, where CMake and tests look as well; once.
unpack_packages() { # PACKAGE...
  local package
  for package in "$@"; do
    [ -e "$root/build/unpacked/$package" ] || unpack_package "$package" || exit
  done
}

# In a shell of its own, so that what it has downloaded goes away however it ends.
unpack_package() ( # PACKAGE
  package=$1 folder=$root/build/unpacked/$1 as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  echo "gameday: unpacking $package into build/unpacked, which installs nothing" >&2
  mkdir -p "$root/build/unpacked"
  work=$(mktemp -d "$root/build/unpacked/.$package.XXXXXX") || die "no room in build/unpacked"
  trap 'rm -rf "$work"' EXIT
  download_package "$package" "$work" >"$root/build/apt.log" 2>&1 </dev/null ||
    { "${as_root[@]}" apt-get update -q && download_package "$package" "$work"; } \
      >"$root/build/apt.log" 2>&1 </dev/null ||
    { tail -n 15 "$root/build/apt.log" >&2 && die "apt-get could not download $package"; }
  dpkg-deb -x "$work"/*.deb "$work/files" || die "$package could not be unpacked"
  # Whole or not at all; another script of this clone may have been faster.
  mv -T "$work/files" "$folder" 2>/dev/null || [ -e "$folder" ] || die "no $folder"
)

need() { # SECTION...
  local missing
  if is_bookworm; then
    missing=$(missing_packages "$@")
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_packages $missing
    # shellcheck disable=SC2046
    unpack_packages $(missing_packages "${@/#/unpack-}")
  elif [ ! -e "$root/build/release/build.ninja" ]; then
    echo "gameday: not Debian 12, so install what these packages hold by hand:" \
      "$(packages_of "$@" "${@/#/unpack-}" | tr '\n' ' ')" >&2
  fi
}

# One at a time in one clone; the lock ends with the script.
lock_build() {
  mkdir -p "$root/build"
  exec 9>"$root/build/.lock"
  if command -v flock >/dev/null; then
    flock 9
  fi
}

configure() { # PRESET
  local dir=$root/build/$1 fresh=() log=$root/build/$1.log
  # A clone that moved (or is mounted elsewhere) must be configured anew.
  if [ -e "$dir/CMakeCache.txt" ] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$dir/CMakeCache.txt"; then
    fresh=(--fresh)
  elif [ -e "$dir/build.ninja" ]; then
    return
  fi
  echo "gameday: configuring $1" >&2
  (cd "$root" && cmake --preset "$1" "${fresh[@]}") >"$log" 2>&1 </dev/null ||
    { tail -n 30 "$log" >&2 && die "configuring failed, all of it is in $log"; }
}

# Ninja's steps: nothing when there are none, one line that changes on a terminal, else one line
# each tenth of the way.
progress() { # PRESET
  local line step total tenth shown=-1
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\ (.*) && ${BASH_REMATCH[3]} != Re-* ]] || continue
    step=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
    tenth=$((step * 10 / total))
    if [ "$shown" = -1 ]; then
      echo "gameday: building $1, $total steps" >&2
    fi
    if [ -t 2 ]; then
      printf '\r\033[K%.78s' "$line" >&2
    elif [ "$total" -ge 20 ] && [ "$tenth" -gt "$shown" ]; then
      echo "  $step of $total" >&2
    fi
    shown=$tenth
  done
  if [ -t 2 ] && [ "$shown" != -1 ]; then
    printf '\r\033[K' >&2
  fi
}

build() { # PRESET [TARGET...]
  local preset=$1 log=$root/build/$1.log
  local dir=$root/build/$preset
  shift
  configure "$preset"
  if ! ninja -C "$dir" -j "$jobs" "$@" 2>&1 </dev/null | tee "$log" | progress "$preset"; then
    if grep -q '^FAILED:' "$log"; then
      # From the first failure on, without the compiler's command line.
      sed -n '/^FAILED:/,$p' "$log" | sed -E '/^(\/[^ ]*cmake -E env|: && )/d' | head -n 60 >&2 || true
    else
      tail -n 30 "$log" >&2
    fi
    die "the build failed, all of it is in $log"
  fi
}

# sdk_clients FOLDER: the official clients, in the versions that tests/sdk pins. With npm those of
# Node too, and GAMEDAY_NODE_MODULES says where.
sdk_clients() {
  local venv=$1 wanted=$root/tests/sdk/requirements.txt
  if ! cmp -s "$wanted" "$venv/installed.txt"; then
    python3 -m venv --clear "$venv" ||
      die "python3 cannot make a virtual environment: apt-get install python3-venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$wanted" ||
      die "pip could not install what $wanted names"
    cp "$wanted" "$venv/installed.txt"
  fi
  if command -v npm >/dev/null; then
    if ! cmp -s "$root/tests/sdk/package.json" "$venv/node/package.json"; then
      mkdir -p "$venv/node" && cp "$root/tests/sdk/package.json" "$venv/node/"
      (cd "$venv/node" && npm install --silent --no-fund --no-audit --ignore-scripts >&2) ||
        die "npm could not install what tests/sdk/package.json names"
    fi
    export GAMEDAY_NODE_MODULES=$venv/node/node_modules
  fi
}
