import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { signedCommand, startProcess } from './bot.ts';
import { compared, type Part, percentile } from './row.ts';

const CONNECTIONS = 32;
/** Fewer than may wait for their turn, so that none is turned away; after each burst the work behind it is let finish. */
const BURST = 500;
const BURSTS = 10;
const BETWEEN_MS = 150;
const ROUNDS = 5;

/**
 * How many signed slash commands a second the way to the acknowledgement takes: Tutti's Slack receiver with a dispatch
 * that has nothing to do, against a Bolt app that only acknowledges; in turn, each in a process of its own.
 */
export const throughput: Part = {
  name: 'throughput',
  async run() {
    const serve = (kind: string) => startProcess([join(import.meta.dirname, 'serve.ts'), kind], {});
    const tutti = await serve('tutti');
    const bare = await serve('bolt');
    const rates = { tutti: [] as number[], bare: [] as number[] };
    for (let round = 0; round <= ROUNDS; round++) {
      const pair = { tutti: await measure(tutti.url), bare: await measure(bare.url) };
      // The first round warms both up.
      if (round === 0) continue;
      rates.tutti.push(pair.tutti);
      rates.bare.push(pair.bare);
    }
    await tutti.stop();
    await bare.stop();
    return [
      compared(
        'acknowledgements a second, against a bare Bolt app (medians of 5)',
        { value: percentile(rates.tutti, 50), reference: percentile(rates.bare, 50), unit: '/s' },
        { atLeast: 0.7 },
      ),
    ];
  },
};

/** Commands a second over bursts on some connections; an acknowledgement that says anything, such as "too busy", fails. */
async function measure(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let taken = 0;
  for (let burst = 0; burst < BURSTS; burst++) {
    const commands = Array.from({ length: BURST }, (_, index) =>
      signedCommand('U1', `${burst}.${index}.${Math.random()}`),
    );
    const next = commands.values();
    const client = async () => {
      for (const command of next) await send(agent, url, command);
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: CONNECTIONS }, client));
    taken += performance.now() - begun;
    await pause(BETWEEN_MS);
  }
  agent.destroy();
  return (BURST * BURSTS * 1000) / taken;
}

function send(agent: Agent, url: string, { body, headers }: ReturnType<typeof signedCommand>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/slack/events`, { agent, method: 'POST', headers }, (response) => {
      let said = '';
      response.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      response.on('end', () => {
        if (response.statusCode === 200 && said === '') resolve();
        else reject(new Error(`Answered ${response.statusCode} ${said}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
