// Generates the Prisma client without Prisma's binary schema engine. `prisma generate` never runs that engine,
// yet insists on downloading it first; pointing it at an existing executable skips the download, so that
// `npm ci` works offline. A machine that has set the variable itself keeps its own engine.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
const { status, stderr } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  stdio: ['ignore', 'ignore', 'pipe'],
  env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', ...process.env },
});
// What Prisma says while all is well is of no use to whoever installs.
if (status !== 0) process.stderr.write(stderr);
process.exitCode = status ?? 1;
