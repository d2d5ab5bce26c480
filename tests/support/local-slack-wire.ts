import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { stringify } from 'node:querystring';
import type { Clock } from '../../src/clock.ts';
import type { LocalSocket } from './local-slack-socket.ts';
import type { Json, Outcome } from './local-slack-types.ts';

export const SIGNING_SECRET = 'local-signing-secret';

/** A raw request to the bot, for tests of bad input; what is left out is made as Slack would. */
export type RawRequest = {
  readonly body: string;
  readonly type?: 'form' | 'json';
  /** Seconds since 1970. */
  readonly timestamp?: number | string | null;
  readonly signature?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Wire = {
  /** Where the bot listens, without a path. */
  connect(url: string): void;
  /** Delivers a payload as Slack would, over HTTP or the open socket. */
  deliver(kind: 'command' | 'interaction' | 'event', payload: Json): Promise<Outcome>;
  raw(request: RawRequest): Promise<Outcome>;
  close(): void;
};

/** Slack gives up after three seconds; a test should hear of it. */
const SLACK_WAITS_MS = 3000;

export function createWire(socket: LocalSocket, wireClock: Clock): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  let target: string | undefined;

  function raw(asked: RawRequest): Promise<Outcome> {
    const timestamp =
      asked.timestamp === undefined ? Math.floor(wireClock.now().getTime() / 1000) : asked.timestamp;
    const signature = asked.signature === undefined ? sign(`v0:${timestamp}:${asked.body}`) : asked.signature;
    const headers = {
      'content-type': asked.type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(asked.body)),
      ...(timestamp !== null && { 'x-slack-request-timestamp': String(timestamp) }),
      ...(signature !== null && { 'x-slack-signature': signature }),
      ...asked.headers,
    };
    return new Promise((resolve, reject) => {
      if (!target) return reject(new Error('Tell the local Slack where the bot listens: slack.connect(url)'));
      let sent = 0;
      const outgoing = request(`${target}/slack/events`, { method: 'POST', agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            ackMs: performance.now() - sent,
            ack: readAck(Buffer.concat(chunks).toString()),
          }),
        );
      });
      outgoing.on('error', reject);
      sent = performance.now();
      outgoing.end(asked.body);
    });
  }

  async function overSocket(kind: 'command' | 'interaction' | 'event', payload: Json): Promise<Outcome> {
    const sent = performance.now();
    const ack = await socket.send(ENVELOPES[kind], payload);
    const empty = !ack || Object.keys(ack).length === 0;
    return { status: 200, ackMs: performance.now() - sent, ack: empty ? undefined : ack };
  }

  async function deliver(kind: 'command' | 'interaction' | 'event', payload: Json): Promise<Outcome> {
    const outcome = await (target ? raw(encode(kind, payload)) : overSocket(kind, payload));
    if (outcome.status !== 200) throw new Error(`The bot answered ${outcome.status} to a ${kind}`);
    if (outcome.ackMs > SLACK_WAITS_MS)
      throw new Error(`The bot took ${Math.round(outcome.ackMs)} ms for a ${kind}`);
    return outcome;
  }

  return {
    connect(url) {
      target = url;
    },
    deliver,
    raw,
    close: () => agent.destroy(),
  };
}

const ENVELOPES = { command: 'slash_commands', interaction: 'interactive', event: 'events_api' } as const;

export const sign = (text: string): string =>
  `v0=${createHmac('sha256', SIGNING_SECRET).update(text).digest('hex')}`;

export function encode(kind: 'command' | 'interaction' | 'event', payload: Json): RawRequest {
  switch (kind) {
    case 'command':
      return { body: stringify(payload as Record<string, string>) };
    case 'interaction':
      return { body: stringify({ payload: JSON.stringify(payload) }) };
    case 'event':
      return { body: JSON.stringify(payload), type: 'json' };
  }
}

function readAck(text: string): Json | string | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
