# Paths and helpers that every tool shares. Sourced, never run.
set -euo pipefail
umask 022

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
VAR=$ROOT/var
PG_DATA=$VAR/pg/data
if [ "$(id -u)" = 0 ]; then
    CACHE=${SCHOOL_CACHE:-/var/cache/school-vn}
    RUN_AS=school-vn
else
    CACHE=${SCHOOL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/school-vn}
    RUN_AS=$(id -un)
fi

die() {
    printf '\nError: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

say() { printf '%s\n' "$*" >&2; }

# hash FILE... : short name for what something was made from
hash() { cat "$@" | sha256sum | cut -c1-12; }

# as_user COMMAND... : run it without privileges
as_user() {
    if [ "$(id -u)" = 0 ]; then
        (cd "$ROOT" 2> /dev/null && HOME=$VAR/home exec setpriv --reuid "$RUN_AS" --regid "$RUN_AS" \
            --clear-groups --inh-caps=-all "$@")
    else
        "$@"
    fi
}

ODOO_LOCK=$ROOT/tools/odoo.lock
ODOO_TREE=$CACHE/odoo-$(hash "$ODOO_LOCK" "$ROOT/tools/unpack-odoo")
ODOO_DIST=$ODOO_TREE/usr/lib/python3/dist-packages
ODOO_PATH=$ODOO_DIST/odoo
BASE_PYTHON=${SCHOOL_PYTHON:-/usr/bin/python3}
venv_for() {
    local key
    key=$({ cat "$1" "$ROOT/tools/make-venv"; echo "$2"; "$BASE_PYTHON" -V 2>/dev/null || true; } | sha256sum | cut -c1-12)
    printf '%s' "$CACHE/venv-$key"
}
VENV=$(venv_for "$ROOT/requirements.txt" "$ODOO_TREE")
DEV_VENV=$(venv_for "$ROOT/requirements-dev.txt" dev)

NGINX=/usr/sbin/nginx
[ -x "$NGINX" ] || NGINX=$CACHE/nginx/usr/sbin/nginx

pg_bin() {
    local dir
    dir=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -x "$dir/postgres" ] || die "no PostgreSQL server is installed" "run: make setup"
    printf '%s' "$dir"
}

PG_SOCKET=$VAR/run
[ ${#PG_SOCKET} -le 80 ] || PG_SOCKET=/tmp/school-vn-$(printf '%s' "$ROOT" | sha256sum | cut -c1-12)

free_port() {
    "$BASE_PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
