import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemo } from '../prisma/seed/index.ts';
import { type App, startApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { errorCode, TuttiError } from './errors.ts';
import {
  openPlayground,
  PLAYGROUND_PEOPLE,
  type PlaygroundPerson,
  type PlaygroundWindow,
} from './playground-window.ts';

/** The Playground's own port; it is named in its texts. */
const PLAYGROUND_PORT = 56_150;

/** Everything is made up and belongs to this process: its data lies in a folder of its own, which goes when it ends. */
const dataDir = mkdtempSync(join(tmpdir(), 'tutti-playground-data-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));

let app: App | undefined;
let playground: PlaygroundWindow | undefined;
let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(0);
    stopping = true;
    stop().then(() => process.exit(0), fail);
  });
}

try {
  app = await startApp(playgroundConfig(), { demo: createDemo });
  playground = await openPlayground({
    messages: `${app.url}/api/messages`,
    port: PLAYGROUND_PORT,
    people: await somePeople(app),
  });
  process.stdout.write(`
  Microsoft 365 Agents Playground is at ${playground.url}, with Tutti and its demo company.

  Write standup to answer a check-in, or help. The same company’s page is at ${app.url}. Ctrl+C ends both, and nothing is kept.

`);
} catch (error) {
  await stop();
  fail(error);
}

/** Nothing that reaches beyond this machine, whatever the settings say: in the Playground anybody can be anybody. */
function playgroundConfig(): Config {
  return {
    ...readConfig(),
    host: '127.0.0.1',
    port: 0,
    dataDir,
    databaseUrl: undefined,
    publicUrl: undefined,
    slack: undefined,
    teams: { kind: 'playground' },
    // The address should not drown in what an operator reads; faults are still shown.
    logLevel: 'warn',
  };
}

/** Some of the demo's people, and first somebody with an open check-in: their e-mail makes them the same person. */
async function somePeople({ context: { db } }: App): Promise<PlaygroundPerson[]> {
  const asked = { entries: { some: { state: 'expected', promptedAt: { not: null } } } } as const;
  const select = { name: true, email: true } as const;
  const people = [
    ...(await db.person.findMany({ where: { active: true, ...asked }, select, take: PLAYGROUND_PEOPLE / 2 })),
    ...(await db.person.findMany({
      where: { active: true, NOT: asked },
      select,
      take: PLAYGROUND_PEOPLE / 2,
    })),
  ];
  return people.map(({ name, email }) => ({ name, email: email ?? '' }));
}

async function stop(): Promise<void> {
  await playground?.stop();
  await app?.stop();
}

function fail(error: unknown): never {
  const sentence =
    error instanceof TuttiError ? error.message : `The Playground could not start: ${errorCode(error)}.`;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
