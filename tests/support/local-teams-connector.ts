import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkCard, saidOn } from './local-teams-cards.ts';

export type LocalTeamsPerson = {
  readonly name: string;
  /** The Entra id, and Teams' own for the bot. */
  readonly id: string;
  readonly account: string;
  readonly email: string;
  readonly tenant: string;
};

export type LocalTeam = {
  readonly id: string;
  readonly name: string;
  readonly channels: { id: string; name: string }[];
  readonly members: Set<string>;
  /** Whether the bot is in it. */
  bot: boolean;
};

/** A message as it stands now. */
export type LocalTeamsMessage = {
  readonly id: string;
  readonly conversation: string;
  readonly summary: string;
  readonly card: unknown;
  /** The account of the only person who sees it. */
  readonly onlyFor?: string;
  readonly edits: number;
  readonly at: number;
};

export type LocalTeamsFault =
  | { readonly status: number; readonly code?: string; readonly retryAfter?: number }
  /** Taken, but the answer to that never comes back. */
  | { readonly lost: true };

export type Operation = 'post' | 'update' | 'converse' | 'member' | 'members';

export type LocalTeamsState = {
  readonly tenant: string;
  readonly people: LocalTeamsPerson[];
  readonly teams: LocalTeam[];
  readonly groups: Map<string, Set<string>>;
  /** Personal chats by the person's Entra id. */
  readonly chats: Map<string, string>;
  /** Those who have blocked or removed the bot. */
  readonly blocked: Set<string>;
  readonly messages: LocalTeamsMessage[];
  readonly faults: Map<Operation, LocalTeamsFault[]>;
  readonly calls: { operation: Operation; path: string; authorization: string | undefined }[];
  readonly limits: boolean;
  readonly jwks: object;
  pageSize: number;
};

/** Messages in so many milliseconds, for each conversation. */
const PER_CONVERSATION = [
  [7, 1000],
  [60, 30_000],
  [1800, 3_600_000],
] as const;
const PER_TENANT = 25;

class Refusal extends Error {
  readonly fault: Exclude<LocalTeamsFault, { lost: true }>;
  constructor(status: number, code: string) {
    super(code);
    this.fault = { status, code };
  }
}

