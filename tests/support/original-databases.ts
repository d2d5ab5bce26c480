// The databases that tests copy. Migrating takes seconds, copying a migrated database a tenth of one: so the original
// is made once, and kept (under node_modules/.cache, or on the server) until a migration changes.
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { jobs } from '../../src/jobs/index.ts';
import { createQueue } from '../../src/jobs/queue.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { readMigrations } from '../../src/store/migrations.ts';

const log = createLog('silent');
const modules = join(import.meta.dirname, '../../node_modules');
const cache = join(modules, '.cache/tutti-test-database');
const pglite = JSON.parse(readFileSync(join(modules, '@electric-sql/pglite/package.json'), 'utf8'));

/** Where the folders of tests lie: in memory where there is plenty, for copying is most of what they do. */
export const testFolders = roomy('/dev/shm') ? '/dev/shm' : tmpdir();

function roomy(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 4 * 1024 ** 3;
}

/** A database of its own on the server, empty unless an original is named. */
export async function createTestDatabase(server: string, original = 'template0') {
  // The minute in the name lets a later run see which ones a killed run has left.
  const minute = Math.floor(Date.now() / 60_000);
  const name = `tutti_test_${minute}_${randomUUID().slice(0, 8)}`;
  await asAdministrator(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${original}`));
  return {
    url: urlOf(server, name),
    drop: async () => {
      await asAdministrator(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** Makes the originals that a run needs, once, before its first test. */
export async function prepareTestDatabases(server: string | undefined): Promise<void> {
  removeLeftOver();
  if (!server) return void (await ensureOriginalFolder());
  await dropLeftOver(server);
  await ensureOriginalDatabase(server);
}

/** pg-boss takes a second for its tables, and most tests need them. */
async function installQueue({ connection }: Store): Promise<void> {
  const now = () => new Date();
  const queue = createQueue({ connection, handlers: jobs, now, log, metrics: createMetrics(), work: false });
  await queue.open();
  await queue.stop(1_000);
}

/** Names what the original is made of: this folder's migrations by this version of PGlite, and the queue. */
function fingerprint(): string {
  const hash = createHash('sha256').update(`${pglite.version} with the queue`);
  for (const { name, checksum } of readMigrations()) hash.update(`${name} ${checksum}\n`);
  return hash.digest('hex').slice(0, 12);
}

export async function ensureOriginalFolder(): Promise<string> {
  const folder = join(cache, fingerprint());
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'making-'));
  const store = await openStore({ dataDir: making, log, durable: false });
  await installQueue(store);
  await store.close();
  try {
    renameSync(making, folder);
  } catch {
    // Another run was faster; its folder is as good.
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

export async function ensureOriginalDatabase(server: string): Promise<string> {
  const name = `tutti_original_${fingerprint()}`;
  await asAdministrator(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(7088412)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const making = `${name}_making`;
    await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${making} TEMPLATE template0`);
    const store = await openStore({ databaseUrl: urlOf(server, making), dataDir: tmpdir(), log });
    await installQueue(store);
    await store.close();
    await client.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
  });
  return name;
}

/** Leaves nothing of ours on the server: neither this run's original nor those of older migrations. */
export async function dropOriginalDatabases(server: string): Promise<void> {
  await asAdministrator(server, async (client) => {
    const { rows } = await client.query(
      `SELECT datname FROM pg_database WHERE datname LIKE 'tutti\\_original\\_%'`,
    );
    for (const { datname } of rows) {
      // One that another run is copying at this moment stays, for that run to drop.
      await client.query(`DROP DATABASE IF EXISTS ${datname}`).catch(() => {});
    }
  });
}

/** The folders that runs killed over an hour ago have left. */
function removeLeftOver(): void {
  const anHourAgo = Date.now() - 60 * 60_000;
  for (const name of readdirSync(testFolders)) {
    const folder = join(testFolders, name);
    if (!name.startsWith('tutti-test-') || !existsSync(folder)) continue;
    if (statSync(folder).mtimeMs < anHourAgo) rmSync(folder, { recursive: true, force: true });
  }
}

async function dropLeftOver(server: string): Promise<void> {
  const anHourAgo = Math.floor(Date.now() / 60_000) - 60;
  await asAdministrator(server, async (client) => {
    const { rows } = await client.query(
      `SELECT datname FROM pg_database WHERE datname LIKE 'tutti\\_test\\_%'`,
    );
    for (const { datname } of rows) {
      if (Number(datname.split('_')[2]) < anHourAgo)
        await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  });
}

async function asAdministrator<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
