import type pg from 'pg';

/** How every Tutti connects to a PostgreSQL server. The name lets `restore` see that a bot is running on it. */
export function serverConnection(databaseUrl: string): { connection: pg.PoolConfig; close(): Promise<void> } {
  return {
    connection: {
      connectionString: databaseUrl,
      application_name: 'tutti',
      max: 10,
      connectionTimeoutMillis: 10_000,
    },
    close: async () => {},
  };
}
