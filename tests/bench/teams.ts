import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { deliver } from '../../src/chat/delivery.ts';
import { drainLane } from '../../src/chat/drain.ts';
import { type Platform, PlatformError, type PlatformName } from '../../src/chat/platform.ts';
import { PER_CONVERSATION, PER_TENANT } from '../../src/teams/limits.ts';
import { startLocalTeams } from '../support/local-teams.ts';
import { startProcess } from './bot.ts';
import { makeCompany } from './company.ts';
import { bounded, compared, noted, type Part, percentile } from './row.ts';

const PROMPTS = 2000;
/** Teams' limits, twice as fast: 50 messages a second, which is what the bench of Slack's limits comes to as well. */
const TIMES_FASTER = 2;
const faster = ({ burst, intervalMs }: typeof PER_TENANT) => ({
  burst,
  intervalMs: intervalMs / TIMES_FASTER,
});

const TENANT_A_SECOND = 25 * TIMES_FASTER;
const CONVERSATION = { most: 7, withinMs: 1000 / TIMES_FASTER };

const PER_SECOND = 100;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);

/** Prompts under Teams' limits, and the answers to buttons that open a dialog. */
export const teams: Part = {
  name: 'teams',
  async run() {
    return [...(await prompts()), ...(await invokes())];
  },
};

/** A platform that counts as Teams does, and refuses what comes too soon: 25 a second and tenant, 7 and conversation. */
function createStrictPlatform(): Platform & { sent: number; refused: number } {
  let tokens = 25;
  let at = performance.now();
  const conversations = new Map<string, number[]>();
  const unused = () => Promise.reject(new Error('The bench does not use this.'));
  const platform: Platform & { sent: number; refused: number } = {
    name: 'teams',
    limits: { perWorkspace: faster(PER_TENANT), perChannel: faster(PER_CONVERSATION) },
    sent: 0,
    refused: 0,
    async send(to) {
      const now = performance.now();
      tokens = Math.min(25, tokens + ((now - at) / 1000) * TENANT_A_SECOND);
      at = now;
      const times = (conversations.get(to.id) ?? []).filter((time) => now - time < CONVERSATION.withinMs);
      if (tokens < 1 || times.length >= CONVERSATION.most) {
        platform.refused += 1;
        throw new PlatformError('rate_limited', 'Too many messages.', { retryAfterMs: 1000 });
      }
      tokens -= 1;
      conversations.set(to.id, [...times, now]);
      platform.sent += 1;
      return `${to.id}|1`;
    },
    update: unused,
    profiles: () => (async function* () {})(),
    profile: async () => undefined,
    members: async () => [],
    channelName: unused,
  };
  return platform;
}

async function prompts() {
  const platform = createStrictPlatform();
  const company = await makeCompany(1, new Map<PlatformName, Platform>([['teams', platform]]));
  const { context, store } = company;
  const { id: workspaceId } = await store.db.workspace.findFirstOrThrow();
  await store.db.installation.create({
    data: { workspaceId, platform: 'teams', externalId: 'tenant', name: 'Bench' },
  });
  await store.db.$transaction((tx) =>
    deliver(
      context,
      tx,
      ...Array.from({ length: PROMPTS }, (_, index) => ({
        key: `prompt:${index}`,
        to: { workspaceId, platform: 'teams' as const, kind: 'person' as const, id: `person-${index}` },
        view: { summary: 'Good morning', elements: [{ kind: 'text' as const, text: 'Good morning' }] },
      })),
    ),
  );
  const begun = performance.now();
  await drainLane(context, { workspaceId, platform: 'teams' }, new AbortController().signal);
  const taken = (performance.now() - begun) / 1000;
  await company.close();
  company.remove();
  if (platform.sent !== PROMPTS) throw new Error(`${platform.sent} of ${PROMPTS} prompts arrived.`);
  // The least that the limits allow, those 25 that may go at once left out.
  const least = (PROMPTS - 25) / TENANT_A_SECOND;
  return [
    compared(
      `2,000 prompts delivered under Teams’ limits, twice as fast`,
      { value: taken, reference: least, unit: 's' },
      { atMost: 1.05 },
    ),
    noted('refused for coming too soon', platform.refused, 'messages'),
  ];
}

/** Buttons that open a dialog, at a steady rate, from this process to a bot in a process of its own. */
async function invokes() {
  const local = await startLocalTeams({ people: Array.from({ length: 300 }, (_, at) => `p${at}`) });
  const bot = await startProcess([join(import.meta.dirname, 'teams-serve.ts'), local.url], {});
  const token = local.signer.token(local.claims());
  const body = (index: number) =>
    JSON.stringify(
      local.activity(`p${index % 300}`, undefined, {
        type: 'invoke',
        name: 'task/fetch',
        value: {
          data: { msteams: { type: 'task/fetch' }, tutti: { press: ['standup', 'answer', 'entry-1'] } },
        },
      }),
    );
  await load(bot.url, token, body, 3);
  const times = await load(bot.url, token, body, SECONDS);
  await bot.stop();
  await local.close();
  return [
    bounded(`dialogs answered at ${PER_SECOND}/s for ${SECONDS} s, p99`, percentile(times, 99), 'ms', 100),
    noted('median', percentile(times, 50), 'ms'),
    noted('the slowest of them', Math.max(...times), 'ms'),
  ];
}

/** Open loop: a request leaves at its time, whether or not earlier ones were answered; late answers count from then. */
async function load(
  url: string,
  token: string,
  body: (index: number) => string,
  seconds: number,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  const begun = performance.now();
  for (let index = 0; index < PER_SECOND * seconds; ) {
    const due = Math.min(
      PER_SECOND * seconds,
      Math.floor(((performance.now() - begun) / 1000) * PER_SECOND) + 1,
    );
    for (; index < due; index++) {
      const wanted = begun + (index / PER_SECOND) * 1000;
      waiting.push(
        post(agent, url, token, body(index)).then(() => void times.push(performance.now() - wanted)),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(waiting);
  agent.destroy();
  return times;
}

function post(agent: Agent, url: string, token: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sent = request(`${url}/api/messages`, { agent, method: 'POST', headers }, (response) => {
      let said = '';
      response.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      response.on('end', () =>
        response.statusCode === 200 && said.includes('"continue"')
          ? resolve()
          : reject(new Error(`The bot answered ${response.statusCode} ${said.slice(0, 100)}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
