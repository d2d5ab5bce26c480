// Generates the Prisma client without Prisma's binary schema engine. `prisma generate` never runs that engine,
// yet insists on downloading it first; pointing it at an existing executable skips the download, so that
// `npm ci` works offline. A machine that has set the variable itself keeps its own engine.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
const { status } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', ...process.env },
});
process.exitCode = status ?? 1;
