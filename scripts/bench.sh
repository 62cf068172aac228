#!/bin/sh
# The figures, measured side by side in one run. Ratios are what counts: this machine is never quiet.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

command -v wrk >/dev/null || scripts/apt.sh wrk
command -v curl >/dev/null || scripts/apt.sh curl
documents=$(scripts/documents.sh)
eval "$documents"
nginx=$(scripts/nginx.sh)
export PORTICO_TEST_NGINX="$nginx"
scripts/build.sh
say "Measuring (15 minutes)"
scripts/postgres.sh run cargo bench -p server "$@"
