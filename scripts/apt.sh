#!/bin/sh
# Installs the Debian packages named, those that are missing: scripts/apt.sh NAME…
# With --update before the names, or alone, it fetches the package lists first.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

missing=
[ "${1:-}" != --update ] || { shift && update_first=yes; }
for package in "$@"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || status=
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing${update_first:-}" ] || exit 0

command -v apt-get >/dev/null || fail "please install these yourself, there is no apt-get here:$missing"
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null; }; then
    as_root=sudo
else
    fail "these packages are missing, and neither root nor sudo is available:$missing
       please run: apt-get install$missing"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# shellcheck disable=SC2086 # lists of words
apt_get() {
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null >"$log" 2>&1
}

update() {
    apt_get update || { tail -n 20 "$log" >&2; fail "apt-get update failed"; }
}

if [ -n "${update_first:-}" ]; then
    say "Updating the package lists"
    update
    [ -n "$missing" ] || exit 0
fi
say "Installing$missing (usually under a minute)"
# The package lists are fetched only where the ones at hand are missing or too old.
# shellcheck disable=SC2086
if ! apt_get install --no-install-recommends $missing; then
    say "Updating the package lists first"
    update
    apt_get install --no-install-recommends $missing ||
        { tail -n 20 "$log" >&2; fail "apt-get could not install$missing"; }
fi
