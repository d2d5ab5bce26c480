import type pg from 'pg';
import { quoted } from './tables.ts';

type Kind = 'TABLE' | 'VIEW' | 'MATERIALIZED VIEW' | 'SEQUENCE' | 'FUNCTION' | 'TYPE' | 'DOMAIN';
type SchemaObject = { kind: Kind; name: string };

/** What a schema holds, less what an extension has put there, tables first. Their parts go where they go. */
async function listObjects(client: pg.ClientBase, schema: string): Promise<SchemaObject[]> {
  const { rows } = await client.query(
    `WITH own AS (SELECT oid FROM pg_namespace WHERE nspname = $1),
          part AS (SELECT objid FROM pg_depend WHERE deptype IN ('e', 'a', 'i'))
     SELECT 1 AS place, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                        ELSE 'TABLE' END AS kind, quote_ident($1) || '.' || quote_ident(relname) AS name
       FROM pg_class WHERE relnamespace IN (SELECT oid FROM own) AND relkind IN ('r', 'p', 'v', 'm', 'S')
        AND NOT relispartition AND oid NOT IN (SELECT objid FROM part)
     UNION ALL
     SELECT 2, 'FUNCTION', oid::regprocedure::text
       FROM pg_proc WHERE pronamespace IN (SELECT oid FROM own) AND prokind = 'f' AND oid NOT IN (SELECT objid FROM part)
     UNION ALL
     SELECT 3, CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, quote_ident($1) || '.' || quote_ident(typname)
       FROM pg_type WHERE typnamespace IN (SELECT oid FROM own) AND typtype IN ('e', 'd')
        AND oid NOT IN (SELECT objid FROM part)
     ORDER BY 1, 2, 3`,
    [schema],
  );
  return rows;
}

/** Drops Tutti's tables and queue; the public schema itself may belong to somebody else. */
export async function dropEverything(client: pg.ClientBase): Promise<void> {
  await client.query('SET LOCAL search_path = pg_catalog');
  for (const { kind, name } of await listObjects(client, 'public'))
    await client.query(`DROP ${kind} IF EXISTS ${name} CASCADE`);
  await client.query('DROP SCHEMA IF EXISTS pgboss CASCADE');
}

export async function moveToPublic(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query('SET LOCAL search_path = pg_catalog');
  for (const { kind, name } of await listObjects(client, schema))
    await client.query(`ALTER ${kind} ${name} SET SCHEMA public`);
}

/** Lets counting columns go on after the highest value that a table holds. */
export async function advanceSequences(client: pg.ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT c.relname AS table, a.attname AS column, d.objid::regclass::text AS sequence
     FROM pg_depend d
     JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
     JOIN pg_class c ON c.oid = d.refobjid
     JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
     WHERE d.deptype IN ('a', 'i')`,
    [schema],
  );
  for (const { table, column, sequence } of rows) {
    const highest = `max(${quoted(column)})`;
    await client.query(
      `SELECT setval($1, coalesce(${highest}, 1), ${highest} IS NOT NULL) FROM ${quoted(schema, table)}`,
      [sequence],
    );
  }
}
