#!/bin/sh
# Builds what is shipped: the browser's half in target/site and the binary target/release/portico.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/frontend.sh
say "Building the server (6 minutes the first time on two cores, then seconds)"
cargo build --release -p server
