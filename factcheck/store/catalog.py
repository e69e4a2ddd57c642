"""What PostgreSQL's catalog says of a schema: queries for lines, most of which only find what does not belong there.

Whoever may alter the catalog itself can do anything; this finds what statements of SQL do to one database. What has a
number (oid) of 16384 or more was not there when the cluster was made.
"""

from typing import Final

COLUMNS: Final = """
    SELECT format('TABLE %s: %s %s%s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN t.typnamespace <> 'pg_catalog'::regnamespace THEN ' OF ITS OWN' ELSE '' END,
              CASE WHEN l.oid = 'pg_catalog."C"'::regcollation THEN ' COLLATE "C"'
                   WHEN l.oid <> t.typcollation THEN ' COLLATE ' || l.oid::regcollation ELSE '' END,
              CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
              CASE WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END)
       FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid JOIN pg_type AS t ON t.oid = a.atttypid
       LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
       LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'f') AND a.attnum > 0
         AND NOT a.attisdropped AND c.relname <> 'alembic_version'
       ORDER BY c.relname COLLATE "C", a.attnum"""
RELATIONS: Final = """
    SELECT format('RELATION %s: %s%s%s%s%s%s', relname, relkind,
              CASE WHEN relrowsecurity THEN ' ROW SECURITY' ELSE '' END,
              CASE WHEN relhasrules AND relkind <> 'v' THEN ' RULES' ELSE '' END,
              CASE WHEN relhassubclass OR relispartition THEN ' INHERITED' ELSE '' END,
              CASE WHEN relpersistence <> 'p' THEN ' UNLOGGED' ELSE '' END,
              CASE WHEN NOT pg_table_is_visible(oid) THEN ' HIDDEN BY ANOTHER' ELSE '' END)
       FROM pg_class
       WHERE relnamespace = current_schema()::regnamespace
         AND (relkind NOT IN ('r', 'i', 'S', 'c', 't') OR relrowsecurity OR relhasrules OR relhassubclass
              OR relispartition OR (relkind = 'r' AND (relpersistence <> 'p' OR NOT pg_table_is_visible(oid))))
       ORDER BY relname COLLATE "C" """
"""What no table of ours is: not all of its rows shown, those of others among them, or none after a crash."""
CONSTRAINTS: Final = """
    SELECT format('CONSTRAINT %s ON %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
       FROM pg_constraint
       WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'
         AND conrelid::regclass::text <> 'alembic_version'
       ORDER BY conrelid::regclass::text COLLATE "C", conname COLLATE "C" """
INDEXES: Final = """
    SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> 'alembic_version'
       ORDER BY indexname COLLATE "C" """
UNUSED: Final = """
    SELECT format('INDEX %s IS NOT KEPT', c.relname) FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid
       WHERE relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready AND indislive)
       ORDER BY relname COLLATE "C" """
TRIGGERS: Final = """
    SELECT pg_get_triggerdef(t.oid) || ' (' || tgenabled::text || ')'
           || CASE WHEN pronamespace <> current_schema()::regnamespace THEN ' OF ANOTHER SCHEMA' ELSE '' END
       FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid JOIN pg_proc AS p ON p.oid = tgfoid
       WHERE relnamespace = current_schema()::regnamespace
         AND NOT (tgisinternal AND proname LIKE 'RI\\_FKey\\_%' AND p.oid < 16384)
       ORDER BY tgname COLLATE "C" """
"""All but those that keep foreign keys."""
FOREIGN_KEYS: Final = """
    SELECT format('FOREIGN KEYS OF %s SWITCHED OFF', conrelid::regclass) FROM pg_constraint AS k
       WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND 4 <> (
           SELECT count(*) FROM pg_trigger WHERE tgconstraint = k.oid AND tgisinternal AND tgenabled = 'O')
       GROUP BY conrelid ORDER BY conrelid::regclass::text COLLATE "C" """
"""Each is kept by two triggers on either side."""
FUNCTIONS: Final = """
    SELECT CASE WHEN prokind = 'a' THEN format('AGGREGATE %s', p.oid::regprocedure) ELSE pg_get_functiondef(p.oid) END
       FROM pg_proc AS p JOIN pg_language AS l ON l.oid = prolang
       WHERE pronamespace = current_schema()::regnamespace
         AND NOT (lanname = 'c' AND coalesce(probin, '') = '$libdir/amcheck')
       ORDER BY proname COLLATE "C" """
