import { type Json, list, record, string } from '../chat/json.ts';
import type { Address, MessageRef, Platform } from '../chat/platform.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Clients, Workspace } from './client.ts';
import { type Attempt, toPlatformError } from './errors.ts';
import { EDITS, PER_CHANNEL, PER_WORKSPACE } from './limits.ts';
import { createPeople } from './people.ts';
import { renderMessage } from './render.ts';

/** The event type of the metadata by which a message of ours is recognised. */
const DELIVERY = 'tutti_delivery';

/** The clocks of Slack and of this machine may differ by so much when a message is looked for. */
const CLOCKS_DIFFER_S = 120;

/** Pages of history looked through for one message; more would mean a very busy channel, and Slack's patience. */
const MOST_PAGES = 5;
const PAGE = 200;

/** Slack as chat/delivery sees it. */
export function createPlatform({ clients, clock }: { clients: Clients; clock: Clock }): Platform {
  const people = createPeople({ clients, clock });

  /** Runs a call whose error names the place; the name is only looked up when it is needed. */
  async function naming<T>(
    to: Address,
    doing: Attempt['doing'],
    call: (attempt: Attempt) => Promise<T>,
  ): Promise<T> {
    try {
      return await call({ doing, person: to.kind === 'person' });
    } catch (error) {
      if (to.kind === 'person' || !(error instanceof PlatformError) || error.fault !== 'no_such_place')
        throw error;
      const place = await people.channelName(to.workspaceId, to.id).catch(() => undefined);
      throw place ? toPlatformError(error.cause, { doing, place }) : error;
    }
  }

  async function send(
    to: Address,
    view: Parameters<Platform['send']>[1],
    options: { key: string; thread?: MessageRef },
  ) {
    const workspace = await clients.ofWorkspace(to.workspaceId);
    const thread = options.thread === undefined ? undefined : readRef(options.thread);
    return naming(to, 'post', async (attempt) => {
      const posted = await workspace.call(
        'chat.postMessage',
        {
          channel: thread?.channel ?? to.id,
          ...(thread && { thread_ts: thread.ts }),
          ...renderMessage(view),
          metadata: { event_type: DELIVERY, event_payload: { key: options.key } },
          unfurl_links: false,
          unfurl_media: false,
        },
        attempt,
      );
      return writeRef(string(posted.channel) ?? to.id, string(posted.ts) ?? '');
    });
  }

  async function update(
    to: Address,
    message: MessageRef,
    view: Parameters<Platform['update']>[2],
  ): Promise<void> {
    const workspace = await clients.ofWorkspace(to.workspaceId);
    // chat.update reads markup as a person's client does unless told not to.
    const args = { ...readRef(message), ...renderMessage(view), parse: 'none' };
    await naming(to, 'update', (attempt) => workspace.call('chat.update', args, attempt));
  }

  async function find(to: Address, key: string, options: { since: Date; thread?: MessageRef }) {
    const workspace = await clients.ofWorkspace(to.workspaceId);
    const thread = options.thread === undefined ? undefined : readRef(options.thread);
    const channel = thread?.channel ?? (await conversation(workspace, to));
    const oldest = String(options.since.getTime() / 1000 - CLOCKS_DIFFER_S);
    const where = {
      channel,
      oldest,
      include_all_metadata: true,
      limit: PAGE,
      ...(thread && { ts: thread.ts }),
    };
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const method = thread ? 'conversations.replies' : 'conversations.history';
      const found = await workspace.call(method, { ...where, ...(cursor && { cursor }) }, { doing: 'read' });
      const ts = list(found.messages)
        .map(record)
        .find((message) => keyOf(message) === key)?.ts;
      if (typeof ts === 'string') return writeRef(channel, ts);
      cursor = string(record(found.response_metadata)?.next_cursor);
      if (!cursor) break;
    }
    return undefined;
  }

  async function check(workspaceId: string): Promise<string> {
    const workspace = await clients.ofWorkspace(workspaceId);
    const answered = await workspace.call('auth.test', {}, { doing: 'read' });
    return string(answered.team) ?? '';
  }

  return {
    name: 'slack',
    limits: { perChannel: PER_CHANNEL, perWorkspace: PER_WORKSPACE, edits: EDITS },
    send,
    update,
    find,
    check,
    ...people,
  };
}

async function conversation(workspace: Workspace, to: Address): Promise<string> {
  if (to.kind === 'channel') return to.id;
  const opened = await workspace.call('conversations.open', { users: to.id }, { doing: 'read' });
  return string(record(opened.channel)?.id) ?? to.id;
}

function keyOf(message: Json | undefined): string | undefined {
  const metadata = record(message?.metadata);
  return metadata?.event_type === DELIVERY ? string(record(metadata.event_payload)?.key) : undefined;
}

/** A message is its conversation and its time stamp; a person's is the direct conversation's id, which updates need. */
const writeRef = (channel: string, ts: string): MessageRef => `${channel}:${ts}`;

function readRef(ref: MessageRef): { channel: string; ts: string } {
  const [channel = '', ts = ''] = ref.split(':');
  return { channel, ts };
}
