import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse } from 'node:querystring';
import type { Request, RequestHandler, Response } from 'express';
import { record, string } from '../chat/json.ts';
import { createSeen } from '../chat/seen.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { REQUEST_MAX_AGE_MS, REQUEST_MAX_AHEAD_MS, REQUEST_MAX_BYTES } from './limits.ts';
import { receive } from './receive.ts';

/** A signature stays valid from a minute ahead to five minutes after; 100,000 are 330 a second for all that time. */
const REMEMBER_MS = REQUEST_MAX_AGE_MS + REQUEST_MAX_AHEAD_MS;
const REMEMBER_MOST = 100_000;

type Refusal = {
  readonly status: number;
  readonly reason: 'unsigned' | 'stale' | 'replayed' | 'malformed' | 'too_large';
};

/**
 * Stands before Bolt and hands it only what Slack signed, lately, once, and in a shape Bolt can read: Bolt 5.1 itself
 * takes timestamps from the future and replays, and answers odd bodies with 500. The body is read and verified here and
 * nowhere else, and leaves as `request.body`.
 */
export function createGuard(options: {
  signingSecret: string;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** False while stopping: Slack sends events again, and tells people that we are away. */
  accepting: () => boolean;
}): RequestHandler {
  const { signingSecret, clock, log, metrics, accepting } = options;
  const seen = createSeen({ clock, forMs: REMEMBER_MS, most: REMEMBER_MOST });
  const acknowledgement = metrics.acknowledgement.labels({ platform: 'slack' });

  function refuse(response: Response, { status, reason }: Refusal): void {
    log.warn('slack.request_refused', { reason });
    metrics.requests.inc({ platform: 'slack', kind: 'request', outcome: reason });
    response.status(status).end();
  }

  return async (request, response, next) => {
    if (!accepting()) return void response.status(503).end();
    const arrived = clock.now().getTime();
    const raw = await readBody(request);
    if (raw === 'too_large') return refuse(response, { status: 413, reason: 'too_large' });
    if (raw === 'broken') return refuse(response, { status: 400, reason: 'malformed' });
    if (isSslCheck(request, raw)) return void response.status(200).end();
    const signature = verify(request, raw, signingSecret, arrived);
    if (typeof signature !== 'string') return refuse(response, signature);
    if (seen.note(signature)) return refuse(response, { status: 409, reason: 'replayed' });
    const body = parseBody(raw, request.headers['content-type']);
    const root = record(body);
    if (root?.type === 'url_verification') return void response.json({ challenge: string(root.challenge) });
    if (receive(body) === undefined) return refuse(response, { status: 400, reason: 'malformed' });
    request.body = body;
    response.once('finish', () => {
      acknowledgement.observe(Math.max(0, clock.now().getTime() - arrived) / 1000);
      // Slack comes again, perhaps within the same second and so with the same signature.
      if (response.statusCode >= 500) seen.forget(signature);
    });
    next();
  };
}

/** Slack's signature when it holds, without its constant start; else why not. */
function verify(request: Request, raw: Buffer, secret: string, now: number): string | Refusal {
  const signature = request.headers['x-slack-signature'];
  const stamp = request.headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || typeof stamp !== 'string' || !/^\d{1,12}$/.test(stamp)) {
    return { status: 401, reason: 'unsigned' };
  }
  const expected = createHmac('sha256', secret).update(`v0:${stamp}:`).update(raw).digest('hex');
  const given = Buffer.from(signature);
  const wanted = Buffer.from(`v0=${expected}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    return { status: 401, reason: 'unsigned' };
  const age = now - Number(stamp) * 1000;
  // The stamp is in whole seconds, so that a request of this moment may seem up to a second old.
  if (age >= REQUEST_MAX_AGE_MS + 1000 || age < -REQUEST_MAX_AHEAD_MS)
    return { status: 401, reason: 'stale' };
  return expected;
}

function parseBody(raw: Buffer, type: string | undefined): unknown {
  const text = raw.toString();
  try {
    if (!type?.startsWith('application/x-www-form-urlencoded')) return JSON.parse(text);
    const fields = parse(text);
    return typeof fields.payload === 'string' ? JSON.parse(fields.payload) : { ...fields };
  } catch {
    return undefined;
  }
}

/** Slack tries a command's address with this, unsigned; the answer gives nothing away. */
const isSslCheck = (request: Request, raw: Buffer): boolean =>
  request.headers['x-slack-signature'] === undefined &&
  raw.length < 200 &&
  /^(token=[\w-]*&)?ssl_check=1(&token=[\w-]*)?$/.test(raw.toString());

function readBody(request: Request): Promise<Buffer | 'too_large' | 'broken'> {
  return new Promise((resolve) => {
    // A body parser in front of us would leave nothing to verify.
    if (request.readableEnded) return resolve('broken');
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= REQUEST_MAX_BYTES) chunks.push(chunk);
      else resolve('too_large');
    });
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once('error', () => resolve('broken'));
    request.once('close', () => resolve('broken'));
  });
}
