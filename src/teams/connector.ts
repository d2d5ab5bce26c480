import type { Client as ApiClient } from '@microsoft/teams.api';
import { type Json, record, string } from '../chat/json.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import { type Attempt, toPlatformError } from './errors.ts';
import type { renderMessage } from './render.ts';

/** Somebody in a conversation, as Teams tells of them. */
export type Member = Json;

/** A message as it is sent. */
export type Outgoing = ReturnType<typeof renderMessage>;

/** Teams' service of one region, with the bot's token. */
export type Connector = {
  /** Posts a message, and returns its id. */
  post(conversation: string, activity: Outgoing, attempt: Attempt): Promise<string>;
  /** Posts a message that one person in the conversation sees. */
  whisper(conversation: string, account: string, activity: Outgoing): Promise<void>;
  update(conversation: string, id: string, activity: Outgoing, attempt: Attempt): Promise<void>;
  /** The personal chat with somebody, which is made when there is none. */
  converse(who: { user: string; tenant: string; bot: string }): Promise<string>;
  member(conversation: string, user: string): Promise<Member>;
  members(conversation: string, attempt: Attempt): AsyncIterable<Member>;
  /** A team's name and channels; the general one has no name of its own. */
  team(team: string): Promise<{ name: string; channels: readonly { id: string; name: string }[] }>;
};

export type Connect = (serviceUrl: string) => Connector;

/** The most that a page of members may hold. */
const PAGE = 500;

/** What is asked again at once, for a person waits; deliveries have their own patience. */
const TRIES = 4;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

export function createConnect(options: {
  api: ApiClient;
  clock: Clock;
  /** False for the Playground, whose cards open no dialogs. */
  dialogs: boolean;
}): Connect {
  const { api, clock, dialogs } = options;
  const known = new Map<string, Connector>();
  return (serviceUrl) => {
    const found = known.get(serviceUrl);
    if (found) return found;
    const made = connectorOf(
      api.clone({ serviceUrl }),
      clock,
      dialogs ? (message) => message : withoutDialogs,
    );
    known.set(serviceUrl, made);
    return made;
  };
}

function connectorOf(api: ApiClient, clock: Clock, adapted: (message: Outgoing) => Outgoing): Connector {
  const { conversations, teams } = api;
  const attempted = async <T>(attempt: Attempt, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw toPlatformError(error, attempt);
    }
  };
  const reading = <T>(attempt: Attempt, call: () => Promise<T>) =>
    patiently(clock, () => attempted(attempt, call));

  return {
    post: (conversation, activity, attempt) =>
      attempted(attempt, async () => {
        const posted = await conversations.createActivity(conversation, adapted(activity));
        return string(record(posted)?.id) ?? '';
      }),
    whisper: (conversation, account, activity) =>
      attempted({ doing: 'post' }, async () => {
        const recipient = { id: account, role: 'user' as const, isTargeted: true };
        await conversations.createTargetedActivity(conversation, { ...adapted(activity), recipient });
      }),
    update: (conversation, id, activity, attempt) =>
      attempted(attempt, async () => {
        await conversations.updateActivity(conversation, id, { ...adapted(activity), id });
      }),
    converse: ({ user, tenant, bot }) =>
      attempted({ doing: 'post', person: true }, async () => {
        const made = await conversations.create({
          isGroup: false,
          bot: { id: bot },
          members: [{ id: user, role: 'user' }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
        });
        return made.id;
      }),
    member: (conversation, user) =>
      reading({ doing: 'read', person: true }, async () =>
        asJson(await conversations.getMemberById(conversation, user)),
      ),
    async *members(conversation, attempt) {
      let token: string | undefined;
      do {
        const asked = token;
        const page = await reading(attempt, () => conversations.getPagedMembers(conversation, PAGE, asked));
        yield* page.members.map(asJson);
        token = page.continuationToken || undefined;
      } while (token !== undefined);
    },
    team: (team) =>
      reading({ doing: 'read' }, async () => {
        const { name } = await teams.getById(team);
        const channels = (await teams.getConversations(team)).map(asJson);
        return {
          name: string(name) ?? '',
          channels: channels.flatMap((channel) => {
            const id = string(channel.id);
            return id ? [{ id, name: string(channel.name) || 'General' }] : [];
          }),
        };
      }),
  };
}

/** Buttons for dialogs as buttons that send a message, by which forms come as cards (inline.ts). */
const withoutDialogs = (message: Outgoing): Outgoing =>
  JSON.parse(JSON.stringify(message), (_key, value) => {
    const msteams = record(record(value)?.msteams);
    if (msteams?.type !== 'task/fetch') return value;
    const { msteams: _dialog, ...data } = value;
    return { ...data, inline: true };
  });

const asJson = (value: object): Json => ({ ...value });

/** Tries again what Teams asks to try again (412, 429, 502, 504), a little later each time and never in step. */
export async function patiently<T>(clock: Clock, call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof PlatformError) || tries >= TRIES) throw error;
      const { fault, retryAfterMs = FIRST_PAUSE_MS * 2 ** (tries - 1) } = error;
      if (fault !== 'rate_limited' && fault !== 'unavailable' && fault !== 'ambiguous') throw error;
      if (retryAfterMs > LONGEST_PAUSE_MS) throw error;
      await clock.sleep(retryAfterMs * (1 + Math.random() / 2));
    }
  }
}
