import { type CloudEnvironment, PUBLIC } from '@microsoft/teams.api';
import { App, type AppOptions, ExpressAdapter, type IPlugin } from '@microsoft/teams.apps';
import type { Express } from 'express';
import type { Dispatch } from '../chat/dispatch.ts';
import type { PlaceHost, PlatformHost } from '../chat/installations.ts';
import type { Platform } from '../chat/platform.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { TeamsMode } from '../config.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createAnswer } from './answer.ts';
import { createConnect } from './connector.ts';
import { createGuard } from './guard.ts';
import { createHandler } from './handle.ts';
import { TIMEOUT_MS } from './limits.ts';
import { createOffered } from './offered.ts';
import { createPlaces } from './places.ts';
import { createPlatform } from './platform.ts';
import { silentLogger } from './sdk-log.ts';
import { createTenants } from './tenants.ts';

export type TeamsOptions = {
  readonly mode: TeamsMode;
  /** Takes POST /api/messages. No body parser may stand before, and nothing that answers every path before `start`. */
  readonly http: Express;
  readonly dispatch: Dispatch;
  readonly host: PlatformHost & PlaceHost;
  /** The names of all commands: the words that are understood in a chat. */
  readonly commands: readonly string[];
  /** Microsoft's public cloud unless given: where tokens come from and who signs activities. A test's own in tests. */
  readonly cloud?: CloudEnvironment;
  /** The bot's token for Teams; from Entra, by the client secret, unless given. */
  readonly token?: () => Promise<string>;
  /** Teams' time: its few seconds for an answer. The system's unless a test of Teams itself replaces it. */
  readonly wireClock?: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

export type Teams = {
  readonly platform: Platform;
  /** Begins to take activities; call it before the server listens. */
  start(): Promise<void>;
  /** Resolves when all work behind answers is done. */
  idle(): Promise<void>;
  /** Takes nothing new and waits for the work in hand, four seconds at most. */
  stop(): Promise<void>;
};

/** Of the ten seconds in which the whole stops; the jobs, the server and the database need theirs. */
const STOP_WITHIN_MS = 4_000;

const ENDPOINT = '/api/messages';

/** Microsoft Teams as one of the platforms: receives acts, dispatches them, and carries out the replies. */
export function createTeams(options: TeamsOptions): Teams {
  const { mode, http, dispatch, host, commands, log, metrics } = options;
  const clock = options.wireClock ?? systemClock;
  const cloud = options.cloud ?? PUBLIC;
  const playground = mode.kind === 'playground';
  let stopping = false;

  http.post(
    ENDPOINT,
    createGuard({
      trust: playground
        ? { kind: 'playground' }
        : { kind: 'signed', issuer: cloud.tokenIssuer, tenant: mode.tenantId },
      clock,
      log,
      metrics,
      accepting: () => !stopping,
    }),
  );
  const app = new App(sdkOptions(options, cloud));
  const connect = createConnect({ api: app.api, clock, dialogs: !playground });
  const tenants = createTenants({ host, clock, own: playground || mode.tenantId !== undefined });
  const platform = createPlatform({ host, tenants, connect, clock });
  const handler = createHandler({
    dispatch,
    answer: createAnswer({ platform, connect, clock }),
    places: createPlaces({ host, tenants, connect, clock, log }),
    offered: createOffered({ host, platform, listPeople: playground }),
    commands,
    clock,
    log,
    metrics,
  });
  // One way in for all: the SDK would run each activity past every route.
  app.use(({ activity }) => handler.handle(activity));

  return {
    platform,
    start: () => app.initialize(),
    idle: handler.idle,
    async stop() {
      stopping = true;
      const waited = new AbortController();
      await Promise.race([handler.idle(), clock.sleep(STOP_WITHIN_MS, waited.signal)]);
      waited.abort();
    },
  };
}

/** Everything that the SDK would otherwise look for in the environment is given. */
function sdkOptions({ mode, http, token, log }: TeamsOptions, cloud: CloudEnvironment): AppOptions<IPlugin> {
  const logger = silentLogger(log);
  return {
    httpServerAdapter: new ExpressAdapter(http, { logger }),
    messagingEndpoint: ENDPOINT,
    logger,
    cloud,
    client: { timeout: TIMEOUT_MS, logger },
    serviceUrl: 'https://smba.trafficmanager.net/teams',
    telemetry: { agent365: false },
    dangerouslyAllowUnauthenticatedRequests: mode.kind === 'playground',
    clientId: mode.kind === 'bot' ? mode.clientId : '',
    clientSecret: mode.kind === 'bot' && !token ? mode.clientSecret : '',
    tenantId: (mode.kind === 'bot' && mode.tenantId) || '',
    managedIdentityClientId: '',
    ...(token && { token }),
  };
}