/** Teams' service for bots, as far as ours uses it: the paths of https://learn.microsoft.com/azure/bot-service/rest-api. */
export async function startConnector(state: LocalTeamsState): Promise<{ url: string; server: Server }> {
  const rates = createRates();
  const server = createServer((request, response) => {
    void serve(state, rates, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function serve(
  state: LocalTeamsState,
  rates: ReturnType<typeof createRates>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const send = (status: number, body?: object, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(body && JSON.stringify(body));
  const url = new URL(request.url ?? '', 'http://local');
  // The keys of Bot Framework, and of Entra.
  if (/^(\/v1\/.well-known|\/login\/[\w-]+\/discovery\/v2.0)\/keys$/.test(url.pathname))
    return void send(200, state.jwks);
  const path = decodeURIComponent(url.pathname.replace(/^\/teams\/v3\//, ''));
  const operation = operationOf(request.method ?? '', path);
  if (!operation) return void send(404, { error: { code: 'NoSuchPath', message: 'No such path' } });
  state.calls.push({ operation, path, authorization: request.headers.authorization });
  const fault = state.faults.get(operation)?.shift();
  try {
    if (fault && 'status' in fault)
      throw Object.assign(new Refusal(fault.status, fault.code ?? 'ServiceError'), { fault });
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    const answer = perform(state, rates, operation, path, url.searchParams, body);
    if (fault && 'lost' in fault) return void request.socket.destroy();
    send(operation === 'converse' || operation === 'post' ? 201 : 200, answer);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code = '', retryAfter } = error.fault;
    send(
      status,
      { error: { code, message: code } },
      retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    );
  }
}

function operationOf(method: string, path: string): Operation | undefined {
  if (method === 'POST' && path === 'conversations') return 'converse';
  if (method === 'POST' && /^conversations\/[^/]+\/activities$/.test(path)) return 'post';
  if (method === 'PUT' && /^conversations\/[^/]+\/activities\/[^/]+$/.test(path)) return 'update';
  if (method === 'GET' && /^conversations\/[^/]+\/members\/[^/]+$/.test(path)) return 'member';
  if (method === 'GET' && /^(conversations\/[^/]+\/pagedMembers|teams\/[^/]+(\/conversations)?)$/.test(path))
    return 'members';
  return undefined;
}

type Body = {
  readonly summary?: string;
  readonly attachments?: readonly { readonly content?: unknown }[];
  readonly recipient?: { readonly id: string };
  readonly members?: readonly { readonly id: string }[];
};

function perform(
  state: LocalTeamsState,
  rates: ReturnType<typeof createRates>,
  operation: Operation,
  path: string,
  query: URLSearchParams,
  body: Body,
): object {
  const [kind = '', id = '', , last = ''] = path.split('/');
  const spend = () => {
    if (state.limits && !rates.take(id))
      throw Object.assign(new Refusal(429, 'TooManyRequests'), {
        fault: { status: 429, code: 'TooManyRequests', retryAfter: 1 },
      });
  };
  switch (operation) {
    case 'converse':
      return { id: chatOf(state, body.members?.[0]?.id ?? '') };
    case 'post': {
      spend();
      place(state, id);
      const message = {
        id: `${1_700_000_000_000 + state.messages.length}`,
        conversation: id,
        ...contentOf(body),
        edits: 0,
        at: performance.now(),
        ...(query.get('isTargetedActivity') === 'true' && { onlyFor: body.recipient?.id ?? '' }),
      };
      state.messages.push(message);
      return { id: message.id };
    }
    case 'update': {
      spend();
      place(state, id);
      const index = state.messages.findIndex((one) => one.id === last && one.conversation === id);
      const before = state.messages[index];
      if (!before) throw new Refusal(404, 'ActivityNotFoundInConversation');
      state.messages[index] = { ...before, ...contentOf(body), edits: before.edits + 1 };
      return { id: last };
    }
    case 'member': {
      const found = rosterOf(state, id).find((person) => person.id === last || person.account === last);
      if (!found) throw new Refusal(404, 'MemberNotFoundInConversation');
      return wire(found);
    }
    case 'members': {
      if (kind === 'teams') return teamOf(state, id, path.endsWith('/conversations'));
      const everyone = rosterOf(state, id);
      const from = Number(query.get('continuationToken') ?? 0);
      const to = from + Math.min(state.pageSize, Number(query.get('pageSize') ?? 200));
      return {
        members: everyone.slice(from, to).map(wire),
        ...(to < everyone.length && { continuationToken: String(to) }),
      };
    }
  }
}

function contentOf(body: Body): { summary: string; card: unknown } {
  const card = body.attachments?.[0]?.content;
  const faults = checkCard(card);
  if (faults.length > 0) throw new Refusal(400, `BadArgument: ${faults.join(', ')}`);
  return { summary: body.summary ?? saidOn(card), card };
}

const wire = ({ id, account, name, email, tenant }: LocalTeamsPerson) => ({
  id: account,
  objectId: id,
  name,
  givenName: name,
  email,
  userPrincipalName: email,
  tenantId: tenant,
  userRole: 'user',
});

function chatOf(state: LocalTeamsState, id: string): string {
  const person = state.people.find((one) => one.id === id);
  if (!person) throw new Refusal(400, 'Invalid user identity in provided tenant');
  const inTeam = state.teams.some((team) => team.bot && team.members.has(id));
  if (state.blocked.has(id) || (!inTeam && !state.chats.has(id)))
    throw new Refusal(403, 'BotNotInConversationRoster');
  const chat = state.chats.get(id) ?? `a:${id}`;
  state.chats.set(id, chat);
  return chat;
}

/** Refuses a conversation that is not there, or in which the bot may not write. */
function place(state: LocalTeamsState, conversation: string): void {
  const [channel = '', thread] = conversation.split(';messageid=');
  if (thread !== undefined && !state.messages.some(({ id }) => id === thread))
    throw new Refusal(404, 'ActivityNotFoundInConversation');
  const owner = [...state.chats].find(([, chat]) => chat === conversation)?.[0];
  if (owner !== undefined) {
    if (state.blocked.has(owner)) throw new Refusal(403, 'MessageWritesBlocked');
    return;
  }
  if (state.groups.has(conversation)) return;
  const team = state.teams.find(({ channels }) => channels.some(({ id }) => id === channel));
  if (!team) throw new Refusal(404, 'ConversationNotFound');
  if (!team.bot) throw new Refusal(403, 'BotNotInConversationRoster');
}

function rosterOf(state: LocalTeamsState, conversation: string): LocalTeamsPerson[] {
  const owner = [...state.chats].find(([, chat]) => chat === conversation)?.[0];
  const team = state.teams.find(
    ({ id, channels }) => id === conversation || channels.some((channel) => channel.id === conversation),
  );
  const ids = owner
    ? new Set([owner])
    : (state.groups.get(conversation) ?? (team?.bot ? team.members : undefined));
  if (!ids) throw new Refusal(team ? 403 : 404, team ? 'BotNotInConversationRoster' : 'ConversationNotFound');
  return state.people.filter(({ id }) => ids.has(id));
}

function teamOf(state: LocalTeamsState, id: string, channels: boolean): object {
  const team = state.teams.find((one) => one.id === id);
  if (!team?.bot) throw new Refusal(404, 'TeamNotFound');
  // The general channel has the team's own id, and no name.
  return channels
    ? { conversations: team.channels.map((one) => (one.id === id ? { id } : one)) }
    : { id, name: team.name };
}

/** Counts as Teams does: in sliding windows for each conversation, and a bucket that refills for the tenant. */
function createRates() {
  const sent = new Map<string, number[]>();
  let tokens = PER_TENANT;
  let filled = performance.now();
  return {
    take(conversation: string): boolean {
      const now = performance.now();
      tokens = Math.min(PER_TENANT, tokens + ((now - filled) / 1000) * PER_TENANT);
      filled = now;
      const times = sent.get(conversation) ?? [];
      const full = PER_CONVERSATION.some(
        ([most, within]) => times.filter((at) => now - at < within).length >= most,
      );
      if (full || tokens < 1) return false;
      tokens -= 1;
      times.push(now);
      sent.set(conversation, times);
      return true;
    },
  };
}
