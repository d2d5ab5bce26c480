import { BOT_SCOPES } from '../../src/slack/scopes.ts';
import { checkMessage } from './local-slack-blocks.ts';
import {
  isRecord,
  items,
  type LocalWorkspace,
  type Method,
  messagesOf,
  newId,
  SlackError,
  tell,
} from './local-slack-state.ts';
import type { Json, LocalChannel, LocalMessage, LocalPerson } from './local-slack-types.ts';
import { viewMethods } from './local-slack-views.ts';

/**
 * What emulate lacks or simplifies; every other method goes to it as it is. Time zones, owners, guests and deactivated
 * people on users; who is in a channel (emulate: everyone); pages of members; metadata and `oldest` in histories; views
 * with triggers of exact milliseconds and windows that close; tokens that expire.
 */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': ({ workspace, token, state }) => ({
    url: state.url,
    team: workspace.name,
    team_id: workspace.id,
    user: 'tutti',
    user_id: workspace.emulated.botUserId,
    ...(token.kind === 'bot' && { bot_id: workspace.emulated.botId }),
  }),

  'users.list': ({ workspace }, body) => {
    const page = paged([...workspace.people.values()], body);
    return { members: page.items.map((person) => user(person, body)), ...page.next };
  },

  'users.info': ({ workspace }, body) => {
    const person = workspace.people.get(String(body.user));
    if (!person) throw new SlackError('user_not_found');
    return { user: user(person, body) };
  },

  'conversations.info': ({ workspace }, body) => {
    const channel = visibleChannel(workspace, String(body.channel));
    return {
      channel: {
        id: channel.id,
        name: channel.name,
        is_private: channel.private,
        is_archived: channel.archived,
        is_member: channel.members.has(workspace.emulated.botUserId),
      },
    };
  },

  'conversations.members': ({ workspace }, body) => {
    const page = paged([...visibleChannel(workspace, String(body.channel)).members], body);
    return { members: page.items, ...page.next };
  },

  'conversations.open': ({ workspace }, body) => ({
    channel: { id: directWith(workspace, String(body.users)) },
  }),

  'conversations.history': ({ workspace }, body) =>
    history(
      body,
      messagesOf(workspace, place(workspace, String(body.channel))).filter((message) => !message.thread),
    ),

  'conversations.replies': ({ workspace }, body) => {
    const messages = messagesOf(workspace, place(workspace, String(body.channel)));
    if (!messages.some((message) => message.ts === body.ts)) throw new SlackError('thread_not_found');
    return history(
      body,
      messages.filter((message) => message.thread === body.ts || message.ts === body.ts),
    );
  },

  'chat.postMessage': async ({ state, workspace }, body) => {
    const channel = writable(workspace, String(body.channel));
    const blocks = checkedBlocks(body.blocks);
    const posted = await emulated(workspace, 'chat.postMessage', { ...body, channel });
    const message: LocalMessage = {
      channel,
      ts: String(posted.ts),
      workspace: workspace.id,
      sentAt: state.clock.now(),
      text: String(body.text ?? ''),
      blocks,
      edits: 0,
      ...(body.thread_ts !== undefined && { thread: String(body.thread_ts) }),
      ...(isRecord(body.metadata) && { metadata: body.metadata }),
    };
    messagesOf(workspace, channel).push(message);
    tell(state, { message });
    return { channel, ts: message.ts, message: shown(message, workspace, true) };
  },

  'chat.update': async ({ state, workspace }, body) => {
    const channel = place(workspace, String(body.channel));
    const message = messagesOf(workspace, channel).find((one) => one.ts === body.ts);
    if (!message) throw new SlackError('message_not_found');
    const blocks = checkedBlocks(body.blocks);
    await emulated(workspace, 'chat.update', body);
    Object.assign(message, { text: String(body.text ?? ''), blocks, edits: message.edits + 1 });
    tell(state, { message });
    return { channel, ts: message.ts, text: message.text };
  },

  'apps.connections.open': ({ state, token }) => {
    if (token.kind !== 'app') throw new SlackError('not_allowed_token_type');
    return { url: state.socketUrl };
  },

  ...viewMethods,
};

/** Calls emulate, and passes on its refusals. */
export async function emulated(workspace: LocalWorkspace, method: string, body: Json): Promise<Json> {
  const inside = String(body.channel).startsWith('D') ? { channel: workspace.emulated.direct } : {};
  const { ok, error, ...answer } = await workspace.emulated.call(method, { ...body, ...inside });
  if (ok !== true) throw new SlackError(String(error ?? 'internal_error'), answer);
  return answer;
}

