import type pg from 'pg';

export type Table = {
  schema: string;
  name: string;
  /** Those that can be written, in the table's order, with their types as SQL names them. */
  columns: { name: string; type: string }[];
};

/**
 * The tables of pg-boss that hold what must not be lost: which jobs wait, and when others fall due. Left out are its
 * notes on processes that are gone by the time of a restore (instance, warning, queue_stats), its list of indexes to
 * build (bam) and its version: those belong to an installation and not to its data.
 */
const queueTables = ['queue', 'schedule', 'subscription', 'job', 'job_dependency'];

/** Every table that a backup holds. A partitioned table stands for its parts. */
export async function listTables(client: pg.ClientBase, schema = 'public'): Promise<Table[]> {
  const { rows } = await client.query(
    `SELECT n.nspname AS schema, c.relname AS name,
            json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                     ORDER BY a.attnum) AS columns
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND (n.nspname = $1 OR n.nspname = 'pgboss' AND c.relname = ANY($2))
     GROUP BY 1, 2
     ORDER BY n.nspname = 'pgboss', array_position($2, c.relname::text), 2`,
    [schema, queueTables],
  );
  return rows;
}

export type ForeignKey = { table: string; name: string; definition: string };

/** The foreign keys of a schema's tables: dropped while rows arrive in any order, and added when all are there. */
export async function listForeignKeys(client: pg.ClientBase, schema: string): Promise<ForeignKey[]> {
  const { rows } = await client.query(
    `SELECT c.conrelid::regclass::text AS table, quote_ident(c.conname) AS name,
            pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
     WHERE n.nspname = $1 AND c.contype = 'f' AND c.conparentid = 0
     ORDER BY 1, 2`,
    [schema],
  );
  return rows;
}

export function quoted(...names: string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
}
