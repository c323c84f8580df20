#!/usr/bin/env bash
# At the first start: the role that Odoo uses, which is no superuser, and its database.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U postgres -d postgres -v password="$(cat /run/secrets/odoo_password)" <<'SQL'
CREATE ROLE odoo LOGIN CREATEDB NOSUPERUSER PASSWORD :'password';
CREATE DATABASE school OWNER odoo TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C';
\connect school
CREATE EXTENSION unaccent;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
-- as Odoo does itself: an index may only use functions that are called immutable
ALTER FUNCTION unaccent(text) IMMUTABLE;
SQL
