import type { PlaceHost } from '../chat/installations.ts';
import { type Platform, PlatformError, type Profile } from '../chat/platform.ts';
import type { Connect } from './connector.ts';
import { unknownPlace } from './errors.ts';
import { isId } from './inputs.ts';
import { readProfile } from './profiles.ts';
import { isConversation, readChannel, readPerson } from './references.ts';
import type { Tenant, Tenants } from './tenants.ts';

type People = Pick<Platform, 'profiles' | 'profile' | 'members' | 'channelName' | 'check'>;

/**
 * Who is in a tenant and its channels, as far as the bot can see: the members of the teams and group chats that it is in,
 * and those who wrote to it. Everybody else is met when they write.
 */
export function createPeople(options: { host: PlaceHost; tenants: Tenants; connect: Connect }): People {
  const { host, tenants, connect } = options;

  /** One conversation for each team, whose members are those of its channels, and each group chat. */
  async function rosters(tenant: Tenant): Promise<{ conversation: string; serviceUrl: string }[]> {
    const known = await host.channels('teams', tenant.workspaceId);
    const found = new Map<string, string>();
    for (const channel of known) {
      const reference = readChannel(channel);
      if (reference) found.set(reference.team ?? channel.id, reference.serviceUrl);
    }
    return [...found].map(([conversation, serviceUrl]) => ({ conversation, serviceUrl }));
  }

  async function* profiles(workspaceId: string): AsyncGenerator<Profile> {
    const tenant = await tenants.ofWorkspace(workspaceId);
    const seen = new Set<string>();
    for (const { conversation, serviceUrl } of await rosters(tenant)) {
      try {
        for await (const member of connect(serviceUrl).members(conversation, { doing: 'read' })) {
          const profile = readProfile(member, tenant.tenant);
          if (!profile || seen.has(profile.externalId)) continue;
          seen.add(profile.externalId);
          yield profile;
        }
      } catch (error) {
        // One team that has removed us must not hide the others.
        if (!(error instanceof PlatformError) || error.fault !== 'no_such_place') throw error;
      }
    }
    for (const [user, reference] of await host.references('teams', workspaceId)) {
      const person = readPerson(reference);
      if (!person || seen.has(user)) continue;
      const profile = await within(tenant, person, user);
      if (profile) yield profile;
    }
  }

  /** A person as one conversation knows them; undefined when they are not in it. */
  async function within(
    tenant: Tenant,
    { conversation, serviceUrl }: { conversation: string; serviceUrl: string },
    user: string,
  ): Promise<Profile | undefined> {
    try {
      return readProfile(await connect(serviceUrl).member(conversation, user), tenant.tenant);
    } catch (error) {
      if (error instanceof PlatformError && (error.fault === 'no_such_place' || error.fault === 'rejected'))
        return undefined;
      throw error;
    }
  }

  async function profile(workspaceId: string, externalId: string): Promise<Profile | undefined> {
    if (!isId(externalId)) return undefined;
    const tenant = await tenants.ofWorkspace(workspaceId);
    const own = readPerson(await host.reference('teams', workspaceId, externalId));
    for (const conversation of [...(own ? [own] : []), ...(await rosters(tenant))]) {
      const found = await within(tenant, conversation, externalId);
      if (found) return found;
    }
    return undefined;
  }

  /** A channel that we are in; any other is refused, for its id may come from anywhere. */
  async function channel(workspaceId: string, channelId: string) {
    const tenant = await tenants.ofWorkspace(workspaceId);
    const known = await host.channels('teams', tenant.workspaceId);
    const found = known.find(({ id }) => id === channelId);
    const reference = found && readChannel(found);
    if (!found || !reference || !isConversation(channelId)) throw unknownPlace({ doing: 'post' });
    return { tenant, name: found.name, reference };
  }

  return {
    profiles,
    profile,
    async members(workspaceId, channelId) {
      const { tenant, reference, name } = await channel(workspaceId, channelId);
      const ids: string[] = [];
      const attempt = { doing: 'read', place: name } as const;
      for await (const member of connect(reference.serviceUrl).members(channelId, attempt)) {
        const found = readProfile(member, tenant.tenant);
        if (found) ids.push(found.externalId);
      }
      return ids;
    },
    channelName: async (workspaceId, channelId) => (await channel(workspaceId, channelId)).name,
    /** Teams cannot be asked for itself: one team, or one chat, is asked for instead. */
    async check(workspaceId) {
      await tenants.ofWorkspace(workspaceId);
      for (const known of await host.channels('teams', workspaceId)) {
        const reference = readChannel(known);
        if (reference?.team) return (await connect(reference.serviceUrl).team(reference.team)).name;
      }
      for (const [user, reference] of await host.references('teams', workspaceId)) {
        const person = readPerson(reference);
        if (!person) continue;
        await connect(person.serviceUrl).member(person.conversation, user);
        break;
      }
      return 'Microsoft Teams';
    },
  };
}
