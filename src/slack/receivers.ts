import { ExpressReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Express } from 'express';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { clientOptions } from './client.ts';
import { createGuard } from './guard.ts';
import { BusyError } from './handle.ts';
import { silentLogger } from './sdk-log.ts';

type Common = { readonly clock: Clock; readonly log: Log; readonly metrics: Metrics };

/** Bolt answers an unacknowledged request at 3,001 ms with 404, when Slack has stopped listening; we are quicker. */
const UNACKNOWLEDGED_MS = 2900;

/**
 * Slack over HTTP. Our guard reads and verifies the body; Bolt's receiver gets it parsed, so that its own body parser and
 * signature check are left out. An acknowledgement then takes about half the processor time of a bare Bolt app's (95 µs
 * against 180 µs, measured with everything else in place).
 */
export function createHttpReceiver(
  http: Express,
  options: Common & { signingSecret: string; accepting: () => boolean },
): ExpressReceiver {
  const { log, metrics, signingSecret } = options;
  const failed = (outcome: string, error: unknown) => {
    log.error('slack.request_failed', error, { outcome });
    metrics.requests.inc({ platform: 'slack', kind: 'request', outcome });
  };
  const receiver = new ExpressReceiver({
    app: http,
    endpoints: {},
    signingSecret,
    signatureVerification: false,
    logger: silentLogger(log),
    unhandledRequestTimeoutMillis: UNACKNOWLEDGED_MS,
    unhandledRequestHandler: ({ response }) => {
      failed('unacknowledged', undefined);
      if (!response.headersSent) response.writeHead(503).end();
    },
    processEventErrorHandler: async ({ error, response }) => {
      failed(error instanceof BusyError ? 'busy' : 'failed', error);
      if (!response.headersSent) response.writeHead(503).end();
      return true;
    },
  });
  http.post('/slack/events', createGuard(options), (request, response) =>
    receiver.requestHandler(request, response),
  );
  return receiver;
}

export type Socket = {
  readonly receiver: SocketModeReceiver;
  /** Connects, or throws what Slack answered; from then on stays connected. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Between attempts to connect again: 1 s, 2 s, 4 s …, at most 30 s. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * Slack over a socket that we open, for which no public address is needed. We reconnect by ourselves: the SDK's own
 * reconnection leaves a promise unhandled when the network is down, which would end the process.
 */
export function createSocket(options: Common & { appToken: string; apiUrl?: string }): Socket {
  const { appToken, apiUrl, clock, log, metrics } = options;
  const stopping = new AbortController();
  let connecting = false;
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: silentLogger(log),
    installerOptions: { clientOptions: clientOptions(log, apiUrl) },
    processEventErrorHandler: async ({ error }) => {
      log.error('slack.request_failed', error, { outcome: 'failed' });
      metrics.requests.inc({ platform: 'slack', kind: 'request', outcome: 'failed' });
      return false;
    },
  });

  async function connect(): Promise<void> {
    connecting = true;
    try {
      await receiver.start();
      log.info('slack.socket_connected');
    } finally {
      connecting = false;
    }
  }

  async function reconnect(): Promise<void> {
    for (let pause = 1000; !stopping.signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return await connect();
      } catch {
        log.warn('slack.socket_failed', { pause });
        await clock.sleep(pause, stopping.signal);
      }
    }
  }

  receiver.client.on('disconnected', () => {
    if (connecting || stopping.signal.aborted) return;
    void reconnect();
  });

  return {
    receiver,
    start: connect,
    async stop() {
      stopping.abort();
      await receiver.stop();
    },
  };
}
