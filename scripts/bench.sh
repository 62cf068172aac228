#!/bin/sh
# The figures, measured side by side in one run. Ratios are what counts: this machine is never quiet.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

command -v wrk >/dev/null || scripts/apt.sh wrk
command -v curl >/dev/null || scripts/apt.sh curl
scripts/build.sh
say "Measuring (5 minutes)"
cargo bench -p server "$@"
