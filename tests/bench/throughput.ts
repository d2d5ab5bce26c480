import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { signedCommand, startProcess } from './bot.ts';
import { compared, type Part, percentile } from './row.ts';

const CONNECTIONS = 32;
const ROUND_MS = 3000;
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

/** Closed loop over some connections. */
async function measure(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const { hostname, port } = new URL(url);
  const end = performance.now() + ROUND_MS;
  let count = 0;
  let serial = 0;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      serial += 1;
      const { body, headers } = signedCommand('U1', `${end}.${serial}`);
      const sent = request(
        { agent, hostname, port, path: '/slack/events', method: 'POST', headers },
        (response) => {
          response.resume();
          response.on('end', () => {
            if (response.statusCode !== 200) return reject(new Error(`Answered ${response.statusCode}.`));
            count += 1;
            resolve();
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const client = async () => {
    while (performance.now() < end) await one();
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  agent.destroy();
  return count / ((performance.now() - begun) / 1000);
}
