import pg from 'pg';
import { errorCode, TuttiError } from '../errors.ts';

/** How every Tutti connects to a PostgreSQL server. By the name, `restore` sees that a bot is running on it. */
export function serverConnection(databaseUrl: string, name = 'tutti'): pg.PoolConfig {
  return {
    connectionString: databaseUrl,
    application_name: name,
    max: 10,
    connectionTimeoutMillis: 10_000,
  };
}

/** One connection, or a sentence that says why there is none. */
export async function connect(connection: pg.PoolConfig): Promise<pg.Client> {
  const client = new pg.Client(connection);
  // A connection that breaks fails the statement in hand; this only keeps the process from ending over it.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw unreachable(error);
  }
}

const reasons: { [code: string]: string } = {
  '28P01': 'The PostgreSQL server refuses the password. Mend it in the database address.',
  '28000':
    'The PostgreSQL server refuses this user. Mend the database address, or allow the user to connect.',
  '3D000': 'The PostgreSQL server has no such database. Create it, or mend the database address.',
};

function unreachable(cause: unknown): TuttiError {
  const code = errorCode(cause);
  const sentence =
    reasons[code] ?? `The PostgreSQL server does not answer (${code}). Check its address, and that it runs.`;
  return new TuttiError('database_unreachable', sentence, { cause });
}
