import { Agent, request } from 'node:http';
import { signedCommand, startBot, startSlackStub } from './bot.ts';
import { makeCompany } from './company.ts';
import { bounded, noted, type Part, percentile } from './row.ts';

const PEOPLE = 300;
const PER_SECOND = 300;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);

/** Slash commands that each open a form, at a steady rate, from this process to a bot in a process of its own. */
export const acknowledgement: Part = {
  name: 'acknowledgement',
  async run() {
    const company = await makeCompany(PEOPLE);
    await openForEverybody(company);
    await company.close();
    const sentAt = new Map<string, number>();
    const opened: number[] = [];
    const { url: slackUrl, server } = await startSlackStub((method, body) => {
      const begun = method === 'views.open' ? sentAt.get(body.get('trigger_id') ?? '') : undefined;
      if (begun !== undefined) opened.push(performance.now() - begun);
    });
    const bot = await startBot({ DATA_DIR: company.dataDir, SLACK_API_URL: slackUrl });
    // A few first, so that what is compiled at first use is.
    await load(bot.url, 50, 2, new Map());
    const acknowledged = await load(bot.url, PER_SECOND, SECONDS, sentAt);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await bot.stop();
    server.close();
    company.remove();
    return [
      bounded(
        `acknowledged at ${PER_SECOND}/s for ${SECONDS} s, p99`,
        percentile(acknowledged, 99),
        'ms',
        50,
      ),
      bounded('the slowest of them', Math.max(...acknowledged), 'ms', 1000),
      noted('median', percentile(acknowledged, 50), 'ms'),
      noted(
        'forms opened within Slack’s 3 s',
        (100 * opened.filter((ms) => ms < 3000).length) / acknowledged.length,
        '%',
      ),
      noted('form opened after, p99', percentile(opened, 99), 'ms'),
    ];
  },
};

/** One open entry each, already prompted, so that /standup opens its form. */
async function openForEverybody({
  store,
  context,
  standupId,
  personIds,
}: Awaited<ReturnType<typeof makeCompany>>) {
  const now = context.clock.now();
  const closesAt = new Date(now.getTime() + 4 * 3_600_000);
  const standup = await store.db.standup.findUniqueOrThrow({ where: { id: standupId } });
  await store.db.occurrence.create({
    data: {
      standupId,
      localDate: now,
      slot: -2,
      questions: standup.questions ?? [],
      opensAt: now,
      closesAt,
      entries: {
        create: personIds.map((personId) => ({ personId, promptAt: now, promptedAt: now, closesAt })),
      },
    },
  });
}

/** Open loop: a request leaves at its time, whether or not earlier ones were answered; late answers count from then. */
async function load(
  url: string,
  perSecond: number,
  seconds: number,
  sentAt: Map<string, number>,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const { hostname, port } = new URL(url);
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  const begun = performance.now();
  const total = perSecond * seconds;
  for (let index = 0; index < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * perSecond) + 1);
    for (; index < due; index++) {
      const wanted = begun + (index / perSecond) * 1000;
      const trigger = `${perSecond}.${index}`;
      const { body, headers } = signedCommand(`U${(index * 7) % PEOPLE}`, trigger);
      sentAt.set(trigger, wanted);
      waiting.push(
        new Promise((resolve, reject) => {
          const sent = request(
            { agent, hostname, port, path: '/slack/events', method: 'POST', headers },
            (response) => {
              response.resume();
              response.on('end', () => {
                if (response.statusCode !== 200)
                  return reject(new Error(`The bot answered ${response.statusCode}.`));
                times.push(performance.now() - wanted);
                resolve();
              });
            },
          );
          sent.on('error', reject);
          sent.end(body);
        }),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(waiting);
  agent.destroy();
  return times;
}
