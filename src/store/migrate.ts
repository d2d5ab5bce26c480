import type pg from 'pg';
import { TuttiError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Migration, readMigrations } from './migrations.ts';
import { connect } from './server.ts';

/** Any number that no other program on the database takes; held while one replica migrates. */
const advisoryLock = 7_088_411;

type Recorded = { name: string; checksum: string; finished: boolean; rolledBack: boolean };

/**
 * Brings the database to this code's schema. Replicas that start together wait for each other here, so that each
 * migration is applied once. With nothing to apply this is two statements.
 */
export async function migrate(
  connection: pg.PoolConfig,
  log: Log,
  migrations: Migration[] = readMigrations(),
): Promise<void> {
  const client = await connect(connection);
  try {
    const before = await recorded(client);
    // One that is not finished may be in the hands of another replica: only under the lock is it one that failed.
    const underWay = before.some(({ finished, rolledBack }) => !finished && !rolledBack);
    if (!underWay && missing(migrations, before).length === 0) return;
    // Session locks last as long as this connection. On the embedded database they guard nothing, nor need they:
    // there is one process.
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    if (missing(migrations, await recorded(client)).length === 0) return;
    const { applyMigrations } = await import('./schema-engine.ts');
    const applied = await applyMigrations(connection, migrations).catch((cause) => {
      throw failed(cause);
    });
    log.info('store.migrated', { migrations: applied.length });
  } finally {
    await client.end();
  }
}

/** The migrations the database has not had; throws when it has had others than this code knows. */
function missing(migrations: Migration[], applied: Recorded[]): Migration[] {
  const done = applied.filter(({ rolledBack }) => !rolledBack);
  if (done.some(({ finished }) => !finished)) throw failed(undefined);
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  if (done.some(({ name }) => !known.has(name))) throw tooNew();
  if (done.some(({ name, checksum }) => known.get(name) !== checksum)) throw edited();
  const names = new Set(done.map(({ name }) => name));
  return migrations.filter(({ name }) => !names.has(name));
}

export async function recorded(client: pg.ClientBase): Promise<Recorded[]> {
  const { rows: found } = await client.query(
    "SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS yes",
  );
  if (!found[0]?.yes) return [];
  const { rows } = await client.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
            rolled_back_at IS NOT NULL AS "rolledBack" FROM _prisma_migrations ORDER BY migration_name`,
  );
  return rows;
}

function tooNew(): TuttiError {
  return new TuttiError(
    'database_too_new',
    'The database was last used by a newer Tutti. Start that version, or restore a backup made by this one.',
  );
}

function edited(): TuttiError {
  return new TuttiError(
    'migration_edited',
    'A migration was changed after the database had it. Restore the file in prisma/migrations, and add a new one instead.',
  );
}

function failed(cause: unknown): TuttiError {
  return new TuttiError(
    'migration_failed',
    'A migration failed, so this version cannot use the database. Go back to the version before, with the last backup, and report it.',
    { cause },
  );
}
