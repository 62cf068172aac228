#!/bin/sh
# The portal with demo data, in ./data: builds what changed, migrates, seeds an empty database, serves.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

scripts/build.sh
portico=target/release/portico
mkdir -p data
say "Preparing the database"
"$portico" migrate
"$portico" seed demo
say "Serving; Ctrl-C stops"
exec "$portico" serve --demo
