// PGlite runs PostgreSQL as a single process, so the processes that look after a server are missing: without this
// file the write-ahead log would grow for as long as the bot runs, and tables would never give back the room of
// dead rows.
import type pg from 'pg';
import { systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { connect } from './server.ts';

const everyMs = 60_000;
/** A checkpoint takes a moment; replaying this much after a crash takes about as long as a start. */
const walBytes = 32 * 1024 * 1024;

/** Looks after the embedded database every minute until it is told to stop. */
export function startUpkeep(connection: pg.PoolConfig, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const work = async () => {
    for (;;) {
      await systemClock.sleep(everyMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await upkeep(connection).catch((error) => log.error('store.upkeep_failed', error));
    }
  };
  const ended = work();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** One round: what a server's autovacuum and checkpointer would do, one table at a time to let others in between. */
export async function upkeep(connection: pg.PoolConfig): Promise<void> {
  const client = await connect(connection);
  try {
    // What has been counted shows after the statement that asks for it.
    await client.query('SELECT pg_stat_force_next_flush()');
    for (const table of await tablesInNeed(client)) await client.query(`VACUUM (ANALYZE) ${table}`);
    const { rows } = await client.query(
      'SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) > $1 AS due FROM pg_control_checkpoint()',
      [walBytes],
    );
    if (rows[0]?.due) await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** By the thresholds that autovacuum has by default, and well before PostgreSQL would run out of transaction numbers. */
async function tablesInNeed(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT s.relid::regclass::text AS name
     FROM pg_stat_all_tables s JOIN pg_class c ON c.oid = s.relid
     WHERE c.relkind = 'r' AND s.schemaname <> 'pg_toast'
       AND (s.n_dead_tup > 50 + 0.2 * s.n_live_tup OR s.n_mod_since_analyze > 50 + 0.1 * s.n_live_tup
            OR age(c.relfrozenxid) > 100000000)`,
  );
  return rows.map(({ name }) => name);
}
