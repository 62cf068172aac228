#!/bin/sh
# Prints where the real OpenAPI document is that tests and benchmarks read, as a line for `eval`:
# GitHub's, fetched from npm into target/documents, by hash.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

version=23.0.2
sha256=71a18407dd5e8464f4e0525daf03deabbe65abd9287d6adc7b5d98f516cd0d0c
folder=$PWD/target/documents/github-$version
document=$folder/api.github.com.json

if [ ! -s "$document" ]; then
    say "Fetching GitHub's OpenAPI document (28 MB)"
    rm -rf "$folder" && mkdir -p "$folder"
    (cd "$folder" && npm pack --silent "@octokit/openapi@$version" >/dev/null) || fail "npm could not download @octokit/openapi"
    echo "$sha256  $folder/octokit-openapi-$version.tgz" | sha256sum -c --quiet >&2 || fail "the package is not the one that is meant"
    tar -xzf "$folder"/*.tgz -C "$folder" --strip-components=2 package/generated/api.github.com.json
    rm "$folder"/*.tgz
fi

echo "export PORTICO_TEST_GITHUB_DOCUMENT='$document'"
