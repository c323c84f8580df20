-- The trail (AUD-01): append-only rows in chains of hashes, written by triggers on guarded tables.
-- Runs again and again: at install, at update, and by hand (see trail_owner.sql).

CREATE TABLE IF NOT EXISTS school_trail (
    id serial PRIMARY KEY,
    company_id integer NOT NULL,
    chain varchar NOT NULL,
    seq integer NOT NULL,
    model varchar NOT NULL,
    res_id integer NOT NULL,
    operation varchar NOT NULL CHECK (operation IN ('baseline', 'create', 'write', 'unlink')),
    class_id integer,
    student_id integer,
    scope jsonb,
    field varchar NOT NULL,
    old varchar,
    new varchar,
    user_id integer,
    db_user varchar NOT NULL,
    client varchar,
    origin varchar,
    reason varchar,
    at timestamp NOT NULL,
    hash varchar NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS school_trail__chain_idx ON school_trail (company_id, chain, seq);
CREATE INDEX IF NOT EXISTS school_trail__record_idx ON school_trail (res_id, model);
CREATE INDEX IF NOT EXISTS school_trail__student_idx ON school_trail (student_id)
    WHERE student_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS school_trail__at_idx ON school_trail USING brin (at);

-- The last link of each chain. Its row is the lock that puts two sessions in order: under REPEATABLE
-- READ, Odoo's isolation level, an advisory lock would hand over a head that is out of date, while
-- this row makes the second session fail with a serialisation error, which Odoo answers by a retry.
CREATE TABLE IF NOT EXISTS school_trail_head (
    company_id integer NOT NULL,
    chain varchar NOT NULL,
    seq integer NOT NULL,
    hash varchar NOT NULL,
    PRIMARY KEY (company_id, chain)
) WITH (fillfactor = 50);

DO $$ BEGIN
    IF to_regtype('school_trail_change') IS NULL THEN
        CREATE TYPE school_trail_change AS (
            company_id integer, chain varchar, model varchar, res_id integer, operation varchar,
            class_id integer, student_id integer, scope jsonb, field varchar, old varchar,
            new varchar
        );
    END IF;
END $$;

-- Canonical form of version 1: a JSON array of the row's values and the hash before it. The version
-- is an argument, so that rows of an older version stay verifiable after a change of the form.
CREATE OR REPLACE FUNCTION school_trail_digest(
    version text, company_id integer, chain text, seq integer, model text, res_id integer,
    operation text, class_id integer, student_id integer, scope jsonb, field text, old text,
    new text, user_id integer, db_user text, client text, origin text, reason text, at timestamp,
    previous text
) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE version WHEN '$1$' THEN '$1$' || encode(sha256(convert_to(json_build_array(
        1, company_id, chain, seq, model, res_id, operation, class_id, student_id, scope::text,
        field, old, new, user_id, db_user, client, origin, reason,
        to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), previous
    )::text, 'UTF8')), 'base64') END
$$;

-- ``changes`` come sorted by company and chain: heads are always locked in that order.
CREATE OR REPLACE FUNCTION school_trail_append(changes school_trail_change[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    change school_trail_change;
    company integer;
    link varchar;
    number integer;
    digest varchar;
    numbers integer[] := '{}';
    digests varchar[] := '{}';
    by_user integer := nullif(current_setting('school.uid', true), '')::integer;
    by_client varchar := nullif(current_setting('application_name'), '');
    by_origin varchar := nullif(current_setting('school.origin', true), '');
    because varchar := nullif(current_setting('school.reason', true), '');
    moment timestamp := clock_timestamp() AT TIME ZONE 'UTC';
BEGIN
    IF pg_trigger_depth() = 0 THEN
        RAISE EXCEPTION 'only triggers write the trail' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOREACH change IN ARRAY changes LOOP
        IF change.chain IS DISTINCT FROM link OR change.company_id IS DISTINCT FROM company THEN
            UPDATE school_trail_head AS head SET seq = number, hash = digest
            WHERE head.company_id = company AND head.chain = link;
            company := change.company_id;
            link := change.chain;
            INSERT INTO school_trail_head VALUES (company, link, 0, '') ON CONFLICT DO NOTHING;
            SELECT head.seq, head.hash INTO number, digest FROM school_trail_head AS head
            WHERE head.company_id = company AND head.chain = link FOR UPDATE;
        END IF;
        number := number + 1;
        digest := school_trail_digest(
            '$1$', company, link, number, change.model, change.res_id, change.operation,
            change.class_id, change.student_id, change.scope, change.field, change.old, change.new,
            by_user, session_user, by_client, by_origin, because, moment, digest
        );
        numbers := numbers || number;
        digests := digests || digest;
    END LOOP;
    UPDATE school_trail_head AS head SET seq = number, hash = digest
    WHERE head.company_id = company AND head.chain = link;
    -- one statement for all of them costs half as much as one for each
    INSERT INTO school_trail (
        company_id, chain, seq, model, res_id, operation, class_id, student_id, scope, field, old,
        new, user_id, db_user, client, origin, reason, at, hash
    ) SELECT
        c.company_id, c.chain, c.seq, c.model, c.res_id, c.operation, c.class_id, c.student_id,
        c.scope, c.field, c.old, c.new, by_user, session_user, by_client, by_origin, because,
        moment, c.hash
    FROM ROWS FROM (unnest(changes), unnest(numbers), unnest(digests)) AS c (
        company_id, chain, model, res_id, operation, class_id, student_id, scope, field, old, new,
        seq, hash
    );
END $$;

CREATE OR REPLACE FUNCTION school_trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is refused on %: what the trail stands on is never changed this way',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE
    home text := current_schema();
BEGIN
    EXECUTE format('ALTER FUNCTION school_trail_append SET search_path = pg_catalog, %I, pg_temp', home);
END $$;

CREATE OR REPLACE TRIGGER school_trail_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON school_trail
    FOR EACH STATEMENT EXECUTE FUNCTION school_trail_refuse();
CREATE OR REPLACE TRIGGER school_trail_by_trigger
    BEFORE INSERT ON school_trail
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION school_trail_refuse();
CREATE OR REPLACE TRIGGER school_trail_head_stays
    BEFORE DELETE OR TRUNCATE ON school_trail_head
    FOR EACH STATEMENT EXECUTE FUNCTION school_trail_refuse();
CREATE OR REPLACE TRIGGER school_trail_head_by_trigger
    BEFORE INSERT OR UPDATE ON school_trail_head
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION school_trail_refuse();

-- They also fire where session_replication_role is replica.
ALTER TABLE school_trail ENABLE ALWAYS TRIGGER school_trail_append_only;
ALTER TABLE school_trail ENABLE ALWAYS TRIGGER school_trail_by_trigger;
ALTER TABLE school_trail_head ENABLE ALWAYS TRIGGER school_trail_head_stays;
ALTER TABLE school_trail_head ENABLE ALWAYS TRIGGER school_trail_head_by_trigger;
