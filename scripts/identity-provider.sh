#!/bin/sh
# Prints the folder of the tests' identity provider, installing its libraries where they are missing.
set -eu
cd "$(dirname "$0")/../end2end/identity-provider"
. ../../scripts/say.sh

command -v node >/dev/null || ../../scripts/apt.sh nodejs
command -v npm >/dev/null || ../../scripts/apt.sh npm
if ! cmp -s package-lock.json node_modules/.installed; then
    say "Installing the identity provider of the tests (a few seconds)"
    npm ci --no-audit --no-fund --loglevel=error >&2
    cp package-lock.json node_modules/.installed
fi
pwd
