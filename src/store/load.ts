import type pg from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { TuttiError } from '../errors.ts';
import { type ArchiveHeader, type ArchivePart, type ArchiveParts, archiveTooNew } from './archive.ts';
import { plainText } from './dump.ts';
import { type Migration, readMigrations } from './migrations.ts';
import { advanceSequences, dropEverything, moveToPublic } from './schemas.ts';
import { type ForeignKey, listForeignKeys, listTables, quoted } from './tables.ts';

/** Where rows arrive before they take the place of the old ones. */
const scratch = 'tutti_restore';

/** As Prisma's engine makes it; the rows are in the archive, and the engine goes on from them. */
const migrationsTable = `CREATE TABLE _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

type Target = { name: string; insert: string };

/**
 * Puts an archive into a database in the place of all that is there, at the version that the archive was made by.
 * Empty tables are made first, in a schema of their own. (Not in the same transaction: a value that a migration adds
 * to an enum type can be used only once it is committed.) One transaction then fills them, drops the old tables, moves
 * the new ones to their place and makes the queue: whatever stops it, the old data is whole.
 */
export async function load(
  client: pg.ClientBase,
  parts: ArchiveParts,
  migrations: Migration[] = readMigrations(),
): Promise<void> {
  let foreignKeys: ForeignKey[] | undefined;
  let target: Target | undefined;
  let swapped = false;
  const show = async () => {
    if (!swapped) await swap(client, foreignKeys ?? []);
    swapped = true;
  };
  try {
    for await (const part of parts) {
      if (part.part === 'header') {
        foreignKeys = await makeScratch(client, knownMigrations(part.header, migrations));
        await client.query(`BEGIN; ${plainText} SET LOCAL search_path = ${scratch}`);
      } else if (part.part === 'table') {
        if (part.schema === 'pgboss') await show();
        target = await targetOf(client, part);
      } else if (part.part === 'rows' && target) {
        await client.query(target.insert, [`[${part.rows.join(',')}]`]);
      } else if (part.part === 'count' && target) {
        const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${target.name}`);
        if (rows[0]?.count !== part.count) throw incomplete(target.name);
      }
    }
    await show();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    await client.query(`RESET search_path; DROP SCHEMA IF EXISTS ${scratch} CASCADE`).catch(() => {});
  }
}

/** Tables as they were when the archive was made, without foreign keys, so that rows may arrive in any order. */
async function makeScratch(client: pg.ClientBase, migrations: Migration[]): Promise<ForeignKey[]> {
  await client.query(`DROP SCHEMA IF EXISTS ${scratch} CASCADE; CREATE SCHEMA ${scratch}`);
  await client.query(`SET search_path = ${scratch}`);
  for (const { sql } of migrations) await client.query(sql);
  await client.query(migrationsTable);
  const foreignKeys = await listForeignKeys(client, scratch);
  for (const { table, name } of foreignKeys)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  // A migration may have put rows of its own; the archive has them too.
  for (const { schema, name } of await listTables(client, scratch))
    if (schema === scratch) await client.query(`TRUNCATE ${quoted(schema, name)}`);
  return foreignKeys;
}

/** The migrations of an archive; throws when this code has not all of them. */
export function knownMigrations(header: ArchiveHeader, migrations: Migration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  return header.migrations.map((name) => {
    const migration = known.get(name);
    if (!migration) throw archiveTooNew();
    return migration;
  });
}

/** Puts the new tables in the place of the old ones, and makes an empty queue. */
async function swap(client: pg.ClientBase, foreignKeys: ForeignKey[]): Promise<void> {
  for (const { table, name, definition } of foreignKeys)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  await advanceSequences(client, scratch);
  await dropEverything(client);
  await moveToPublic(client, scratch);
  await client.query(queueConstruction());
}

/** The tables of the pg-boss that is installed, without the transaction that they come in. */
function queueConstruction(): string {
  return getConstructionPlans('pgboss')
    .replace(/^\s*BEGIN;/, '')
    .replace(/COMMIT;\s*$/, '');
}

/** How the rows of one table are written. Columns that a newer pg-boss no longer has are left out. */
async function targetOf(
  client: pg.ClientBase,
  part: Extract<ArchivePart, { part: 'table' }>,
): Promise<Target> {
  const schema = part.schema === 'pgboss' ? 'pgboss' : scratch;
  const table = (await listTables(client, scratch)).find((t) => t.schema === schema && t.name === part.table);
  const columns = (table?.columns ?? []).map((column) => ({
    ...column,
    at: part.columns.indexOf(column.name),
  }));
  const here = columns.filter(({ at }) => at >= 0);
  const fits = here.length === columns.length && here.length === part.columns.length;
  if (!table || (!fits && schema !== 'pgboss')) throw incomplete(part.table);
  const name = quoted(schema, part.table);
  return {
    name,
    insert: `INSERT INTO ${name} (${here.map((column) => quoted(column.name))}) OVERRIDING SYSTEM VALUE
      SELECT ${here.map(({ at, type }) => `(r->>${at})::${type}`)} FROM json_array_elements($1::json) r`,
  };
}

function incomplete(table: string): TuttiError {
  return new TuttiError('restore_failed', `The table ${table} did not arrive whole. Nothing was changed.`);
}
