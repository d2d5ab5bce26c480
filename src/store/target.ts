import type pg from 'pg';
import { TuttiError } from '../errors.ts';
import { type OpenDatabase, openFolder, openServer, type StorePlace } from './source.ts';
import { listTables, quoted } from './tables.ts';

/** Opens a database to be filled, and refuses one that is in use, not Tutti's, or (unless forced) not empty. */
export async function openTarget(
  { databaseUrl, dataDir }: StorePlace,
  force: boolean,
): Promise<OpenDatabase> {
  const target = databaseUrl === undefined ? await openFolder(dataDir) : await openServer(databaseUrl);
  try {
    await refuseUnlessFree(target.client, force);
    return target;
  } catch (error) {
    await target.close();
    throw error;
  }
}

async function refuseUnlessFree(client: pg.ClientBase, force: boolean): Promise<void> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'tutti' AND pid <> pg_backend_pid()`,
  );
  if (rows.length > 0)
    throw new TuttiError(
      'target_in_use',
      'A Tutti is running on that database. Stop it first, every replica of it.',
    );

  const tables = (await listTables(client)).filter(({ schema }) => schema === 'public');
  if (tables.length > 0 && !tables.some(({ name }) => name === '_prisma_migrations'))
    throw new TuttiError(
      'target_not_ours',
      'That database holds tables that are not Tutti’s. Give Tutti a database of its own.',
    );
  if (!force && (await holdsRows(client, tables)))
    throw new TuttiError(
      'target_not_empty',
      'That database already holds data, which would be lost. Choose an empty one, or replace it with npm run restore -- FILE --force.',
    );
}

async function holdsRows(
  client: pg.ClientBase,
  tables: { schema: string; name: string }[],
): Promise<boolean> {
  for (const { schema, name } of tables) {
    if (name === '_prisma_migrations') continue;
    const { rows } = await client.query(`SELECT 1 FROM ${quoted(schema, name)} LIMIT 1`);
    if (rows.length > 0) return true;
  }
  return false;
}
