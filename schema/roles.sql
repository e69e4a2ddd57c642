-- Roles for a team on PostgreSQL. The history cannot be rewritten by analysts, not even in SQL of their own.
--
--   factcheck_owner     owns the tables and runs migrations
--   factcheck_analyst   reads all, adds to the history, keeps what follows from it up to date
--   factcheck_reader    reads all
--
-- Run it as a superuser, or as the database's owner who may create roles, in a database that is set up
-- (factcheck db upgrade), and again after each upgrade; it can be run any number of times:
--
--   psql "$DATABASE" --single-transaction --set ON_ERROR_STOP=1 --file schema/roles.sql
--   CREATE ROLE ana LOGIN PASSWORD '...' IN ROLE factcheck_analyst;

DO $$
DECLARE
    role name;
BEGIN
    FOREACH role IN ARRAY ARRAY['factcheck_owner', 'factcheck_analyst', 'factcheck_reader']::name[] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        END IF;
    END LOOP;
    -- Whoever runs this gives what it owns away, for which it has to be a member of the new owner.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT factcheck_owner TO %I', current_user);
    END IF;
    EXECUTE format('GRANT CREATE, USAGE ON SCHEMA %I TO factcheck_owner', current_schema());
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO factcheck_analyst, factcheck_reader', current_schema());
END
$$;

DO $$
DECLARE
    one record;
    rights text;
BEGIN
    -- A table that refuses changes by a trigger is history: analysts add to it. The rest follows from history and is
    -- kept up to date with it.
    FOR one IN
        SELECT c.oid::regclass AS name, c.relname, EXISTS (
            SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = c.oid AND p.proname = 'append_only'
        ) AS history
        FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    LOOP
        rights := CASE
            WHEN one.relname = 'alembic_version' THEN 'SELECT'
            WHEN one.history THEN 'SELECT, INSERT'
            ELSE 'SELECT, INSERT, UPDATE, DELETE'
        END;
        EXECUTE format('ALTER TABLE %s OWNER TO factcheck_owner', one.name);
        EXECUTE format('REVOKE ALL ON TABLE %s FROM PUBLIC, factcheck_analyst, factcheck_reader', one.name);
        EXECUTE format('GRANT %s ON TABLE %s TO factcheck_analyst', rights, one.name);
        EXECUTE format('GRANT SELECT ON TABLE %s TO factcheck_reader', one.name);
    END LOOP;
    FOR one IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
    LOOP
        -- To take the next free number, and to go on behind those that an import into an empty database keeps.
        EXECUTE format('REVOKE ALL ON SEQUENCE %s FROM PUBLIC, factcheck_analyst, factcheck_reader', one.name);
        EXECUTE format('GRANT USAGE, UPDATE ON SEQUENCE %s TO factcheck_analyst', one.name);
    END LOOP;
    FOR one IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace AND p.proname = 'append_only'
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO factcheck_owner', one.name);
    END LOOP;
    FOR one IN
        SELECT c.oid::regconfig AS name FROM pg_ts_config c WHERE c.cfgnamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('ALTER TEXT SEARCH CONFIGURATION %s OWNER TO factcheck_owner', one.name);
    END LOOP;
    FOR one IN
        SELECT d.dictname AS name FROM pg_ts_dict d WHERE d.dictnamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('ALTER TEXT SEARCH DICTIONARY %I OWNER TO factcheck_owner', one.name);
    END LOOP;
END
$$;

-- What an upgrade adds can be read at once; the script, run again, lets analysts write it.
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner GRANT SELECT ON TABLES TO factcheck_analyst, factcheck_reader;
