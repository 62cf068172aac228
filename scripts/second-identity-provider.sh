#!/bin/sh
# Prints where the second identity provider of the tests lies, Debian's glewlwyd, as lines for `eval`: the folder in
# which its files are as if they had been installed.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/debian.sh

cache=$PWD/target/identity-providers

# The tables of its database are in a package of their own.
glewlwyd=$(of_debian glewlwyd usr/bin/glewlwyd glewlwyd-common)

cat <<LINES
export PORTICO_TEST_GLEWLWYD='${glewlwyd%/usr/bin/glewlwyd}'
export PORTICO_REQUIRE_GLEWLWYD=1
LINES
