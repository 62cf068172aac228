#!/bin/sh
# Takes what nginx logged as `portal-log.conf` says to the portal. Run it every minute, as a user who may
# signal nginx, by cron:
#
#   * * * * * root /usr/local/sbin/send-portal-log.sh
#
# The portal counts each piece once, by its name, so whatever was not answered is sent again. It takes lines
# of the last seven days. Needs curl and split.
set -eu

# As the gateway reaches the portal, base path included.
PORTAL="${PORTAL:-http://127.0.0.1:8080}"
# Holds one line, X-Portal-Gateway-Token: ptg_…, for root only (chmod 600).
TOKEN_FILE="${TOKEN_FILE:-/etc/nginx/portal-token}"
LOG="${LOG:-/var/log/nginx/portal.log}"
PID_FILE="${PID_FILE:-/run/nginx.pid}"
# Where pieces wait.
SPOOL="${SPOOL:-/var/spool/portal-log}"

mkdir -p "$SPOOL"

# What was set aside a minute ago is whole: nginx has long written elsewhere. Cut again after a fall, it
# gives the same pieces under the same names.
for aside in "$SPOOL"/*.aside; do
    [ -e "$aside" ] || continue
    split -C 4m -a 3 --additional-suffix=.piece "$aside" "${aside%.aside}-"
    rm "$aside"
done

for piece in "$SPOOL"/*.piece; do
    [ -e "$piece" ] || continue
    name="$(basename "$piece" .piece)"
    curl --fail --silent --show-error --max-time 60 --header "@$TOKEN_FILE" \
        --upload-file "$piece" --output /dev/null "$PORTAL/gateway/log/$name"
    rm "$piece"
done

if [ -s "$LOG" ]; then
    mv "$LOG" "$SPOOL/$(uname -n)-$(date -u +%Y%m%dT%H%M%S)-$$.aside"
    kill -USR1 "$(cat "$PID_FILE")"
fi
