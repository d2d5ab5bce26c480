import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock as BossClock } from 'pg-boss';
import { commands } from '../commands/index.ts';
import { createDispatch } from './chat/dispatch.ts';
import { sweep } from './chat/jobs.ts';
import type { Platform, PlatformName } from './chat/platform.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { errorCode, TuttiError } from './errors.ts';
import { createHttp } from './http.ts';
import { jobs } from './jobs/index.ts';
import { createQueue } from './jobs/queue.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createDirectory, createHost } from './people/index.ts';
import { createSealer } from './seal.ts';
import { readSecretKey } from './secret-key.ts';
import { createSlack } from './slack/index.ts';
import { openStore } from './store/index.ts';

/** A running Tutti. */
export type App = {
  readonly context: Context;
  /** Where it listens, such as http://127.0.0.1:3000. */
  readonly url: string;
  /** Finishes requests and jobs in hand, for at most ten seconds, and closes the database. */
  stop(): Promise<void>;
};

export type AppOptions = {
  readonly clock?: Clock;
  /** pg-boss's clock, when a test or the rehearsal moves time. */
  readonly bossClock?: BossClock;
  readonly log?: Log;
  /** False leaves jobs to runDue, for tests that move time. */
  readonly work?: boolean;
};

/** Ten seconds in all: four for Slack's work in hand, these for jobs, and the rest for the server and the database. */
const STOP_JOBS_MS = 4_000;
const STOP_SERVER_MS = 1_000;

/** The two faults of an address that people meet, in words. */
function cannotListen({ port, host }: Config, cause: Error): Error {
  const code = errorCode(cause);
  if (code === 'EADDRINUSE') {
    return new TuttiError(
      'port_in_use',
      `Port ${port} is taken by another program. Stop that one, or set another PORT.`,
      { cause },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new TuttiError(
      'bad_host',
      `This machine has no address ${host}. Set HOST to 127.0.0.1 or 0.0.0.0.`,
      { cause },
    );
  }
  return cause;
}

/** Wires everything, here and nowhere else, and starts it. */
export async function startApp(config: Config, options: AppOptions = {}): Promise<App> {
  const { clock = systemClock, log = createLog(config.logLevel), bossClock, work = true } = options;
  const metrics = createMetrics();
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
  const closing: (() => Promise<unknown>)[] = [() => store.close()];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const { db, connection } = store;
    const queue = createQueue({
      connection,
      handlers: jobs,
      now: clock.now,
      log,
      metrics,
      work,
      // The embedded database admits one process.
      alone: store.kind === 'embedded',
      ...(bossClock ? { bossClock } : {}),
    });
    const platforms = new Map<PlatformName, Platform>();
    const context: Context = { db, clock, log, metrics, queue, platforms, publicUrl: config.publicUrl };
    const http = createHttp({
      metrics,
      ready: async () => (await queue.healthy()) && (await db.$queryRaw`SELECT 1`) !== undefined,
    });
    closing.push(() => queue.stop(STOP_JOBS_MS));
    // Before the platforms, which enqueue what they learn when they connect.
    await queue.open();
    if (config.slack) {
      const slack = createSlack({
        mode: config.slack,
        apiUrl: config.slackApiUrl,
        publicUrl: config.publicUrl,
        http,
        dispatch: createDispatch(context, createDirectory(context), commands),
        host: createHost(context, createSealer(await readSecretKey(config))),
        log,
        metrics,
      });
      platforms.set('slack', slack.platform);
      closing.push(() => slack.stop());
      await slack.start();
    }
    const server = createServer(http);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(cannotListen(config, error)));
      server.listen(config.port, config.host, resolve);
    });
    closing.push(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), STOP_SERVER_MS).unref();
      await closed;
    });
    await queue.start(context);
    await sweep(context);
    const { port } = server.address() as AddressInfo;
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    log.info('app.started', { port, store: store.kind, slack: config.slack?.kind ?? 'none' });
    return { context, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
