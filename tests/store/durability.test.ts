import { rmSync } from 'node:fs';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../src/store/embedded.ts';
import { copyOfDataDir } from '../support/database.ts';
import { startChild } from './start-child.ts';

async function withDatabase(
  durable: boolean,
  work: (client: pg.Client, flushes: () => Promise<number>) => Promise<void>,
) {
  const dataDir = await copyOfDataDir();
  const embedded = await openEmbedded({ dataDir, durable });
  const client = new pg.Client(embedded.connection);
  await client.connect();
  await client.query('CREATE TABLE note (text text)');
  await work(client, embedded.flushes);
  await client.end();
  await embedded.close();
  rmSync(dataDir, { recursive: true });
}

// PGlite has no fsync of its own (src/store/durable-fs.ts): this fails should an upgrade drop the hook in silence.
test('every commit is flushed to the disk before it is acknowledged', async () => {
  await withDatabase(true, async (client, flushes) => {
    for (let n = 0; n < 25; n += 1) {
      const before = await flushes();
      await client.query('INSERT INTO note VALUES ($1)', [String(n)]);
      expect(await flushes()).toBeGreaterThan(before);
    }
  });
});

test('reading flushes nothing, so what the test above counts are commits', async () => {
  await withDatabase(true, async (client, flushes) => {
    await client.query('SELECT count(*) FROM note');
    const before = await flushes();
    for (let n = 0; n < 25; n += 1) await client.query('SELECT count(*) FROM note');
    expect(await flushes()).toBe(before);
  });
});

test('only the databases of tests do without', async () => {
  await withDatabase(false, async (client, flushes) => {
    await client.query("INSERT INTO note VALUES ('lost')");
    expect(await flushes()).toBe(0);
  });
});

test('a process killed in the middle of writing, twenty times, loses no row that it acknowledged', async () => {
  const dataDir = await copyOfDataDir();
  const kept = new Set<number>();
  for (let round = 0; round <= 20; round += 1) {
    const child = startChild(dataDir, 'write');
    let more = 5 + ((round * 37) % 60);
    for await (const [word, value] of child.words) {
      if (word === 'found') {
        const found = new Set(value as number[]);
        expect([...kept].filter((id) => !found.has(id))).toEqual([]);
        expect([...found].filter((id) => id < 0)).toEqual([]);
        if (round === 20) break;
      }
      if (word !== 'kept') continue;
      kept.add(value as number);
      more -= 1;
      if (more === 0) child.process.kill('SIGKILL');
    }
    await child.kill();
  }
  expect(kept.size).toBeGreaterThan(500);
  rmSync(dataDir, { recursive: true });
}, 180_000);
