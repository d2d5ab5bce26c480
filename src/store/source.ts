import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import { systemClock } from '../clock.ts';
import { TuttiError } from '../errors.ts';
import { postgresFolder } from './data-folder.ts';
import { nothingThere } from './dump.ts';
import { addressFile, inUse, openEmbedded } from './embedded.ts';
import { connect, serverConnection } from './server.ts';
import { snapshotStatement } from './wire.ts';

export type StorePlace = { databaseUrl?: string | undefined; dataDir: string };
export type OpenDatabase = { client: pg.Client; connection: pg.PoolConfig; close(): Promise<void> };

/** Opens a database for a backup, at whatever version it is, also while a bot runs on it. */
export async function openSource({ databaseUrl, dataDir }: StorePlace): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) return openServer(databaseUrl);
  if (!existsSync(postgresFolder(dataDir))) throw nothingThere();
  // The bot may be just starting or just ending: between holding DATA_DIR and answering.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const opened = (await unlessInUse(openFolder(dataDir))) ?? (await openCopyOfRunning(dataDir));
    if (opened) return opened;
    await systemClock.sleep(500);
  }
  throw inUse(dataDir);
}

export async function openServer(databaseUrl: string): Promise<OpenDatabase> {
  const connection = serverConnection(databaseUrl, 'tutti-tool');
  const client = await connect(connection);
  return { client, connection, close: () => client.end() };
}

/** Opens the embedded database, which no bot may be using. */
export async function openFolder(
  dataDir: string,
  fill?: (folder: string) => Promise<void>,
): Promise<OpenDatabase> {
  const embedded = await openEmbedded({ dataDir, ...(fill ? { fill, durable: false } : {}) });
  const client = await connect(embedded.connection);
  return {
    client,
    connection: embedded.connection,
    close: async () => {
      await client.end();
      await embedded.close();
    },
  };
}

async function unlessInUse(opening: Promise<OpenDatabase>): Promise<OpenDatabase | undefined> {
  return opening.catch((error) => {
    if (error instanceof TuttiError && error.code === 'data_dir_in_use') return undefined;
    throw error;
  });
}

/**
 * The embedded database runs one transaction at a time, so a long one would stop the bot. Instead the bot's database
 * copies its files between two statements, which takes a moment, and the copy is opened here at leisure.
 */
async function openCopyOfRunning(dataDir: string): Promise<OpenDatabase | undefined> {
  const connection = readAddress(dataDir);
  const bot = connection && (await connect(connection).catch(() => undefined));
  if (!bot) return undefined;
  const place = join(dataDir, 'backup');
  const copied = openFolder(place, async (folder) => {
    await bot.query(snapshotStatement + resolve(folder));
  });
  const copy = await copied.catch(translate).finally(() => bot.end());
  return {
    ...copy,
    close: async () => {
      await copy.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

function readAddress(dataDir: string): pg.PoolConfig | undefined {
  try {
    return JSON.parse(readFileSync(addressFile(dataDir), 'utf8'));
  } catch {
    return undefined;
  }
}

function translate(error: unknown): never {
  if (error instanceof TuttiError && error.code === 'data_dir_in_use')
    throw new TuttiError('backup_running', 'Another backup is being made. Wait for it to end.');
  throw error;
}
