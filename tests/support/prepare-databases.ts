import type { TestProject } from 'vitest/node';
import { dropOriginalDatabases, prepareTestDatabases } from './original-databases.ts';

/** Vitest's global setup of a project: makes the databases that its tests copy. */
export async function setup({ name }: TestProject): Promise<void> {
  await prepareTestDatabases(name === 'postgres' ? process.env.TEST_DATABASE_URL : undefined);
}

/** Runs when all projects are done. */
export async function teardown(): Promise<void> {
  const server = process.env.TEST_DATABASE_URL;
  if (server) await dropOriginalDatabases(server);
}
