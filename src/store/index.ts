import type pg from 'pg';
import type { Log } from '../log.ts';
import { createClient, type Db } from './client.ts';
import { openEmbedded } from './embedded.ts';
import { listenToServer } from './listen.ts';
import { migrate } from './migrate.ts';
import { serverConnection } from './server.ts';
import { startUpkeep } from './upkeep.ts';

export type { Db, Tx } from './client.ts';
export { Prisma } from './generated/client.ts';
export * from './generated/enums.ts';

export type StoreOptions = {
  /** A PostgreSQL server; without it the embedded database in DATA_DIR is used. */
  databaseUrl?: string | undefined;
  dataDir: string;
  log: Log;
  /** False lets the embedded database answer before the disk has it: for tests only. */
  durable?: boolean;
};

export type Store = {
  db: Db;
  kind: 'embedded' | 'server';
  /** What a second client, such as pg-boss, connects with. */
  connection: pg.PoolConfig;
  /** Calls the listener with what each committed transaction notified of; with null when some may have been missed. */
  listen(listener: (payload: string | null) => void): void;
  /** Call last: whoever still holds a connection loses it. */
  close(): Promise<void>;
};

/** Opens the database, brings it to this code's schema, and returns once it answers. */
export async function openStore({ databaseUrl, dataDir, log, durable = true }: StoreOptions): Promise<Store> {
  const listeners: ((payload: string | null) => void)[] = [];
  const onNotice = (payload: string | null) => {
    for (const listener of listeners) listener(payload);
  };
  const embedded = databaseUrl === undefined ? await openEmbedded({ dataDir, durable, onNotice }) : undefined;
  const connection = embedded?.connection ?? serverConnection(databaseUrl ?? '');
  try {
    await migrate(connection, log);
  } catch (error) {
    await embedded?.close();
    throw error;
  }
  const db = createClient(connection, log);
  const ear = embedded ? undefined : await listenToServer(connection, { onNotice, log });
  const upkeep = embedded && durable ? startUpkeep(connection, log) : undefined;
  return {
    db,
    kind: embedded ? 'embedded' : 'server',
    connection,
    listen: (listener) => void listeners.push(listener),
    close: async () => {
      await ear?.close();
      await upkeep?.stop();
      await db.$disconnect();
      await embedded?.close();
    },
  };
}
