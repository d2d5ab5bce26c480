import { defineConfig } from 'vitest/config';

const shared = {
  testTimeout: 20_000,
  hookTimeout: 60_000,
  globalSetup: ['tests/support/prepare-databases.ts'],
};

const server = process.env.TEST_DATABASE_URL;

/** Every test on the embedded database, and those of databases once more on a server when one is named. */
export default defineConfig({
  test: {
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
