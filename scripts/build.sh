#!/bin/sh
# Builds what is shipped: the browser's half in target/site and the binary target/release/portico.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/wasm-target.sh
say "Building the browser's half (4 minutes the first time on two cores, then seconds)"
cargo run -q -p xtask -- frontend
say "Building the server (6 minutes the first time on two cores, then seconds)"
cargo build --release -p server
