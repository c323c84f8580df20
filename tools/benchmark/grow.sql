-- :times more schools like the first, as superuser and without triggers: every row of its tables
-- again, with all their keys moved by the same distance.
SET session_replication_role = replica;
CREATE TEMP TABLE silenced AS
    SELECT tgrelid::regclass AS place, tgname, tgenabled FROM pg_trigger
     WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'school%' AND tgtype & 28 > 0;
SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', place, tgname) FROM silenced \gexec
CREATE TEMP TABLE growth AS SELECT :times::int AS times;
CREATE TEMP TABLE copied AS
SELECT name, format(condition, :company) AS condition
  FROM (VALUES
    ('res_company', 'id = %s'),
    ('school_year', 'company_id = %s'),
    ('school_term', 'company_id = %s'),
    ('school_class', 'company_id = %s'),
    ('school_class_subject', 'company_id = %s'),
    ('school_mark_sheet', 'company_id = %s'),
    ('school_conduct_sheet', 'company_id = %s'),
    ('school_student', 'school_id = %s'),
    ('school_enrollment', 'company_id = %s'),
    ('school_mark', 'company_id = %s'),
    ('school_conduct', 'company_id = %s'),
    ('school_result', 'company_id = %s')) v(name, condition);
DO $$
DECLARE
    t record;
    names text;
    terms text;
BEGIN
    FOR t IN SELECT * FROM copied LOOP
        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
               string_agg(
                   CASE
                       WHEN a.attname = 'id' OR EXISTS (
                           SELECT FROM pg_constraint c
                             JOIN copied ON copied.name = c.confrelid::regclass::text
                            WHERE c.contype = 'f' AND c.conrelid = a.attrelid
                              AND c.conkey = ARRAY[a.attnum])
                       THEN quote_ident(a.attname) || ' + n * 2000000'
                       WHEN t.name = 'res_company' AND a.attname = 'name' THEN 'name || '' '' || n'
                       WHEN t.name = 'res_company' AND a.attname = 'school_abbreviation' THEN '''s'' || n'
                       WHEN t.name = 'res_company' AND a.attname = 'parent_path'
                       THEN '(id + n * 2000000) || ''/'''
                       ELSE quote_ident(a.attname)
                   END, ', ' ORDER BY a.attnum)
          INTO names, terms
          FROM pg_attribute a
         WHERE a.attrelid = t.name::regclass AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attgenerated = '';
        EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM %I, generate_series(1, %s) n WHERE %s',
                       t.name, names, terms, t.name, (SELECT times FROM growth), t.condition);
    END LOOP;
END $$;
SELECT format('ALTER TABLE %s ENABLE %s TRIGGER %I', place,
              CASE tgenabled WHEN 'A' THEN 'ALWAYS' ELSE '' END, tgname) FROM silenced \gexec
