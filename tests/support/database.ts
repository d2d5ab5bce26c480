// Databases for tests. A test that wants one calls openTestStore() and has a name that ends with .db.test.ts: those
// files run on the embedded database always, and a second time on PostgreSQL when TEST_DATABASE_URL names a server
// (vitest.config.ts). Tests of one kind of database only use openStore itself and keep the plain .test.ts.
import { constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import type { StorePlace } from '../../src/store/source.ts';
import {
  createTestDatabase,
  ensureOriginalDatabase,
  ensureOriginalFolder,
  testFolders,
} from './original-databases.ts';

const log = createLog('silent');

/** Set by vitest.config.ts for the project that runs on a server. */
export const testServer = process.env.TUTTI_TEST_SERVER;

export type TestStore = Store & {
  /** Where a second process would find it. */
  place: StorePlace;
};

/** A fresh, migrated database of this test file's own. Close it in afterAll: that also removes it. */
export async function openTestStore(): Promise<TestStore> {
  const file = expect.getState().testPath;
  if (file && !file.endsWith('.db.test.ts'))
    throw new Error(`${file} uses a database: name it *.db.test.ts, so that it also runs on PostgreSQL.`);
  const { place, remove } = await newTestPlace();
  const store = await openStore({ ...place, log, durable: false });
  return {
    ...store,
    place,
    close: async () => {
      await store.close();
      await remove();
    },
  };
}

export type TestPlace = { place: StorePlace; remove(): Promise<void> };

/** Where a fresh, migrated database lies that nobody has open. */
export async function newTestPlace(kind: 'any' | 'embedded' = 'any'): Promise<TestPlace> {
  const server = kind === 'any' ? testServer : undefined;
  if (server) {
    const database = await createTestDatabase(server, await ensureOriginalDatabase(server));
    return { place: { databaseUrl: database.url, dataDir: tmpdir() }, remove: database.drop };
  }
  const dataDir = await copyOfDataDir();
  return { place: { dataDir }, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** A DATA_DIR with a migrated embedded database. */
export async function copyOfDataDir(): Promise<string> {
  const original = await ensureOriginalFolder();
  const dataDir = mkdtempSync(join(testFolders, 'tutti-test-'));
  cpSync(original, dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return dataDir;
}
