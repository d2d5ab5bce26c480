import { type Json, list, record, string } from '../chat/json.ts';
import type { Platform, Profile } from '../chat/platform.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Clients, Workspace } from './client.ts';
import { refusal } from './errors.ts';
import { readProfile } from './profiles.ts';

type People = Pick<Platform, 'profiles' | 'profile' | 'members' | 'channelName'>;

/** Slack recommends no more than 200 a page (https://docs.slack.dev/apis/web-api/pagination). */
const PAGE = 200;

/** A channel's name changes rarely, and is only shown. */
const NAME_FOR_MS = 600_000;

/** A long list is read in pages, and Slack may ask to slow down in its middle. */
const MOST_WAITS = 10;

/** Who is in a workspace and its channels. */
export function createPeople({ clients, clock }: { clients: Clients; clock: Clock }): People {
  const names = new Map<string, { name: string; until: number }>();

  async function* pages(workspace: Workspace, method: string, args: Json): AsyncGenerator<Json> {
    let cursor = '';
    do {
      const asked = { ...args, limit: PAGE, ...(cursor && { cursor }) };
      const page = await patiently(() => workspace.call(method, asked, { doing: 'read' }));
      yield page;
      cursor = string(record(page.response_metadata)?.next_cursor) ?? '';
    } while (cursor !== '');
  }

  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let waits = 0; ; waits++) {
      try {
        return await call();
      } catch (error) {
        const slow = error instanceof PlatformError && error.fault === 'rate_limited' && waits < MOST_WAITS;
        if (!slow) throw error;
        await clock.sleep(error.retryAfterMs ?? 1000);
      }
    }
  }

  async function* profiles(workspaceId: string): AsyncGenerator<Profile> {
    const workspace = await clients.ofWorkspace(workspaceId);
    for await (const page of pages(workspace, 'users.list', { include_locale: true })) {
      for (const user of list(page.members)) {
        const profile = readProfile(record(user) ?? {});
        if (profile) yield profile;
      }
    }
  }

  async function profile(workspaceId: string, externalId: string): Promise<Profile | undefined> {
    const workspace = await clients.ofWorkspace(workspaceId);
    try {
      const found = await workspace.call(
        'users.info',
        { user: externalId, include_locale: true },
        { doing: 'read' },
      );
      return readProfile(record(found.user) ?? {});
    } catch (error) {
      if (error instanceof PlatformError && error.fault === 'no_such_place') return undefined;
      throw error;
    }
  }

  async function members(workspaceId: string, channelId: string): Promise<readonly string[]> {
    const workspace = await clients.ofWorkspace(workspaceId);
    const ids: string[] = [];
    for await (const page of pages(workspace, 'conversations.members', { channel: channelId })) {
      for (const id of list(page.members)) if (typeof id === 'string') ids.push(id);
    }
    return ids;
  }

  async function channelName(workspaceId: string, channelId: string): Promise<string> {
    const key = `${workspaceId}/${channelId}`;
    const known = names.get(key);
    if (known && known.until > clock.now().getTime()) return known.name;
    const workspace = await clients.ofWorkspace(workspaceId);
    const found = await workspace.call('conversations.info', { channel: channelId }, { doing: 'read' });
    const channel = record(found.channel) ?? {};
    const name = `#${string(channel.name) ?? channelId}`;
    // Slack tells of channels in which we cannot post; whoever chooses one hears it here.
    if (channel.is_archived === true) throw refusal('is_archived', { doing: 'post', place: name });
    if (channel.is_member === false) throw refusal('not_member', { doing: 'post', place: name });
    names.set(key, { name, until: clock.now().getTime() + NAME_FOR_MS });
    return name;
  }

  return { profiles, profile, members, channelName };
}
