-- Gives the trail to a database role of its own, so that the role that Odoo runs as can read it and
-- add to it through the triggers, but neither switch off what protects it nor rewrite an entry.
-- (Who owns the schema can still drop the table as a whole: nobody overlooks that.)
--
-- A superuser of PostgreSQL runs it in this folder, before school_core is installed or any time
-- later, and again before an update that changes trail.sql (Odoo says so when that is needed):
--     psql -d DATABASE -v odoo=ROLE_OF_ODOO -f trail_owner.sql
--
-- The triggers on the guarded tables stay with Odoo's role: it owns these tables and could switch
-- the triggers off, which make verify reports, as it reports each value changed meanwhile.
\set ON_ERROR_STOP on
\set mark `sha256sum trail.sql | cut -c1-16`
BEGIN;
\ir trail.sql
COMMENT ON TABLE school_trail IS :'mark';
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'school_trail') AS is_new \gset
\if :is_new
CREATE ROLE school_trail NOLOGIN;
\endif
ALTER TABLE school_trail OWNER TO school_trail;
ALTER TABLE school_trail_head OWNER TO school_trail;
ALTER TYPE school_trail_change OWNER TO school_trail;
ALTER FUNCTION school_trail_append OWNER TO school_trail;
ALTER FUNCTION school_trail_digest OWNER TO school_trail;
ALTER FUNCTION school_trail_refuse OWNER TO school_trail;
REVOKE ALL ON school_trail, school_trail_head FROM PUBLIC, :"odoo";
GRANT SELECT ON school_trail, school_trail_head, school_trail_id_seq TO :"odoo";
COMMIT;
