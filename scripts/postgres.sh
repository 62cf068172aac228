#!/usr/bin/env bash
# A throwaway PostgreSQL for tests, as many at once as you like:
#   scripts/postgres.sh start             starts one and prints its address
#   scripts/postgres.sh stop ADDRESS      stops it and removes everything of it
#   scripts/postgres.sh create ADDRESS DATABASE   adds a database and prints its address
#   scripts/postgres.sh run COMMAND…      runs a command with the address in PORTICO_TEST_POSTGRES
# Nothing survives it: durability is switched off for speed.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

user=postgres

main() {
    case "${1:-}" in
        start) install_where_missing && start ;;
        stop) stop "${2:?which address?}" ;;
        create) create "${2:?which address?}" "${3:?which database?}" ;;
        run) shift && install_where_missing && run "$@" ;;
        *) fail "usage: scripts/postgres.sh start | stop ADDRESS | create ADDRESS DATABASE | run COMMAND…" ;;
    esac
}

binaries() {
    local initdb
    initdb=$(command -v initdb || find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$initdb" ] && dirname "$initdb"
}

install_where_missing() {
    [ -n "$(binaries)" ] || scripts/apt.sh postgresql
    [ -n "$(binaries)" ] || fail "PostgreSQL is installed, but its initdb is nowhere to be found"
}

# PostgreSQL refuses to run as root.
as_postgres() {
    local bin
    bin=$(binaries)
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid="$user" --regid="$user" --clear-groups env HOME=/ PATH="$bin:$PATH" "$@")
    else
        PATH="$bin:$PATH" "$@"
    fi
}

# In memory where there is plenty (the tests leave 6 GB behind): hundreds of databases of hundreds of files each.
base() {
    local free_memory free_shm
    free_memory=$(awk '/^MemAvailable:/ { print int($2 / 1024 / 1024) }' /proc/meminfo 2>/dev/null || echo 0)
    free_shm=$(df -P -k /dev/shm 2>/dev/null | awk 'NR == 2 { print int($4 / 1024 / 1024) }')
    if [ "${free_memory:-0}" -ge 16 ] && [ "${free_shm:-0}" -ge 10 ]; then echo /dev/shm; else echo /tmp; fi
}

# Where there is one already, wherever that is; else where to make it.
folder_of_port() {
    local known
    for known in /dev/shm /tmp; do
        # Without a number, `return` in a trap would return what ended the script.
        [ ! -d "$known/portico-postgres-$1" ] || { echo "$known/portico-postgres-$1"; return 0; }
    done
    echo "$(base)/portico-postgres-$1"
}

port_of_address() {
    local port=${1##*:}
    port=${port%%/*}
    [[ $port =~ ^[0-9]+$ ]] || fail "no port in the address $1"
    echo "$port"
}

start() {
    local attempt port folder
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 10000))
        folder=$(folder_of_port "$port")
        # Making the folder reserves the port among ourselves; PostgreSQL finds out about the others.
        mkdir -m 700 "$folder" 2>/dev/null || continue
        if start_in "$folder" "$port"; then
            echo "postgres://$user@127.0.0.1:$port/postgres"
            return
        fi
        [ "$attempt" = 5 ] && tail -n 20 "$folder"/*.log >&2
        rm -rf "$folder"
    done
    fail "PostgreSQL did not start"
}

start_in() {
    local folder=$1 port=$2
    if [ "$(id -u)" = 0 ]; then
        getent passwd "$user" >/dev/null || useradd --system --shell /usr/sbin/nologin "$user"
        chown "$user" "$folder"
    fi
    as_postgres initdb -D "$folder/data" -U "$user" -A trust -E UTF8 --locale=C --no-sync \
        >"$folder/initdb.log" 2>&1 || return
    as_postgres pg_ctl -D "$folder/data" -w -t 30 -l "$folder/server.log" start >"$folder/start.log" 2>&1 -o "\
        -c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories=$folder -c max_connections=300 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
}

stop() {
    local folder
    folder=$(folder_of_port "$(port_of_address "$1")")
    [ -d "$folder" ] || return 0
    as_postgres pg_ctl -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    # A slow disk takes minutes for that many files; nobody has to wait for it.
    setsid rm -rf "$folder" >/dev/null 2>&1 &
}

create() {
    local address=$1 database=$2
    as_postgres psql -q -v ON_ERROR_STOP=1 "$address" -c "CREATE DATABASE \"$database\"" >&2
    echo "${address%/*}/$database"
}

run() {
    [ $# -gt 0 ] || fail "run what?"
    say "Starting a throwaway PostgreSQL (a few seconds)"
    PORTICO_TEST_POSTGRES=$(start)
    # The address is expanded now: the trap runs after the function's variables are gone.
    # shellcheck disable=SC2064
    trap "stop '$PORTICO_TEST_POSTGRES'" EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    export PORTICO_TEST_POSTGRES PORTICO_REQUIRE_POSTGRES=1
    "$@"
}

main "$@"
