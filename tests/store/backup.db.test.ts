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
import type { StorePlace } from '../../src/store/source.ts';
import {
  copyOfDataDir,
  newTestPlace,
  openTestStore,
  type TestStore,
  testServer,
} from '../support/database.ts';
import { allRows, definitions, fillEveryTable, onDatabase } from './contents.ts';

let store: TestStore;
let file: string;

beforeAll(async () => {
  store = await openTestStore();
  await fillEveryTable(store);
  file = join(tmpdir(), `tutti-test-${process.pid}-${store.kind}.gz`);
  await backup(store.place, file);
});

afterAll(async () => {
  await store.close();
  rmSync(file, { force: true });
});

async function withPlace(work: (place: StorePlace) => Promise<void>, server = testServer): Promise<void> {
  const { place, remove } = await newTestPlace(server);
  try {
    await work(place);
  } finally {
    await remove();
  }
}

describe('a backup made while the bot runs, once restored', () => {
  let copy: { place: StorePlace; remove(): Promise<void> };
  let definedBefore: string[];

  beforeAll(async () => {
    copy = await newTestPlace();
    definedBefore = await onDatabase(copy.place, definitions);
    await restore(copy.place, { file, force: false });
  });
  afterAll(() => copy.remove());

  test('has given back every row of every table', async () => {
    const before = await onDatabase(store.place, allRows, store.connection);
    const empty = Object.keys(before).filter((table) => before[table]?.length === 0);
    expect(empty.sort()).toEqual(['pgboss.job_dependency', 'pgboss.subscription']);
    expect(await onDatabase(copy.place, allRows)).toEqual(before);
  });

  test('has tables that are defined as migrations define them', async () => {
    expect(await onDatabase(copy.place, definitions)).toEqual(definedBefore);
  });

  test('has a queue that goes on', async () => {
    await onDatabase(copy.place, async (_client, connection) => {
      const boss = new PgBoss({
        ...connection,
        schema: 'pgboss',
        supervise: false,
        schedule: false,
      } as object);
      await boss.start();
      expect(await boss.fetch('remind')).toMatchObject([{ data: { person: 'Ada' } }]);
      expect(await boss.getSchedules('remind')).toMatchObject([{ cron: '0 7 * * *' }]);
      await boss.stop({ graceful: false });
    });
  });
});

