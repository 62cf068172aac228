#!/bin/sh
# Everything that must hold, on both databases and in a real browser. Call it by `make test`, which
# brings the throwaway PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

found=$(scripts/gateways.sh && scripts/second-identity-provider.sh && scripts/documents.sh)
eval "$found"

scripts/check.sh
say "Tests of the server on SQLite and PostgreSQL (5 minutes the first time on two cores, then half a minute)"
cargo test -p server -p app --features app/ssr
cargo test -p xtask
scripts/build.sh
scripts/end2end.sh
