import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backup } from '../../src/store/backup.ts';
import { copyToServer } from '../../src/store/copy.ts';
import { Prisma } from '../../src/store/index.ts';
import { migrationOf, readMigrations } from '../../src/store/migrations.ts';
import { restore } from '../../src/store/restore.ts';
import {
  newTestPlace,
  openTestStore,
  type TestPlace,
  type TestStore,
  testServer,
} from '../support/database.ts';
import { type AllRows, allRows, definitions, fillEveryTable, onDatabase } from './contents.ts';

/** The database that a bot runs on, what it holds, and the backup that was made of it meanwhile. */
let store: TestStore;
let original: AllRows;
let file: string;
/** Another database, migrated and empty at first, which the tests restore into, each in its turn. */
let target: TestPlace;
let definedByMigrations: string[];

beforeAll(async () => {
  store = await openTestStore();
  await fillEveryTable(store);
  original = await onDatabase(store.place, allRows, store.connection);
  file = join(tmpdir(), `tutti-test-${process.pid}-${store.kind}.gz`);
  await backup(store.place, file);
  target = await newTestPlace();
  definedByMigrations = await onDatabase(target.place, definitions);
});

afterAll(async () => {
  await store.close();
  await target.remove();
  rmSync(file, { force: true });
});

/** Makes a backup of something else, restores it over what the target holds, and looks at the result. */
async function overwrite(from: string): Promise<AllRows> {
  await restore(target.place, { file: from, force: true });
  return onDatabase(target.place, allRows);
}

test('a backup made while the bot runs gives back every row of every table, and a queue that goes on', async () => {
  const empty = Object.keys(original).filter((table) => original[table]?.length === 0);
  expect(empty.sort()).toEqual(['pgboss.job_dependency', 'pgboss.subscription']);

  await restore(target.place, { file, force: false });
  await onDatabase(target.place, async (client, connection) => {
    expect(await allRows(client)).toEqual(original);
    expect(await definitions(client)).toEqual(definedByMigrations);

    const boss = new PgBoss({ ...connection, schema: 'pgboss', supervise: false, schedule: false } as object);
    await boss.start();
    expect(await boss.fetch('remind')).toMatchObject([{ data: { person: 'Ada' } }]);
    expect(await boss.getSchedules('remind')).toMatchObject([{ cron: '0 7 * * *' }]);
    await boss.stop({ graceful: false });
  });
});

test('a backup can be read by its owner alone', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a backup shows one instant, however much is written meanwhile', async () => {
  const busy = `${file}.busy`;
  let writing = true;
  let written = 0;
  const writer = async () => {
    while (writing) {
      await store.db.$transaction(async (tx) => {
        const workspace = await tx.workspace.create({ data: { name: 'busy' } });
        await tx.department.create({ data: { workspaceId: workspace.id, name: 'busy' } });
      });
      written += 1;
    }
  };
  const writers = Promise.all([writer(), writer(), writer()]);
  await expect.poll(() => written).toBeGreaterThan(5);
  const atStart = written;
  await backup(store.place, busy);
  expect(written).toBeGreaterThan(atStart);
  writing = false;
  await writers;
  await store.db.workspace.deleteMany({ where: { name: 'busy' } });

  const rows = await overwrite(busy);
  const named = (table: string) => (rows[table] ?? []).filter((row) => row.includes('busy')).length;
  expect(named('public.Workspace')).toBeGreaterThanOrEqual(atStart);
  expect(named('public.Department')).toBe(named('public.Workspace'));
  rmSync(busy);
});

test('JSON null and no JSON at all stay what they are', async () => {
  const { id } = await store.db.entry.findFirstOrThrow();
  const nulls = `${file}.nulls`;
  await store.db.entry.update({ where: { id }, data: { answers: Prisma.JsonNull } });
  const expected = await onDatabase(store.place, allRows, store.connection);
  await backup(store.place, nulls);
  expect(await overwrite(nulls)).toEqual(expected);
  expect(expected['public.Entry']?.[0]).toContain(',null,');
  rmSync(nulls);
});

