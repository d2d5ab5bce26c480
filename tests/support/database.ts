// Databases for tests. A test that wants one calls openTestStore() and has a name that ends with .db.test.ts: those
// files run on the embedded database always, and a second time on PostgreSQL when TEST_DATABASE_URL names a server
// (vitest.config.ts). Tests of one kind of database only use openStore itself and keep the plain .test.ts.
import { constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { createTestDatabase, ensureOriginalDatabase, ensureOriginalFolder } from './original-databases.ts';

const log = createLog('silent');

/** Set by vitest.config.ts for the project that runs on a server. */
export const testServer = process.env.TUTTI_TEST_SERVER;

/** A fresh, migrated database of this test file's own. Close it in afterAll: that also removes it. */
export async function openTestStore(): Promise<Store> {
  const file = expect.getState().testPath;
  if (file && !file.endsWith('.db.test.ts'))
    throw new Error(`${file} uses a database: name it *.db.test.ts, so that it also runs on PostgreSQL.`);
  return testServer ? openOnServer(testServer) : openCopy();
}

/** A folder with a migrated embedded database that nobody uses, to open as DATA_DIR. */
export async function copyOfDataDir(): Promise<string> {
  const original = await ensureOriginalFolder();
  const dataDir = mkdtempSync(join(tmpdir(), 'tutti-test-'));
  cpSync(original, dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return dataDir;
}

async function openCopy(): Promise<Store> {
  const dataDir = await copyOfDataDir();
  const store = await openStore({ dataDir, log, durable: false });
  return {
    ...store,
    close: async () => {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function openOnServer(server: string): Promise<Store> {
  const database = await createTestDatabase(server, await ensureOriginalDatabase(server));
  const store = await openStore({ databaseUrl: database.url, dataDir: tmpdir(), log });
  return {
    ...store,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}
