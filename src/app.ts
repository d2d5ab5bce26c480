import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Clock as BossClock } from 'pg-boss';
import { commands } from '../commands/index.ts';
import { firstDoor, readSession, readToken, signIn, stillHolding } from './access/index.ts';
import { handlers, openApi } from './api/index.ts';
import type { ApiServices, Demo } from './api/route.ts';
import { listenForChanges } from './changes.ts';
import type { Directory } from './chat/actor.ts';
import { createDispatch, type Dispatch } from './chat/dispatch.ts';
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
import type { Slack } from './slack/index.ts';
import { renderMessage } from './slack/render.ts';
import { openStore, type Store } from './store/index.ts';
import { renderCard } from './teams/render.ts';
import { type Cookies, createCookies, createPlatform, deviceOf, mountWeb, type Web } from './web/index.ts';

/** A running Tutti. */
export type App = {
  readonly context: Context;
  /** Where it listens, such as http://127.0.0.1:3000. */
  readonly url: string;
  /** The path that lets the first administrator in, while no chat is connected and nobody has ever signed in. */
  readonly firstDoor: string | undefined;
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
  /** The database, where it is being opened already while this code was still loading. */
  readonly store?: Promise<Store>;
  /** Makes the demo's company; called when jobs can be enqueued and nobody can ask anything yet. */
  readonly demo?: (context: Context) => Promise<Demo>;
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
  // Slack's code takes as long to load as the database to open, so both are done at once, and only where it is needed.
  const slackCode = config.slack ? import('./slack/index.ts') : undefined;
  slackCode?.catch(() => {});
  const metrics = createMetrics();
  const { databaseUrl, dataDir } = config;
  const store = await (options.store ?? openStore({ databaseUrl, dataDir, log }));
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
    let ownUrl: string | undefined;
    const context: Context = {
      db,
      clock,
      log,
      metrics,
      queue,
      platforms,
      // Bound to this machine, its own address is one that people can open; which port it is, is known once it listens.
      get publicUrl() {
        return config.publicUrl ?? (isLoopback(config.host) ? ownUrl : undefined);
      },
    };
    const http = createHttp({
      metrics,
      ready: async () => (await queue.healthy()) && (await db.$queryRaw`SELECT 1`) !== undefined,
    });
    closing.push(() => queue.stop(STOP_JOBS_MS));
    // Before the platforms, which enqueue what they learn when they connect.
    await queue.open();
    platforms.set('web', createPlatform(context));
    const directory = createDirectory(context);
    const dispatch = createDispatch(context, directory, commands);
    const cookies = createCookies(isSecure(config));
    if (slackCode) {
      const slack = await connectSlack(await slackCode, config, {
        context,
        http,
        dispatch,
        directory,
        cookies,
      });
      platforms.set('slack', slack.platform);
      closing.push(() => slack.stop());
      await slack.start();
    }
    if (config.teams) {
      // Loaded here, for it is large and most companies have one chat.
      const { createTeams } = await import('./teams/index.ts');
      const teams = createTeams({
        mode: config.teams,
        http,
        dispatch,
        host: createHost(context, createSealer(await readSecretKey(config))),
        commands: commands.map(({ name }) => name),
        log,
        metrics,
      });
      platforms.set('teams', teams.platform);
      closing.push(() => teams.stop());
      await teams.start();
    }
    const demo = await options.demo?.(context);
    const web = openPage(config, { context, http, store, dispatch, demo, cookies });
    const server = createServer(http);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(cannotListen(config, error)));
      server.listen(config.port, config.host, resolve);
    });
    const { port } = server.address() as AddressInfo;
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    ownUrl = url;
    closing.push(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      web.stop();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), STOP_SERVER_MS).unref();
      await closed;
    });
    await queue.start(context);
    await sweep(context);
    const alone = config.slack === undefined && config.teams === undefined && demo === undefined;
    const door = alone
      ? await firstDoor(context, Intl.DateTimeFormat().resolvedOptions().timeZone)
      : undefined;
    log.info('app.started', {
      port,
      store: store.kind,
      slack: config.slack?.kind ?? 'none',
      teams: config.teams?.kind ?? 'none',
    });
    return { context, url, firstDoor: door, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Around = {
  readonly context: Context;
  readonly http: Express;
  readonly dispatch: Dispatch;
  readonly cookies: Cookies;
};

async function connectSlack(
  { createSlack }: typeof import('./slack/index.ts'),
  config: Config,
  { context, http, dispatch, directory, cookies }: Around & { readonly directory: Directory },
): Promise<Slack> {
  if (!config.slack) throw new Error('Slack is not configured.');
  return createSlack({
    mode: config.slack,
    apiUrl: config.slackApiUrl,
    publicUrl: config.publicUrl,
    http,
    dispatch,
    host: createHost(context, createSealer(await readSecretKey(config))),
    async letIn({ team, user, request }) {
      const actor = await directory.identify({ platform: 'slack', workspace: team, user });
      if (!actor) return undefined;
      const browser = {
        device: deviceOf(request.headers['user-agent']),
        before: cookies.read(request.headers.cookie),
      };
      const { secret, expiresAt } = await signIn(context, actor, browser);
      return cookies.write(secret, expiresAt);
    },
    log: context.log,
    metrics: context.metrics,
  });
}

/** The page, its API and who may use them. */
function openPage(
  config: Config,
  { context, http, store, dispatch, demo, cookies }: Around & { store: Store; demo: Demo | undefined },
): Web {
  const services: ApiServices = {
    dispatch,
    previews: { slack: renderMessage, teams: renderCard },
    demo,
    slackSignIn: config.slack?.kind === 'oauth',
  };
  return mountWeb(http, {
    context,
    services,
    handlers,
    openApi,
    cookies,
    secure: isSecure(config),
    doors: {
      session: (secret) => readSession(context, secret),
      token: (secret) => readToken(context, secret),
      stillHolding: (ids) => stillHolding(context, ids),
    },
    listen: (listener) => listenForChanges(store, listener),
  });
}

/** Sessions need https, but for who sits at this machine and has no such address. */
const isSecure = ({ host, publicUrl }: Config): boolean =>
  !isLoopback(host) || publicUrl?.startsWith('https:') === true;

/** Whether an address reaches this machine alone. */
const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|localhost)$/.test(host);
