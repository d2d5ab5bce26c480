import { App, type Receiver } from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Ack, Handler } from './handle.ts';
import { silentLogger } from './sdk-log.ts';

/** Notes how long acknowledgements take; over HTTP the guard does, which sees requests arrive. */
export function timed(handle: Handler['handle'], clock: Clock, metrics: Metrics): Handler['handle'] {
  const acknowledgement = metrics.acknowledgement.labels({ platform: 'slack' });
  return (body, ack) => {
    const arrived = clock.now().getTime();
    return handle(body, async (answer) => {
      await ack?.(answer);
      acknowledgement.observe(Math.max(0, clock.now().getTime() - arrived) / 1000);
    });
  };
}

/**
 * Bolt carries requests from its receivers to us. One middleware takes them all and calls no other: Bolt would run each
 * request past every listener. `authorize` reads nothing, so that nothing stands before the acknowledgement; we find the
 * workspace's token when there is something to say.
 */
export function connectBolt(receiver: Receiver | undefined, handle: Handler['handle'], log: Log): void {
  const app = new App({
    ...(receiver && { receiver }),
    authorize: async () => ({}),
    ignoreSelf: false,
    convoStore: false,
    developerMode: false,
    logger: silentLogger(log),
  });
  // Events are acknowledged by Bolt itself, before they come here.
  app.use(async (args) => handle(args.body, 'ack' in args ? (args.ack as Ack) : undefined));
  app.error((error) => Promise.reject(error));
}
