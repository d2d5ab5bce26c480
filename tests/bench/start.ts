import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { npmStart } from '../support/npm-start.ts';
import { SIGNING_SECRET, startSlackStub } from './bot.ts';
import { makeCompany } from './company.ts';
import { bounded, noted, type Part, percentile } from './row.ts';

const RUNS = 5;

export const start: Part = {
  name: 'start',
  async run() {
    const company = await makeCompany(50);
    await company.close();
    const { url, server } = await startSlackStub();
    const times: number[] = [];
    // The first start of all fills Node's compile cache, as an installation's first start does.
    for (let run = 0; run <= RUNS; run++) times.push(await timeToReady(company.dataDir, url));
    server.close();
    company.remove();
    return [
      bounded(
        'start with an existing database, to /readyz (median of 5)',
        percentile(times.slice(1), 50),
        's',
        2,
      ),
      noted('the first of them, right after installing', times[0] ?? Number.NaN, 's'),
      noted('the slowest', Math.max(...times.slice(1)), 's'),
    ];
  },
};

async function timeToReady(dataDir: string, slackUrl: string): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [...npmStart().flags, 'src/main.ts'], {
    env: {
      PATH: process.env.PATH,
      ...npmStart().environment,
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      SLACK_API_URL: slackUrl,
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) break;
    if (child.exitCode !== null) throw new Error('The bot ended before it was ready.');
    await pause(25);
  }
  const taken = (performance.now() - begun) / 1000;
  child.kill('SIGTERM');
  await ended;
  return taken;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
