import { join } from 'node:path';
import pg from 'pg';
import { play } from '../rehearsal/play.ts';
import { readScript } from '../rehearsal/rounds.ts';
import { bounded, type Part } from './row.ts';

const SERVER = process.env.TEST_DATABASE_URL;
const DATABASE = 'tutti_bench_memory';

export const memory: Part = {
  name: 'memory',
  async run() {
    const script = readScript(join(import.meta.dirname, '../rehearsal/sample.jsonl'));
    const told = () => {};
    const embedded = await play(script, { told });
    const rows = [bounded('resident after the rehearsal, embedded', embedded.memory / 1e6, 'MB', 600)];
    if (!SERVER) {
      process.stdout.write('  (PostgreSQL is not measured: TEST_DATABASE_URL names no server)\n');
      return rows;
    }
    const client = new pg.Client(SERVER);
    await client.connect();
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE}`);
    await client.query(`CREATE DATABASE ${DATABASE}`);
    try {
      const databaseUrl = Object.assign(new URL(SERVER), { pathname: `/${DATABASE}` }).href;
      const server = await play(script, { databaseUrl, told });
      rows.push(bounded('resident after the rehearsal, on PostgreSQL', server.memory / 1e6, 'MB', 250));
    } finally {
      await client.query(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
      await client.end();
    }
    return rows;
  },
};
