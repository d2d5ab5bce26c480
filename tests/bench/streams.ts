import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { signIn } from '../../src/access/index.ts';
import { createCookies } from '../../src/web/index.ts';
import { npmStart } from '../support/npm-start.ts';
import { startProcess } from './bot.ts';
import { makeCompany } from './company.ts';
import { bounded, noted, type Part, percentile } from './row.ts';

const STREAMS = 1000;
/** Tabs of one person: below the most that one may open. */
const EACH = 10;
const CHANGES = 40;

type Page = { readonly response: IncomingMessage; changes: number; latest: number };

/** Pages that stay open, from this process to a bot in a process of its own. */
export const streams: Part = {
  name: 'streams',
  async run() {
    const company = await makeCompany(STREAMS / EACH);
    const { context, personIds } = company;
    const { id: workspaceId } = await context.db.workspace.findFirstOrThrow();
    const cookies = createCookies(false);
    const sessions: string[] = [];
    for (const personId of personIds) {
      const { secret, expiresAt } = await signIn(context, { personId, workspaceId }, { device: 'Bench' });
      sessions.push(cookies.write(secret, expiresAt).split(';')[0] ?? '');
    }
    await company.close();
    const bot = await startProcess([...npmStart().flags, 'src/main.ts', '--without-chat'], {
      ...npmStart().environment,
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATA_DIR: company.dataDir,
    });
    const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
    try {
      // What is compiled and kept at first use is, before anything is measured.
      const warm = await Promise.all(sessions.slice(0, 5).map((cookie) => open(bot.url, cookie, agent)));
      for (let time = 0; time < 3; time++) await change(bot.url, sessions[time] ?? '', time);
      await settled(() => resident(bot.child.pid));
      const before = resident(bot.child.pid);
      const pages: Page[] = [...warm];
      for (const [index, cookie] of sessions.entries()) {
        const tabs = Array.from({ length: index < warm.length ? EACH - 1 : EACH }, () =>
          open(bot.url, cookie, agent),
        );
        pages.push(...(await Promise.all(tabs)));
      }
      await settled(() => resident(bot.child.pid));
      const memory = resident(bot.child.pid) - before;
      const delays: number[] = [];
      let missed = 0;
      for (let number = 0; number < CHANGES; number++) {
        for (const page of pages) page.changes = 0;
        const begun = performance.now();
        await change(bot.url, sessions[number % sessions.length] ?? '', number);
        const late = begun + 5000;
        while (pages.some(({ changes }) => changes === 0) && performance.now() < late) await pause(5);
        missed += pages.filter(({ changes }) => changes === 0).length;
        for (const { changes, latest } of pages) if (changes > 0) delays.push(latest - begun);
        // Told once in a while: the next change is another one.
        await pause(150);
      }
      return [
        bounded(`resident for ${pages.length.toLocaleString('en')} open streams`, memory / 1e6, 'MB', 60),
        bounded('updates missed', missed, 'updates', 0),
        noted('resident with none', before / 1e6, 'MB'),
        noted('from the change to the last of all pages, p95', percentile(delays, 95), 'ms'),
      ];
    } finally {
      agent.destroy();
      await bot.stop();
      company.remove();
    }
  },
};

function open(url: string, cookie: string, agent: Agent): Promise<Page> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/events`, { agent, headers: { cookie } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`The bot answered ${response.statusCode}.`));
      const page: Page = { response, changes: 0, latest: 0 };
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        if (text.includes('event: change')) {
          page.changes += 1;
          page.latest = performance.now();
        }
        if (text.includes('event: refresh')) resolve(page);
      });
      response.on('error', () => {});
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Somebody is away on a day of their own: a real request, of which everybody is told. */
async function change(url: string, cookie: string, number: number): Promise<void> {
  const day = new Date(Date.now() + (10 + 2 * number) * 86_400_000).toISOString().slice(0, 10);
  const answered = await fetch(`${url}/api/absences`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ from: day, to: day }),
  });
  if (!answered.ok) throw new Error(`The bot answered ${answered.status}: ${await answered.text()}`);
}

/** Resident memory of a process, as Linux counts it. */
function resident(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

/** Waits until a figure hardly changes any more. */
async function settled(figure: () => number): Promise<void> {
  for (let last = 0, calm = 0; calm < 3; ) {
    await pause(1000);
    const now = figure();
    calm = Math.abs(now - last) < 2e6 ? calm + 1 : 0;
    last = now;
  }
}