describe('restore', () => {
  test('refuses a database that holds data, unless it is forced', async () => {
    await overwrite(file);
    await expect(restore(target.place, { file, force: false })).rejects.toMatchObject({
      code: 'target_not_empty',
      message: expect.stringContaining('--force'),
    });
    expect(await overwrite(file)).toEqual(original);
  });

  test('refuses a database that a bot runs on, forced or not', async () => {
    await store.db.workspace.count();
    await expect(restore(store.place, { file, force: true })).rejects.toMatchObject({
      code: store.kind === 'embedded' ? 'data_dir_in_use' : 'target_in_use',
    });
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ['cut at a line', (bytes: Buffer) => repacked(bytes, (text) => text.split('\n').slice(0, -5).join('\n'))],
    ['with one letter changed', (bytes: Buffer) => repacked(bytes, (text) => text.replace('Acme', 'Acne'))],
    ['with a row missing', (bytes: Buffer) => repacked(bytes, (text) => text.replace(/\n\[.*\n/, '\n'))],
    ['with more after its end', (bytes: Buffer) => Buffer.concat([bytes, bytes])],
    ['that is something else', () => Buffer.from('Dear customer,\n')],
    ['that is empty', () => Buffer.alloc(0)],
  ])('refuses a file %s, and changes nothing', async (_, spoil) => {
    const spoilt = `${file}.spoilt`;
    writeFileSync(spoilt, spoil(readFileSync(file)));
    await expect(restore(store.place, { file: spoilt, force: true })).rejects.toMatchObject({
      code: 'backup_damaged',
    });
    rmSync(spoilt);
  });

  test('refuses a backup made by newer code', async () => {
    await expect(restore(store.place, { file, force: true, migrations: [] })).rejects.toMatchObject({
      code: 'backup_too_new',
    });
  });

  test('leaves the old data whole when it fails on the way', async () => {
    const before = await overwrite(file);
    const broken = readMigrations().map(({ name }) =>
      migrationOf(name, 'CREATE TABLE "Workspace" (id uuid)'),
    );
    await expect(restore(target.place, { file, force: true, migrations: broken })).rejects.toThrow();
    expect(await onDatabase(target.place, allRows)).toEqual(before);
  });

  test('brings a backup made by older code to the tables of newer code', async () => {
    const migrations = [
      ...readMigrations(),
      migrationOf('99990101000000_new_role', `ALTER TYPE "Role" ADD VALUE 'guest'`),
      migrationOf('99990101000001_use_it', `ALTER TABLE "Person" ALTER role SET DEFAULT 'guest'`),
    ];
    const newer = `${file}.newer`;
    await restore(target.place, { file, force: true, migrations });
    const before = await onDatabase(target.place, async (client) => {
      await client.query(`INSERT INTO "Person" (id, "workspaceId", name, "updatedAt")
        SELECT gen_random_uuid(), id, 'Grace', now() FROM "Workspace" LIMIT 1`);
      return allRows(client);
    });
    expect(before['public.Person']?.filter((row) => row.includes('guest'))).toHaveLength(1);
    await backup(target.place, newer);
    await restore(target.place, { file: newer, force: true, migrations });
    expect(await onDatabase(target.place, allRows)).toEqual(before);
    rmSync(newer);
  });

  test('refuses a database that is not Tutti’s, forced or not', async () => {
    await onDatabase(target.place, (client) => client.query('DROP TABLE _prisma_migrations'));
    await expect(restore(target.place, { file, force: true })).rejects.toMatchObject({
      code: 'target_not_ours',
    });
  });
});

test.runIf(testServer)(
  'the embedded database and a server restore each other’s backups, or are copied',
  async () => {
    const { place, remove } = await newTestPlace('embedded');
    const server = await newTestPlace();
    const again = `${file}.again`;
    await restore(place, { file, force: false });
    expect(await onDatabase(place, allRows)).toEqual(original);

    await backup(place, again);
    await restore(server.place, { file: again, force: false });
    expect(await onDatabase(server.place, allRows)).toEqual(original);

    const { databaseUrl } = server.place;
    const copy = () => copyToServer(place.dataDir, String(databaseUrl));
    await expect(copy()).rejects.toMatchObject({ code: 'target_not_empty' });
    await onDatabase(server.place, (client) => client.query('TRUNCATE "Workspace" CASCADE'));
    const { tables } = await copy();
    expect(await onDatabase(server.place, allRows)).toEqual(original);
    expect(tables.map(({ rows }) => rows)).toEqual(Object.values(original).map((rows) => rows.length));

    await server.remove();
    await remove();
    rmSync(again);
  },
);

function repacked(bytes: Buffer, change: (text: string) => string): Buffer {
  return gzipSync(change(gunzipSync(bytes).toString()));
}
