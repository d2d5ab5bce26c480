import type { Express } from 'express';
import type { Dispatch } from '../chat/dispatch.ts';
import type { PlatformHost } from '../chat/installations.ts';
import type { Platform } from '../chat/platform.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { SlackMode } from '../config.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createAnswer } from './answer.ts';
import { connectBolt, timed } from './bolt.ts';
import { createClients } from './client.ts';
import { createHandler } from './handle.ts';
import { createInstallations } from './installations.ts';
import { createRenewal, mountOAuth } from './oauth.ts';
import { type LetIn, mountOpenId } from './open-id.ts';
import { createPlatform } from './platform.ts';
import { createHttpReceiver, createSocket } from './receivers.ts';
import { respond } from './respond.ts';
import { signIn, signInFault } from './sign-in.ts';

export type SlackOptions = {
  readonly mode: SlackMode;
  /** Slack's own unless given, with its slash at the end; a local Slack in tests. */
  readonly apiUrl?: string;
  /** Tutti's address on the web, without a slash at the end; OAuth returns there. */
  readonly publicUrl?: string;
  /** Takes POST /slack/events, and with OAuth GET /slack/install and /slack/oauth_redirect. No body parser may stand before. */
  readonly http: Express;
  readonly dispatch: Dispatch;
  readonly host: PlatformHost;
  /** Signs somebody in to the page whom Slack vouches for; with OAuth this adds GET /slack/sign_in. */
  readonly letIn?: LetIn;
  /**
   * Slack's time: its three seconds, the age of signatures, the life of tokens. The system's unless a test of Slack itself
   * replaces it; never the company's clock, which tests move by days while Slack waits for an answer.
   */
  readonly wireClock?: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

export type Slack = {
  readonly platform: Platform;
  /** Signs in with the tokens given, keeps the installation, and in Socket Mode connects. */
  start(): Promise<void>;
  /** Takes nothing new and waits for the work in hand, four seconds at most. */
  stop(): Promise<void>;
};

/** Of the ten seconds in which the whole stops; the jobs, the server and the database need theirs. */
const STOP_WITHIN_MS = 4_000;

/** Slack as one of the platforms: receives acts, dispatches them, and carries out the replies. */
export function createSlack(options: SlackOptions): Slack {
  const { mode, apiUrl, publicUrl, http, dispatch, host, log, metrics } = options;
  const clock = options.wireClock ?? systemClock;
  const common = { clock, log, metrics, ...(apiUrl && { apiUrl }) };
  const renew = mode.kind === 'oauth' ? createRenewal(mode, common) : undefined;
  const installations = createInstallations({ host, clock, ...(renew && { renew }) });
  const clients = createClients({ installations, ...common });
  const answer = createAnswer({ clients, respond });
  const handler = createHandler({ dispatch, answer, host, installations, clients, clock, log, metrics });

  let stopping = false;
  const socket = mode.kind === 'socket' ? createSocket({ ...common, appToken: mode.appToken }) : undefined;
  const receiver =
    mode.kind === 'socket'
      ? undefined
      : createHttpReceiver(http, {
          ...common,
          signingSecret: mode.signingSecret,
          accepting: () => !stopping,
        });
  if (mode.kind === 'oauth') {
    mountOAuth(http, mode, { installations, ...common, ...(publicUrl && { publicUrl }) });
    if (options.letIn)
      mountOpenId(http, mode, { letIn: options.letIn, ...common, ...(publicUrl && { publicUrl }) });
  }

  connectBolt(
    receiver ?? socket?.receiver,
    socket ? timed(handler.handle, clock, metrics) : handler.handle,
    log,
  );

  return {
    platform: createPlatform({ clients, clock }),
    async start() {
      if (mode.kind === 'oauth') return;
      await signIn(mode.botToken, { installations, ...common });
      await socket?.start().catch((error) => {
        throw signInFault(error, 'SLACK_APP_TOKEN');
      });
    },
    async stop() {
      stopping = true;
      await socket?.stop();
      const waited = new AbortController();
      await Promise.race([handler.idle(), clock.sleep(STOP_WITHIN_MS, waited.signal)]);
      waited.abort();
    },
  };
}
