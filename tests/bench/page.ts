import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from '../../src/access/index.ts';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { errorCode } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/index.ts';
import { createCookies } from '../../src/web/index.ts';
import { createTestDatabase } from '../support/original-databases.ts';
import { bounded, noted, type Part, percentile, type Row } from './row.ts';
import { makeYear, type Year } from './year.ts';

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const RUNS = 40;

type Place = { readonly name: string; readonly databaseUrl: string | undefined; readonly atMost: number };

/** What the pages ask for, over HTTP, with a year of 500 people in the database: on a server, and embedded. */
export const page: Part = {
  name: 'page',
  async run() {
    const embedded = await measure({ name: 'embedded', databaseUrl: undefined, atMost: 250 });
    return [...(await measureServer()), ...embedded];
  },
};

async function measureServer(): Promise<Row[]> {
  const database = await createTestDatabase(SERVER).catch((error) => {
    process.stderr.write(`No PostgreSQL server at ${new URL(SERVER).host}: ${errorCode(error)}\n`);
  });
  if (!database) return [];
  try {
    return await measure({ name: 'PostgreSQL', databaseUrl: database.url, atMost: 100 });
  } finally {
    await database.drop();
  }
}

async function measure({ name, databaseUrl, atMost }: Place): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tutti-bench-'));
  const log = createLog('error');
  const store = await openStore({ dataDir, databaseUrl, log });
  const begun = performance.now();
  const year = await makeYear(store);
  const made = (performance.now() - begun) / 1000;
  await store.close();
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    SECRET_KEY: Buffer.alloc(32).toString('base64'),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  });
  const app = await startApp(config, { log, work: false });
  try {
    const worst = await timesOf(app, year);
    const row = (what: string, percent: number) => percentile(worst[what] ?? [], percent);
    return [
      bounded(`Today, ${name}: the day and its largest round (p95)`, row('today', 95), 'ms', atMost),
      noted(`Today, ${name} (median)`, row('today', 50), 'ms'),
      bounded(`Company, ${name}: 13 weeks, as the page opens (p95)`, row('company', 95), 'ms', atMost),
      noted(`Company, ${name}: 53 weeks (p95)`, row('year', 95), 'ms'),
      noted(`search, ${name}: a rare word (p95)`, row('rare', 95), 'ms'),
      noted(`search, ${name}: a word in every answer (p95)`, row('common', 95), 'ms'),
      noted(`entries made for it, ${name}, in ${made.toFixed(0)} s`, year.entries, 'entries'),
    ];
  } finally {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Times = Record<string, number[]>;

/** The times of each question in ms, of the reader for whom it took longest: what one may read decides what is looked up. */
async function timesOf(app: App, { readers, workspaceId, roundId }: Year): Promise<Times> {
  const worst: Times = {};
  for (const { id: personId, role } of readers) {
    const who = { personId, workspaceId };
    const { secret, expiresAt } = await signIn(app.context, who, { device: 'Bench' });
    const cookie = createCookies(false).write(secret, expiresAt).split(';')[0] ?? '';
    const ask = async (path: string) => {
      const response = await fetch(app.url + path, { headers: { cookie } });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
    };
    const questions: Record<string, () => Promise<unknown>> = {
      today: async () => {
        await ask('/api/today');
        await ask(`/api/rounds/${roundId}`);
      },
      ...(role === 'member' ? {} : { company: () => ask('/api/company') }),
      ...(role === 'manager'
        ? {
            year: () => ask('/api/company?weeks=53'),
            rare: () => ask('/api/search?text=invoice%201234'),
            common: () => ask('/api/search?text=the'),
          }
        : {}),
    };
    for (const [name, question] of Object.entries(questions)) {
      const times = await timed(question);
      if (percentile(times, 95) > percentile(worst[name] ?? [0], 95)) worst[name] = times;
    }
  }
  return worst;
}

async function timed(question: () => Promise<unknown>): Promise<number[]> {
  for (let run = 0; run < 3; run++) await question();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    await question();
    times.push(performance.now() - begun);
  }
  return times;
}
