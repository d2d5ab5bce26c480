import pg from 'pg';
import { systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { CHANNEL } from './wire.ts';

export type ServerEar = { close(): Promise<void> };

/** After a connection broke, and after each try that failed. */
const RETRY_MS = 1_000;

/**
 * Listens on a server for what committed transactions notify of, on a connection of its own. Should that break, it
 * connects again and says null: something may have been missed.
 */
export async function listenToServer(
  connection: pg.PoolConfig,
  { onNotice, log }: { onNotice: (payload: string | null) => void; log: Log },
): Promise<ServerEar> {
  const closing = new AbortController();
  const { signal } = closing;
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ ...connection, keepAlive: true });
    fresh.on('notification', ({ payload }) => onNotice(payload ?? ''));
    // An error always comes with an end, and the end is what is dealt with.
    fresh.on('error', () => {});
    await fresh.connect();
    await fresh.query(`LISTEN ${CHANNEL}`);
    client = fresh;
    fresh.once('end', () => {
      if (!signal.aborted) void again();
    });
  }

  async function again(): Promise<void> {
    while (!signal.aborted) {
      await systemClock.sleep(RETRY_MS, signal);
      if (signal.aborted) return;
      try {
        await connect();
        return onNotice(null);
      } catch (error) {
        log.error('store.listen_failed', error);
      }
    }
  }

  await connect();
  return {
    async close() {
      closing.abort();
      await client?.end().catch(() => {});
    },
  };
}
