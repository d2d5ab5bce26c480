import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/index.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrationOf, migrationsFolder, prismaFolder, readMigrations } from '../../src/store/migrations.ts';
import { diffSchemas } from '../../src/store/schema-engine.ts';
import { newTestPlace, openTestStore, type TestStore, testServer } from '../support/database.ts';
import { createTestDatabase } from '../support/original-databases.ts';
import { definitions, onDatabase } from './contents.ts';

/** What a migration adds by hand because schema.prisma cannot say it: one line each, as `definitions` prints it. */
const addedByHand: string[] = [
  `CREATE INDEX "Entry_answers_words_idx" ON public."Entry" USING gin (jsonb_to_tsvector('simple'::regconfig, (translate((answers)::text, '/<>@_=&+|'::text, '         '::text))::jsonb, '["string"]'::jsonb)) WHERE (answers IS NOT NULL)`,
];

const log = createLog('silent');
let store: TestStore;
let client: pg.Client;

beforeAll(async () => {
  store = await openTestStore();
  client = new pg.Client(store.connection);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await store.close();
});

async function withMigrations(names: string[], work: () => Promise<void>): Promise<void> {
  await work().finally(() =>
    client.query('DELETE FROM _prisma_migrations WHERE migration_name = ANY($1)', [names]),
  );
}

test('a start with nothing to apply does not load the migration engine', () => {
  expect(Reflect.get(globalThis, Symbol.for('tutti.schema-engine'))).toBeUndefined();
});

test('a database that newer code has used is refused', async () => {
  const name = '99990101000000_later';
  await withMigrations([name], async () => {
    await migrate(store.connection, log, [...readMigrations(), migrationOf(name, 'SELECT 1')]);
    await expect(migrate(store.connection, log)).rejects.toMatchObject({
      code: 'database_too_new',
      message:
        'The database was last used by a newer Tutti. Start that version, or restore a backup made by this one.',
    });
  });
});

test('a migration that fails stops this start and every later one', async () => {
  const failing = [...readMigrations(), migrationOf('99990101000000_bad', 'CREATE TABLE "Person" (id int)')];
  await withMigrations(['99990101000000_bad'], async () => {
    for (const _ of ['first', 'second'])
      await expect(migrate(store.connection, log, failing)).rejects.toMatchObject({
        code: 'migration_failed',
      });
  });
  await migrate(store.connection, log);
});

test('a migration that was edited after the database had it is refused', async () => {
  const edited = readMigrations().map(({ name, sql }) => migrationOf(name, `${sql}\n-- one more line`));
  await expect(migrate(store.connection, log, edited)).rejects.toMatchObject({ code: 'migration_edited' });
});

describe('schema.prisma', () => {
  test('says what the migrations make (if not: npm run db:migration -- NAME)', async () => {
    const migrated = await definitions(client);
    const { place, remove } = await newTestPlace();
    const sql = await diffSchemas(undefined, readFileSync(join(prismaFolder, 'schema.prisma'), 'utf8'));
    const described = await onDatabase(place, async (empty) => {
      await empty.query('DROP SCHEMA public CASCADE');
      await empty.query(sql);
      return definitions(empty);
    });
    await remove();
    const ours = migrated.filter(
      (line) => !line.includes('_prisma_migrations') && !addedByHand.includes(line),
    );
    expect(ours).toEqual(described);
  });

  test('is kept beside the migrations as the last one found it (if not: npm run db:migration -- NAME)', () => {
    expect(readFileSync(join(migrationsFolder, 'schema.prisma'), 'utf8')).toBe(
      readFileSync(join(prismaFolder, 'schema.prisma'), 'utf8'),
    );
  });
});

test.runIf(testServer)(
  'replicas that start together on an empty database apply each migration once',
  async () => {
    const { url, drop } = await createTestDatabase(String(testServer));
    const replicas = await Promise.all(
      [1, 2, 3].map(() => openStore({ databaseUrl: url, dataDir: 'unused', log })),
    );
    const applied = await Promise.all(
      replicas.map(({ db }) => db.$queryRaw`SELECT migration_name AS name FROM _prisma_migrations`),
    );
    const once = readMigrations().map(({ name }) => ({ name }));
    expect(applied).toEqual([once, once, once]);
    await Promise.all(replicas.map((replica) => replica.close()));
    await drop();
  },
);

test.runIf(testServer)(
  'a replica that meets a migration under way waits for it, and does not call it failed',
  async () => {
    const { url, drop } = await createTestDatabase(String(testServer));
    const first = await openStore({ databaseUrl: url, dataDir: 'unused', log });
    const holder = new pg.Client(url);
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock(7088411)');
    await holder.query('UPDATE _prisma_migrations SET finished_at = NULL');
    const second = openStore({ databaseUrl: url, dataDir: 'unused', log });
    await expect
      .poll(
        async () =>
          (await holder.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount,
      )
      .toBeGreaterThan(0);
    await holder.query('UPDATE _prisma_migrations SET finished_at = now()');
    await holder.query('SELECT pg_advisory_unlock(7088411)');
    await (await second).close();
    await holder.end();
    await first.close();
    await drop();
  },
);
