import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { answerAddressed } from './local-slack-answers.ts';
import { emulated, METHODS, NEEDED_SCOPES } from './local-slack-methods.ts';
import { oauthAccess } from './local-slack-oauth.ts';
import { openIdToken } from './local-slack-open-id.ts';
import { createRates } from './local-slack-rates.ts';
import { isRecord, SlackError, type State, type Token } from './local-slack-state.ts';
import type { Json, LocalFault } from './local-slack-types.ts';

/** The front: Slack's Web API, the answering addresses, and what a test scripts to go wrong. */
export async function startFront(state: State): Promise<Server> {
  const throttled = createRates(state);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await read(request);
    const [, kind, name = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    if (kind === 'respond') return answerAddress(response, name, raw);
    if (kind !== 'api') return void response.writeHead(404).end();
    const body = parseBody(raw, request.headers['content-type']);
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (state.record) state.calls.push({ method: name, token, body, at: state.clock.now() });
    const fault = state.faults.get(name)?.shift();
    if (fault !== undefined && !doneAllTheSame(fault)) return meet(response, fault);
    const answer = await call(name, token, body);
    if (fault !== undefined) return meet(response, fault);
    send(response, answer, state.tokens.get(token));
  }

  async function call(method: string, token: string, body: Json): Promise<Json> {
    try {
      return { ok: true, ...(await perform(method, token, body)) };
    } catch (error) {
      if (error instanceof SlackError) return { ok: false, error: error.message, ...error.more };
      throw error;
    }
  }

  async function perform(method: string, name: string, body: Json): Promise<Json> {
    if (method === 'oauth.v2.access') return oauthAccess(state, body);
    if (method === 'openid.connect.token') return openIdToken(state, body);
    const token = state.tokens.get(name);
    if (!token) throw new SlackError(name === '' ? 'not_authed' : 'invalid_auth');
    if (token.revoked) throw new SlackError('token_revoked');
    if (token.expiresAt < state.clock.now().getTime()) throw new SlackError('token_expired');
    const needed = NEEDED_SCOPES[method];
    if (needed && !token.scopes.includes(needed)) throw new SlackError('missing_scope', { needed });
    const workspace = state.workspaces.get(token.workspace);
    if (!workspace) throw new SlackError('account_inactive');
    if (method === 'chat.postMessage') throttled(token.workspace, String(body.channel));
    const known = METHODS[method];
    return known ? known({ state, workspace, token }, body) : emulated(workspace, method, body);
  }

  async function answerAddress(response: ServerResponse, id: string, raw: Buffer): Promise<void> {
    const fault = state.faults.get('response_url')?.shift();
    if (fault !== undefined) return meet(response, fault);
    const { status, body } = await answerAddressed(state, id, parseBody(raw, 'application/json'));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;
}

const doneAllTheSame = (fault: LocalFault): boolean =>
  typeof fault === 'object' && ('silent' in fault || ('done' in fault && fault.done === true));

function meet(response: ServerResponse, fault: LocalFault): void {
  if (typeof fault === 'string') send(response, { ok: false, error: fault }, undefined);
  else if ('retryAfter' in fault) tooMany(response, fault.retryAfter);
  else if ('status' in fault) response.writeHead(fault.status).end('It went wrong.');
  else if ('broken' in fault) response.destroy();
}

function send(response: ServerResponse, answer: Json, token: Token | undefined): void {
  const seconds = answer.error === 'ratelimited' ? Number(answer.retryAfter) : undefined;
  if (seconds !== undefined) return void tooMany(response, seconds);
  response
    .writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      ...(token && { 'x-oauth-scopes': token.scopes.join(',') }),
    })
    .end(JSON.stringify(answer));
}

const tooMany = (response: ServerResponse, seconds: number) =>
  response
    .writeHead(429, { 'retry-after': String(seconds), 'content-type': 'application/json' })
    .end(JSON.stringify({ ok: false, error: 'ratelimited' }));

function read(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** WebClient sends fields, with everything that is no plain value as JSON inside. */
function parseBody(raw: Buffer, type: string | undefined): Json {
  const text = raw.toString();
  if (type?.startsWith('application/json')) return parseJson(text) as Json;
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(parse(text))) {
    const one = Array.isArray(value) ? value.at(-1) : value;
    fields[key] = STRUCTURED.has(key) && typeof one === 'string' ? parseJson(one) : one;
  }
  return fields;
}

const STRUCTURED = new Set(['blocks', 'view', 'metadata']);

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) || isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
