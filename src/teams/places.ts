import type { PlaceHost, PlatformHost } from '../chat/installations.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Connect } from './connector.ts';
import { profileOf, readProfile } from './profiles.ts';
import type { Place, Received, Shared, Who } from './receive.ts';
import { readChannel, readPerson } from './references.ts';
import type { Tenant, Tenants } from './tenants.ts';

type From = Exclude<Received, { kind: 'nobody' }>;

/** Learns from activities where the bot is and who writes to it: Teams cannot be asked for either. */
export type Places = {
  /** Makes sure that whoever acts, and where they do, is known. */
  meet(received: From): Promise<Tenant>;
  /** Added to a team, a chat or by a person. */
  added(received: From): Promise<void>;
  removed(received: From): Promise<void>;
  channelGone(received: From): Promise<void>;
};

/** People and channels whose news are known; beyond this many all are learned once more. */
const REMEMBERED = 50_000;

export function createPlaces(options: {
  host: PlatformHost & PlaceHost;
  tenants: Tenants;
  connect: Connect;
  clock: Clock;
  log: Log;
}): Places {
  const { host, tenants, connect, clock, log } = options;
  const known = new Map<string, string>();

  /** Runs the work unless exactly this is known already. */
  async function once(key: string, news: string, work: () => Promise<void>): Promise<void> {
    if (known.get(key) === news) return;
    try {
      await work();
    } catch (error) {
      // Those who are known already are answered all the same; the next activity tries again.
      return log.error('teams.place_not_learned', error);
    }
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, news);
  }

  async function meetPerson(tenant: Tenant, place: Place, who: Who): Promise<void> {
    const kept = await host.reference('teams', tenant.workspaceId, who.id);
    if (kept === undefined) {
      const conversation = place.shared?.id ?? place.conversation;
      const profile = readProfile(
        await connect(place.serviceUrl).member(conversation, who.account),
        tenant.tenant,
      );
      // Somebody of another company in a shared channel stays a stranger.
      if (profile?.externalId !== who.id) return;
      await host.profileChanged('teams', tenant.tenant, profileOf(who, profile));
    } else {
      await host.profileChanged('teams', tenant.tenant, profileOf(who));
    }
  }

  /** Keeps the personal chat; somebody who had removed or blocked the bot is reached again by this. */
  async function keepChat({ workspaceId }: Tenant, place: Place, who: Who): Promise<void> {
    const before = readPerson(await host.reference('teams', workspaceId, who.id));
    const { conversation, serviceUrl } = place;
    if (before?.conversation === conversation && before.serviceUrl === serviceUrl) return;
    await host.keepReference('teams', workspaceId, who.id, { conversation, serviceUrl });
  }

  async function meetChannel({ workspaceId }: Tenant, place: Place, shared: Shared): Promise<void> {
    const channels = await host.channels('teams', workspaceId);
    if (channels.some(({ id }) => id === shared.id)) return;
    if (shared.team) return learnTeam(workspaceId, place, shared.team);
    const { serviceUrl } = place;
    const name = shared.name ?? 'Group chat';
    await host.keepChannels('teams', workspaceId, [{ id: shared.id, name, reference: { serviceUrl } }]);
  }

  async function learnTeam(workspaceId: string, { serviceUrl }: Place, team: string): Promise<void> {
    const { name, channels } = await connect(serviceUrl).team(team);
    const reference = { serviceUrl, team };
    await host.keepChannels(
      'teams',
      workspaceId,
      channels.map((channel) => ({
        id: channel.id,
        name: name ? `${name} › ${channel.name}` : channel.name,
        reference,
      })),
    );
  }

  async function meetEverybody({ tenant }: Tenant, { serviceUrl }: Place, conversation: string) {
    for await (const member of connect(serviceUrl).members(conversation, { doing: 'read' })) {
      const profile = readProfile(member, tenant);
      if (profile) await host.profileChanged('teams', tenant, profile);
    }
  }

  /** Where the bot is nowhere any more, nothing is sent until it is added again. */
  async function leaveIfNowhere({ tenant, workspaceId }: Tenant): Promise<void> {
    const channels = await host.channels('teams', workspaceId);
    const people = await host.references('teams', workspaceId);
    if (channels.length + people.size === 0) await tenants.removed(tenant);
  }

  return {
    async meet({ place, who }) {
      const tenant = await tenants.learn(place);
      const { serviceUrl, conversation, shared } = place;
      const { name, zone, locale } = who;
      const person = `${tenant.workspaceId}|${who.id}`;
      await once(person, [name, zone, locale].join('|'), () => meetPerson(tenant, place, who));
      if (shared) {
        await once(`${tenant.workspaceId}|${shared.id}`, serviceUrl, () =>
          meetChannel(tenant, place, shared),
        );
      } else {
        // Looked at again each minute, for a message that could not be sent makes somebody unreachable meanwhile.
        const minute = Math.floor(clock.now().getTime() / 60_000);
        const chat = [serviceUrl, conversation, minute].join('|');
        await once(`${person}|chat`, chat, () => keepChat(tenant, place, who));
      }
      return tenant;
    },
    async added({ place, who }) {
      const tenant = await tenants.learn(place, who.id);
      const { shared } = place;
      if (!shared) {
        await meetPerson(tenant, place, who);
        return keepChat(tenant, place, who);
      }
      if (shared.team) await learnTeam(tenant.workspaceId, place, shared.team);
      else await meetChannel(tenant, place, shared);
      await meetEverybody(tenant, place, shared.team ?? shared.id);
    },
    async removed({ place, who }) {
      const tenant = await tenants.learn(place);
      const { workspaceId } = tenant;
      const { shared } = place;
      known.clear();
      if (!shared) await host.unreachable('teams', workspaceId, who.id);
      else {
        const channels = await host.channels('teams', workspaceId);
        const gone = channels.filter(
          (channel) =>
            channel.id === shared.id || (shared.team && readChannel(channel)?.team === shared.team),
        );
        await host.dropChannels(
          'teams',
          workspaceId,
          gone.map(({ id }) => id),
        );
      }
      await leaveIfNowhere(tenant);
    },
    async channelGone({ place }) {
      const { workspaceId } = await tenants.learn(place);
      known.clear();
      if (place.shared) await host.dropChannels('teams', workspaceId, [place.shared.id]);
    },
  };
}