/** Scopes that emulate does not hold a call against, for these methods never reach it. */
export const NEEDED_SCOPES: Readonly<Record<string, (typeof BOT_SCOPES)[number]>> = {
  'users.list': 'users:read',
  'users.info': 'users:read',
  'conversations.info': 'channels:read',
  'conversations.members': 'channels:read',
  'conversations.open': 'im:write',
  'conversations.history': 'im:history',
  'conversations.replies': 'im:history',
};

export function checkedBlocks(blocks: unknown): readonly Json[] {
  if (blocks === undefined || blocks === '') return [];
  const faults = checkMessage(blocks);
  if (faults.length > 0) {
    throw new SlackError('invalid_blocks', {
      response_metadata: { messages: faults.map((fault) => `[ERROR] ${fault}`) },
    });
  }
  // Slack names the blocks that came without a name.
  return items(blocks).map((block) => ({ block_id: newId('b'), ...(block as Json) }));
}

/** The conversation's id for a message; for a person the direct one, made when there is none. */
function writable(workspace: LocalWorkspace, id: string): string {
  if (workspace.people.has(id)) return directWith(workspace, id);
  const channel = workspace.channels.get(id);
  if (!channel) return place(workspace, id);
  const inside = channel.members.has(workspace.emulated.botUserId);
  if (channel.private && !inside) throw new SlackError('channel_not_found');
  if (channel.archived) throw new SlackError('is_archived');
  if (!inside) throw new SlackError('not_in_channel');
  return channel.id;
}

export function directWith(workspace: LocalWorkspace, user: string): string {
  const known = workspace.direct.get(user);
  if (known) return known;
  const person = workspace.people.get(user);
  if (!person) throw new SlackError('user_not_found');
  if (person.seed.active === false) throw new SlackError('user_disabled');
  const id = newId('D');
  workspace.direct.set(user, id);
  messagesOf(workspace, id);
  return id;
}

function place(workspace: LocalWorkspace, id: string): string {
  if (workspace.channels.has(id) || workspace.messages.has(id)) return id;
  throw new SlackError('channel_not_found');
}

function visibleChannel(workspace: LocalWorkspace, id: string): LocalChannel {
  const channel = workspace.channels.get(id);
  const hidden = channel?.private && !channel.members.has(workspace.emulated.botUserId);
  if (!channel || hidden) throw new SlackError('channel_not_found');
  return channel;
}

function user({ id, workspace, seed }: LocalPerson, body: Json): Json {
  const realName = seed.realName ?? seed.name;
  return {
    id,
    team_id: workspace,
    name: seed.name,
    real_name: realName,
    deleted: seed.active === false,
    is_bot: seed.bot === true,
    is_admin: seed.administrator === true || seed.owner === true,
    is_owner: seed.owner === true,
    is_restricted: seed.guest === true,
    tz: seed.zone ?? 'Europe/Berlin',
    ...(String(body.include_locale) === 'true' && { locale: seed.locale ?? 'en-GB' }),
    profile: {
      real_name: realName,
      display_name: seed.realName ? '' : seed.name,
      email: seed.email ?? `${seed.name}@example.com`,
    },
  };
}

export const userOf = (person: LocalPerson): Json => user(person, { include_locale: true });

function paged<T>(all: readonly T[], body: Json): { items: readonly T[]; next: Json } {
  const limit = Math.min(1000, Math.max(1, Number(body.limit) || 100));
  const from = Number(body.cursor) || 0;
  const next = from + limit < all.length ? String(from + limit) : '';
  return { items: all.slice(from, from + limit), next: { response_metadata: { next_cursor: next } } };
}

function history(body: Json, messages: readonly LocalMessage[]): Json {
  const oldest = Number(body.oldest) || 0;
  const found = messages.filter((message) => message.sentAt.getTime() / 1000 >= oldest).toReversed();
  const page = paged(found, body);
  const metadata = String(body.include_all_metadata) === 'true';
  return {
    messages: page.items.map((message) => shown(message, undefined, metadata)),
    has_more: page.next !== undefined,
    ...page.next,
  };
}

const shown = (message: LocalMessage, workspace: LocalWorkspace | undefined, metadata: boolean): Json => ({
  type: 'message',
  ts: message.ts,
  text: message.text,
  blocks: message.blocks,
  ...(workspace && { user: workspace.emulated.botUserId, bot_id: workspace.emulated.botId }),
  ...(message.thread && { thread_ts: message.thread }),
  ...(metadata && message.metadata && { metadata: message.metadata }),
});

/** What an app asks for when it is installed here. */
export const ALL_SCOPES: readonly string[] = BOT_SCOPES;