describe('a backup', () => {
  test('can be read by its owner alone', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('shows one instant, however much is written meanwhile', async () => {
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
    await withPlace(async (place) => {
      await restore(place, { file: busy, force: false });
      const rows = await onDatabase(place, allRows);
      const named = (table: string) => (rows[table] ?? []).filter((row) => row.includes('busy')).length;
      expect(named('public.Workspace')).toBeGreaterThanOrEqual(atStart);
      expect(named('public.Department')).toBe(named('public.Workspace'));
    });
    rmSync(busy);
  });
});

describe('restore', () => {
  test('refuses a database that holds data, unless it is forced', async () => {
    await withPlace(async (place) => {
      await restore(place, { file, force: false });
      await expect(restore(place, { file, force: false })).rejects.toMatchObject({
        code: 'target_not_empty',
        message: expect.stringContaining('--force'),
      });
      await restore(place, { file, force: true });
      expect(await onDatabase(place, allRows)).toEqual(
        await onDatabase(store.place, allRows, store.connection),
      );
    });
  });

  test('refuses a database that a bot runs on, forced or not', async () => {
    await store.db.workspace.count();
    await expect(restore(store.place, { file, force: true })).rejects.toMatchObject({
      code: store.kind === 'embedded' ? 'data_dir_in_use' : 'target_in_use',
    });
  });

  test('refuses a database that is not Tutti’s, forced or not', async () => {
    await withPlace(async (place) => {
      await onDatabase(place, (client) =>
        client.query('DROP TABLE _prisma_migrations; CREATE TABLE "Invoice" (id int)'),
      );
      await expect(restore(place, { file, force: true })).rejects.toMatchObject({ code: 'target_not_ours' });
    });
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    [
      'cut at a line',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().split('\n').slice(0, -5).join('\n')),
    ],
    [
      'with one letter changed',
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('Acme', 'Acne')),
    ],
    [
      'with a row missing',
      (bytes: Buffer) =>
        gzipSync(
          gunzipSync(bytes)
            .toString()
            .replace(/\n\[.*\n/, '\n'),
        ),
    ],
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

  test('brings a backup made by older code to this code’s tables', async () => {
    const migrations = [
      ...readMigrations(),
      migrationOf('99990101000000_new_role', `ALTER TYPE "Role" ADD VALUE 'guest'`),
      migrationOf('99990101000001_use_it', `ALTER TABLE "Person" ALTER role SET DEFAULT 'guest'`),
    ];
    const newer = `${file}.newer`;
    await withPlace(async (place) => {
      await restore(place, { file, force: false, migrations });
      await onDatabase(place, (client) =>
        client.query(`INSERT INTO "Person" (id, "workspaceId", name, "updatedAt")
          SELECT gen_random_uuid(), id, 'Grace', now() FROM "Workspace" LIMIT 1`),
      );
      await backup(place, newer);
      const before = await onDatabase(place, allRows);
      expect(before['public.Person']?.filter((row) => row.includes('guest'))).toHaveLength(1);
      await restore(place, { file: newer, force: true, migrations });
      expect(await onDatabase(place, allRows)).toEqual(before);
    });
    rmSync(newer);
  });

  test('leaves the old data whole when it fails on the way', async () => {
    await withPlace(async (place) => {
      await restore(place, { file, force: false });
      const before = await onDatabase(place, allRows);
      const broken = readMigrations().map(({ name }) =>
        migrationOf(name, 'CREATE TABLE "Workspace" (id uuid)'),
      );
      await expect(restore(place, { file, force: true, migrations: broken })).rejects.toThrow();
      expect(await onDatabase(place, allRows)).toEqual(before);
    });
  });
});

describe.runIf(testServer)('the embedded database and a server', () => {
  test('restore each other’s backups', async () => {
    const embedded = { dataDir: await copyOfDataDir() };
    const again = `${file}.again`;
    await restore(embedded, { file, force: false });
    await backup(embedded, again);
    await withPlace(async (place) => {
      await restore(place, { file: again, force: false });
      expect(await onDatabase(place, allRows)).toEqual(
        await onDatabase(store.place, allRows, store.connection),
      );
    });
    rmSync(embedded.dataDir, { recursive: true });
    rmSync(again);
  });

  test('db:copy takes everything to the server, once', async () => {
    const dataDir = await copyOfDataDir();
    await restore({ dataDir }, { file, force: false });
    await withPlace(async (place) => {
      const { tables } = await copyToServer(dataDir, String(place.databaseUrl));
      const rows = await onDatabase(place, allRows);
      expect(rows).toEqual(await onDatabase({ dataDir }, allRows));
      expect(tables.map(({ rows }) => rows)).toEqual(Object.values(rows).map((list) => list.length));
      await expect(copyToServer(dataDir, String(place.databaseUrl))).rejects.toMatchObject({
        code: 'target_not_empty',
      });
    });
    rmSync(dataDir, { recursive: true });
  });
});

test('JSON null and no JSON at all stay what they are', async () => {
  const { personId, occurrenceId } = await store.db.entry.findFirstOrThrow();
  const where = { occurrenceId_personId: { occurrenceId, personId } };
  await store.db.entry.update({ where, data: { answers: Prisma.JsonNull } });
  const nulls = `${file}.nulls`;
  await backup(store.place, nulls);
  await withPlace(async (place) => {
    await restore(place, { file: nulls, force: false });
    const { rows } = await onDatabase(place, (client) =>
      client.query(`SELECT answers::text FROM "Entry" WHERE "personId" = $1`, [personId]),
    );
    expect(rows).toEqual([{ answers: 'null' }]);
  });
  rmSync(nulls);
});
