import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Embedded, openEmbedded } from '../../src/store/embedded.ts';
import { copyOfDataDir } from '../support/database.ts';

let dataDir: string;
let embedded: Embedded;
let pool: pg.Pool;

beforeAll(async () => {
  dataDir = await copyOfDataDir();
  embedded = await openEmbedded({ dataDir, durable: false });
  pool = new pg.Pool(embedded.connection);
  await pool.query('CREATE TABLE note (text text)');
});

afterAll(async () => {
  await pool.end();
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('clients that wait for a transaction each get the answer to their own statement', async () => {
  const holder = await pool.connect();
  await holder.query('BEGIN');
  const waiting = Promise.all([
    pool.query('SELECT $1::int AS a', [7]),
    pool.query('SELECT $1::text AS b, $2::text AS c', ['x', 'y']),
    pool.query('SELECT 1 AS d'),
  ]);
  await holder.query('SELECT 1');
  await holder.query('COMMIT');
  holder.release();
  expect((await waiting).map(({ rows }) => rows)).toEqual([[{ a: 7 }], [{ b: 'x', c: 'y' }], [{ d: 1 }]]);
});

test('many clients at once all get their own answers, failures included', async () => {
  const ask = async (n: number) => {
    if (n % 10 === 0) return pool.query('SELECT 1 / $1::int', [0]).catch((error) => error.code);
    const { rows } = await pool.query(`SELECT $1::text AS t${n}`, [`text ${n}`]);
    return rows[0]?.[`t${n}`];
  };
  const numbers = Array.from({ length: 300 }, (_, n) => n);
  expect(await Promise.all(numbers.map(ask))).toEqual(
    numbers.map((n) => (n % 10 === 0 ? '22012' : `text ${n}`)),
  );
});

test('a text of a megabyte arrives whole while others ask', async () => {
  const long = 'ü'.repeat(500_000);
  const others = Array.from({ length: 20 }, () => pool.query('SELECT $1::int AS n', [1]));
  const { rows } = await pool.query('SELECT $1::text AS text', [long]);
  expect(rows[0]?.text === long).toBe(true);
  await Promise.all(others);
});

test('a client that leaves in the middle of a transaction takes nothing with it', async () => {
  const leaving = new pg.Client(embedded.connection);
  leaving.on('error', () => {});
  await leaving.connect();
  await leaving.query('BEGIN');
  await leaving.query("INSERT INTO note VALUES ('never')");
  (leaving as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  const { rows } = await pool.query("SELECT count(*)::int AS n FROM note WHERE text = 'never'");
  expect(rows).toEqual([{ n: 0 }]);
});

test('a client that speaks nonsense is shown out, and nobody else notices', async () => {
  const { host } = embedded.connection;
  for (const nonsense of [
    'GET / HTTP/1.1\r\n\r\n',
    '\0\0\0\x08\0\0\0\0',
    '\x7f\xff\xff\xff\xff\xff\xff\xff\xff',
  ]) {
    const socket = connect(`${host}/.s.PGSQL.5432`);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(nonsense);
    await closed;
  }
  expect((await pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
});

test('a long statement does not hold up the process that asked for it', async () => {
  let turns = 0;
  let answered = false;
  const long = pool.query('SELECT count(*) FROM generate_series(1, 2000000)').then(() => {
    answered = true;
  });
  while (!answered) {
    await new Promise(setImmediate);
    turns += 1;
  }
  await long;
  expect(turns).toBeGreaterThan(100);
});

test('nobody but this user can enter the folder of the socket or read the address', () => {
  expect(statSync(String(embedded.connection.host)).mode & 0o777).toBe(0o700);
  expect(statSync(`${dataDir}/address.json`).mode & 0o777).toBe(0o600);
});

test('without unix sockets it listens on this machine alone, behind a password', async () => {
  const other = await copyOfDataDir();
  const loopback = await openEmbedded({ dataDir: other, durable: false, loopback: true });
  expect(loopback.connection.host).toBe('127.0.0.1');
  const client = new pg.Client(loopback.connection);
  await client.connect();
  expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  await client.end();
  const stranger = new pg.Client({ ...loopback.connection, password: 'guess' });
  await expect(stranger.connect()).rejects.toThrow();
  await loopback.close();
  rmSync(other, { recursive: true });
});

test('a DATA_DIR with a path too long for a socket works too, and nothing is left behind', async () => {
  const parent = await copyOfDataDir();
  const long = `${parent}/${'long-'.repeat(20)}`;
  cpSync(`${parent}/postgres`, `${long}/postgres`, { recursive: true });
  const store = await openEmbedded({ dataDir: long, durable: false });
  const client = new pg.Client(store.connection);
  await client.connect();
  await client.end();
  await store.close();
  expect(existsSync(String(store.connection.host))).toBe(false);
  expect(existsSync(`${long}/address.json`)).toBe(false);
  rmSync(parent, { recursive: true });
});
