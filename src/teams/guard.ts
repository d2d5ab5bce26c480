import type { Request, RequestHandler, Response } from 'express';
import { type Json, record, string } from '../chat/json.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { REQUEST_MAX_BYTES } from './limits.ts';
import { tenantOf } from './receive.ts';

type Refusal = {
  readonly status: number;
  readonly reason: 'unsigned' | 'foreign' | 'malformed' | 'too_large';
};

/** Who may speak to the bot, beside what the SDK checks of the token. */
export type Trust =
  | {
      readonly kind: 'signed';
      /** Who signs activities: Bot Framework, and nobody else. */
      readonly issuer: string;
      /** The only tenant; every one when left out. */
      readonly tenant?: string | undefined;
    }
  /** The Playground signs nothing: only what is on this machine is answered. */
  | { readonly kind: 'playground' };

/**
 * Stands before the SDK and hands it only what it can judge. The SDK checks signature, audience, expiry and service
 * address, but leaves three gaps that are closed here: it takes tokens that Entra issues for our app as well, which every
 * person of the company gets by signing in to the tab, and by which they could speak in another's name; it checks the
 * service address only where the activity names one; and it does not mind the tenant. The body is read here and nowhere
 * else, and leaves as `request.body`.
 */
export function createGuard(options: {
  trust: Trust;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** False while stopping: Teams sends activities again. */
  accepting: () => boolean;
}): RequestHandler {
  const { trust, clock, log, metrics, accepting } = options;
  const acknowledgement = metrics.acknowledgement.labels({ platform: 'teams' });

  function refused(reason: string): void {
    log.warn('teams.request_refused', { reason });
    metrics.requests.inc({ platform: 'teams', kind: 'request', outcome: reason });
  }

  function refuse(response: Response, { status, reason }: Refusal): void {
    refused(reason);
    response.status(status).end();
  }

  return async (request, response, next) => {
    if (!accepting()) return void response.status(503).end();
    const arrived = clock.now().getTime();
    const raw = await readBody(request);
    if (raw === 'too_large') return refuse(response, { status: 413, reason: 'too_large' });
    // A page in somebody's browser could send other kinds without asking first.
    if (raw === 'broken' || !/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return refuse(response, { status: 400, reason: 'malformed' });
    const body = parse(raw);
    const fault = body ? judge(body, request.headers.authorization, trust) : malformed;
    if (fault) return refuse(response, fault);
    request.body = body;
    response.once('finish', () => {
      acknowledgement.observe(Math.max(0, clock.now().getTime() - arrived) / 1000);
      if (response.statusCode === 401) refused('unsigned');
    });
    next();
  };
}

const malformed: Refusal = { status: 400, reason: 'malformed' };
const foreign: Refusal = { status: 403, reason: 'foreign' };
const unsigned: Refusal = { status: 401, reason: 'unsigned' };

function judge(body: Json, authorization: string | undefined, trust: Trust): Refusal | undefined {
  const serviceUrl = URL.parse(string(body.serviceUrl) ?? '');
  if (!string(body.type) || !serviceUrl) return malformed;
  if (trust.kind === 'playground') {
    return /^(127(\.\d+){3}|localhost|\[::1\])$/.test(serviceUrl.hostname) ? undefined : foreign;
  }
  if (issuerOf(authorization) !== trust.issuer) return unsigned;
  return trust.tenant === undefined || tenantOf(body) === trust.tenant ? undefined : foreign;
}

/** What a token says of its issuer; whether it says the truth, the SDK checks. */
function issuerOf(authorization: string | undefined): string | undefined {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/i.exec(authorization ?? '')?.[1];
  return payload === undefined ? undefined : string(parse(Buffer.from(payload, 'base64url'))?.iss);
}

function parse(raw: Buffer): Json | undefined {
  try {
    return record(JSON.parse(raw.toString()));
  } catch {
    return undefined;
  }
}

function readBody(request: Request): Promise<Buffer | 'too_large' | 'broken'> {
  return new Promise((resolve) => {
    // A body parser in front of us would leave nothing to read.
    if (request.readableEnded) return resolve('broken');
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= REQUEST_MAX_BYTES) chunks.push(chunk);
      else resolve('too_large');
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => resolve('broken'));
    request.once('close', () => resolve('broken'));
  });
}
