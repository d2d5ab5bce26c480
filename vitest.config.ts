import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const shared = {
  // Generous: a busy machine is no failure.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // Databases in tests live for seconds: optimising PGlite's code would cost more than it saves.
  execArgv: ['--liftoff-only'],
  globalSetup: ['tests/support/prepare-databases.ts'],
};

const server = process.env.TEST_DATABASE_URL;

/** Every test on the embedded database, and those of databases once more on a server when one is named. */
export default defineConfig({
  test: {
    // Vitest would leave one of two cores idle; these tests wait for disks and processes as much as for a core.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { ...shared, name: 'embedded', include: ['tests/**/*.test.ts'] } },
      ...(server
        ? [
            {
              test: {
                ...shared,
                name: 'postgres',
                include: ['tests/**/*.db.test.ts'],
                env: { TUTTI_TEST_SERVER: server },
              },
            },
          ]
        : []),
    ],
  },
});
