import { rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Embedded, openEmbedded } from '../../src/store/embedded.ts';
import { upkeep } from '../../src/store/upkeep.ts';
import { copyOfDataDir } from '../support/database.ts';

let dataDir: string;
let embedded: Embedded;
let pool: pg.Pool;

beforeAll(async () => {
  dataDir = await copyOfDataDir();
  embedded = await openEmbedded({ dataDir, durable: false });
  pool = new pg.Pool(embedded.connection);
  await pool.query('CREATE TABLE note (id int PRIMARY KEY, text text)');
  await pool.query(`INSERT INTO note SELECT i, repeat('x', 1000) FROM generate_series(1, 5000) i`);
  for (let n = 0; n < 10; n += 1) await pool.query('UPDATE note SET text = text || $1', ['y']);
});
afterAll(async () => {
  await pool.end();
  await embedded.close();
  rmSync(dataDir, { recursive: true });
});

const one = async (sql: string) => Number((await pool.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]);
const deadRows = async () => {
  await pool.query('SELECT pg_stat_force_next_flush()');
  return one(`SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'note'`);
};
const logSinceCheckpoint = () =>
  one('SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) FROM pg_control_checkpoint()');

test('left alone, the embedded database neither forgets its log nor clears dead rows', async () => {
  expect(await deadRows()).toBeGreaterThan(40_000);
  expect(await logSinceCheckpoint()).toBeGreaterThan(40_000_000);
});

test('a round of upkeep does both', async () => {
  await upkeep(embedded.connection);
  expect(await deadRows()).toBeLessThan(100);
  expect(await logSinceCheckpoint()).toBeLessThan(1_000_000);
});

test('a round with nothing to do writes nothing', async () => {
  await upkeep(embedded.connection);
  const before = await logSinceCheckpoint();
  await upkeep(embedded.connection);
  expect(await logSinceCheckpoint()).toBe(before);
});
