import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from '../../src/store/embedded.ts';
import { copyOfDataDir } from '../support/database.ts';
import { type Child, startChild } from './start-child.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await copyOfDataDir();
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

async function said(child: Child): Promise<[string, unknown]> {
  return (await child.words.next()).value;
}

test('a second process on the same DATA_DIR is refused, and told what to do', async () => {
  const first = startChild(dataDir, 'hold');
  expect(await said(first)).toEqual(['open', null]);
  const second = startChild(dataDir, 'hold');
  expect(await said(second)).toEqual([
    'refused',
    `Another Tutti is running on ${dataDir}. Stop it first, or give this one its own folder with DATA_DIR.`,
  ]);
  expect(await second.exitCode()).toBe(1);
  await first.kill();
});

test('so is a second opening by the same process', async () => {
  const first = await openEmbedded({ dataDir, durable: false });
  await expect(openEmbedded({ dataDir })).rejects.toMatchObject({ code: 'data_dir_in_use' });
  await first.close();
  await (await openEmbedded({ dataDir, durable: false })).close();
});

// The kernel drops the lock with its process, so there is no stale lock to recognise, whatever number a later
// process has: not even after a reboot.
test('what a killed process leaves behind stops nobody', async () => {
  const killed = startChild(dataDir, 'hold');
  await said(killed);
  await killed.kill();
  expect(existsSync(join(dataDir, 'address.json'))).toBe(true);
  const next = await openEmbedded({ dataDir, durable: false });
  await next.close();
});

test('a DATA_DIR that cannot be written is named', async () => {
  await expect(openEmbedded({ dataDir: '/dev/null/data' })).rejects.toMatchObject({
    code: 'data_dir_unusable',
    message: expect.stringContaining('/dev/null/data'),
  });
});

test('a process killed while it makes its first database leaves a DATA_DIR that opens', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'tutti-test-'));
  const killed = startChild(empty, 'hold');
  while (!existsSync(join(empty, 'postgres.making', 'base'))) await new Promise(setImmediate);
  await killed.kill();
  expect(existsSync(join(empty, 'postgres'))).toBe(false);
  await (await openEmbedded({ dataDir: empty, durable: false })).close();
  expect(existsSync(join(empty, 'postgres.making'))).toBe(false);
  rmSync(empty, { recursive: true });
});

test('a process whose database dies ends too, and says why', async () => {
  const child = startChild(dataDir, 'break');
  expect(await said(child)).toEqual(['open', null]);
  expect(await child.exitCode()).toBe(1);
  expect(child.errors()).toContain('The embedded database stopped.');
});