"""All but those of the extension that compares indexes with their tables, wherever it was installed."""
TAKEN_FOR_BUILT_IN: Final = """
    SELECT format('FUNCTION %s OF %s, TAKEN FOR A BUILT-IN ONE', oid::regprocedure, pronamespace::regnamespace)
       FROM pg_proc AS p
       WHERE oid >= 16384 AND pronamespace <> current_schema()::regnamespace AND pg_function_is_visible(oid)
         AND EXISTS (SELECT FROM pg_proc AS b WHERE b.proname = p.proname AND b.oid < 16384)
         AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
    UNION ALL
    SELECT format('OPERATOR %s TAKEN FOR A BUILT-IN ONE', oid::regoperator) FROM pg_operator AS o
       WHERE oid >= 16384 AND pg_operator_is_visible(oid)
         AND EXISTS (SELECT FROM pg_operator AS b WHERE b.oprname = o.oprname AND b.oid < 16384)
         AND NOT EXISTS (
             SELECT FROM pg_depend WHERE classid = 'pg_operator'::regclass AND objid = o.oid AND deptype = 'e')
    UNION ALL
    SELECT format('CAST FROM %s TO %s', castsource::regtype, casttarget::regtype) FROM pg_cast
       WHERE oid >= 16384 AND castsource < 16384 AND casttarget < 16384
    ORDER BY 1"""
"""What a statement of ours may come to mean: a closer match is chosen before what PostgreSQL itself has. Those of
extensions may lie in a schema of their own."""
SETTINGS: Final = """
    SELECT format('SETTING %s = %s', name, setting) FROM pg_settings
       WHERE setting <> boot_val AND name IN
           ('gin_fuzzy_search_limit', 'ignore_checksum_failure', 'session_replication_role', 'transform_null_equals',
            'zero_damaged_pages')
       ORDER BY name"""
"""By which some of what is searched for is not found, references are not kept, or damaged pages are passed over."""
WORDS: Final = """
    SELECT format('TEXT SEARCH %s: %s -> %s', cfgname, alias, mapdict::regdictionary)
       FROM pg_ts_config JOIN pg_ts_config_map ON mapcfg = pg_ts_config.oid,
            LATERAL ts_token_type(cfgparser) AS kind
       WHERE cfgnamespace = current_schema()::regnamespace AND maptokentype = kind.tokid
       ORDER BY alias COLLATE "C" """
DICTIONARIES: Final = """
    SELECT DISTINCT
           format('TEXT SEARCH DICTIONARY %s: %s %s', mapdict::regdictionary, tmplname, dictinitoption) COLLATE "C"
       FROM pg_ts_config JOIN pg_ts_config_map ON mapcfg = pg_ts_config.oid JOIN pg_ts_dict AS d ON d.oid = mapdict
       JOIN pg_ts_template AS t ON t.oid = dicttemplate
       WHERE cfgnamespace = current_schema()::regnamespace ORDER BY 1"""
SEARCHES: Final = """
    SELECT format('TEXT SEARCH %s BY ANOTHER PARSER, OR HIDDEN', cfgname) FROM pg_ts_config
       WHERE cfgnamespace = current_schema()::regnamespace
         AND (NOT pg_ts_config_is_visible(oid) OR cfgparser <> (
             SELECT oid FROM pg_ts_parser WHERE prsname = 'default' AND prsnamespace = 'pg_catalog'::regnamespace))"""
SEQUENCES: Final = """
    SELECT format('SEQUENCE %s COUNTS OTHERWISE', sequencename) FROM pg_sequences
       WHERE schemaname = current_schema() AND (increment_by <> 1 OR cache_size <> 1 OR cycle)
       ORDER BY sequencename"""
"""One that counts down, or ahead for each connection, puts a later event before an earlier one."""
UNOWNED: Final = """
    SELECT format('SEQUENCE %s IS OF NO COLUMN THAT COUNTS BY IT', relname) FROM pg_class AS c
       WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace AND NOT EXISTS (
           SELECT FROM pg_depend AS owned JOIN pg_attrdef AS d ON adrelid = owned.refobjid AND adnum = owned.refobjsubid
           JOIN pg_depend AS used ON used.classid = 'pg_attrdef'::regclass AND used.objid = d.oid
           WHERE owned.classid = 'pg_class'::regclass AND owned.objid = c.oid AND owned.deptype = 'a'
             AND used.refclassid = 'pg_class'::regclass AND used.refobjid = c.oid)
       ORDER BY relname COLLATE "C" """
"""Numbers are asked of the sequence that a column owns: another one would fill gaps, below what was sealed."""
EVERY: Final = (
    *(COLUMNS, RELATIONS, CONSTRAINTS, INDEXES, UNUSED, TRIGGERS, FOREIGN_KEYS, FUNCTIONS, TAKEN_FOR_BUILT_IN),
    *(SETTINGS, WORDS, DICTIONARIES, SEARCHES, SEQUENCES, UNOWNED),
)
