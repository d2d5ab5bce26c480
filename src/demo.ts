import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemo } from '../prisma/seed/index.ts';
import { type App, startApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { errorCode, TuttiError } from './errors.ts';

/** So many ports after the wanted one are tried when it is taken. */
const PORTS = 20;

/** Everything is made up and belongs to this process: its data lies in a folder of its own, which goes when it ends. */
const dataDir = mkdtempSync(join(tmpdir(), 'tutti-demo-'));
// Also when the process ends by a fault that nobody has caught; the database may write until the very end.
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));

let app: App | undefined;
let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Nothing has begun yet, or somebody is impatient: nothing here is worth waiting for.
    if (!app || stopping) process.exit(0);
    stopping = true;
    app.stop().then(() => process.exit(0), fail);
  });
}

try {
  app = await startApp(await demoConfig(), { demo: createDemo });
  process.stdout.write(`
  Tutti’s demo is at ${app.url}

  Open it in a browser and choose who to be. Ctrl+C ends it, and nothing is kept.

`);
} catch (error) {
  fail(error);
}

/** PORT, HOST and SECRET_KEY as they are set; nothing that reaches beyond this machine. */
async function demoConfig(): Promise<Config> {
  const config = readConfig();
  const { host } = config;
  // Whoever reaches the demo can be anybody in it, its administrator too.
  if (!/^(127(\.\d+){3}|::1|localhost)$/.test(host)) {
    throw new TuttiError(
      'demo_on_loopback',
      `The demo lets anybody in, so it only listens on this machine. Leave HOST out, or set it to 127.0.0.1 instead of ${host}.`,
    );
  }
  return {
    ...config,
    port: await freePort(config),
    dataDir,
    databaseUrl: undefined,
    publicUrl: undefined,
    slack: undefined,
    teams: undefined,
    // Its one address should not drown in what an operator reads; faults are still shown.
    logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel,
  };
}

/** The wanted port, or the next one that nobody has. */
async function freePort({ port, host }: Config): Promise<number> {
  if (port === 0) return 0;
  for (let next = port; next < port + PORTS && next <= 65_535; next += 1) {
    if (await isFree(next, host)) return next;
  }
  throw new TuttiError(
    'no_free_port',
    `The ports from ${port} on are taken by other programs. Set another PORT and start the demo again.`,
  );
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

function fail(error: unknown): never {
  const sentence =
    error instanceof TuttiError ? error.message : `The demo could not start: ${errorCode(error)}.`;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
