import type { PlaceHost } from '../chat/installations.ts';
import { type Address, type MessageRef, type Platform, PlatformError } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Connect, Outgoing } from './connector.ts';
import { teamsCode, unknownPlace } from './errors.ts';
import { createHour } from './hour.ts';
import { isId } from './inputs.ts';
import { PER_CONVERSATION, PER_TENANT } from './limits.ts';
import { createPeople } from './people.ts';
import { isConversation, readChannel, readPerson, threadOf } from './references.ts';
import { renderMessage } from './render.ts';
import type { Tenants } from './tenants.ts';

type Target = { readonly conversation: string; readonly serviceUrl: string; readonly place?: string };

export type TeamsPlatform = Platform & {
  /** A message to a person at once, outside of deliveries: the answer to something they did elsewhere. */
  writeTo(workspaceId: string, user: string, message: Outgoing): Promise<void>;
};

/** Teams as chat/delivery sees it. It cannot look for a message: there is no `find`. */
export function createPlatform(options: {
  host: PlaceHost;
  tenants: Tenants;
  connect: Connect;
  clock: Clock;
}): TeamsPlatform {
  const { host, tenants, connect, clock } = options;
  const hour = createHour(clock);

  async function sendToPerson(workspaceId: string, user: string, message: Outgoing): Promise<MessageRef> {
    if (!isId(user)) throw unknownPlace({ doing: 'post', person: true });
    const known = readPerson(await host.reference('teams', workspaceId, user));
    try {
      return await post(known ?? (await open(workspaceId, user)), message, true);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.fault !== 'no_such_place') throw error;
      if (known && teamsCode(error.cause) === 'ConversationNotFound') {
        // The chat we knew is gone: perhaps they removed the bot and added it again.
        await host.unreachable('teams', workspaceId, user);
        return post(await open(workspaceId, user), message, true);
      }
      await host.unreachable('teams', workspaceId, user);
      throw error;
    }
  }

  /** The personal chat with somebody who has not written yet: in a team with the bot, or with the bot installed. */
  async function open(workspaceId: string, user: string): Promise<Target> {
    const { tenant, serviceUrl, bot } = await tenants.ofWorkspace(workspaceId);
    try {
      const conversation = await connect(serviceUrl).converse({ user, tenant, bot });
      const reference = { conversation, serviceUrl };
      await host.keepReference('teams', workspaceId, user, reference);
      return reference;
    } catch (error) {
      if (error instanceof PlatformError && error.fault === 'no_such_place')
        await host.unreachable('teams', workspaceId, user);
      throw error;
    }
  }

  async function post(target: Target, message: Outgoing, person: boolean): Promise<MessageRef> {
    const { conversation, serviceUrl, place } = target;
    hour.take(conversation);
    const attempt = { doing: 'post', person, ...(place && { place }) } as const;
    return writeRef(conversation, await connect(serviceUrl).post(conversation, message, attempt));
  }

  const chatOf = async ({ workspaceId, id }: Address): Promise<{ serviceUrl: string }> =>
    readPerson(await host.reference('teams', workspaceId, id)) ?? tenants.ofWorkspace(workspaceId);

  async function channelTarget({ workspaceId, id }: Address): Promise<Target & { threads: boolean }> {
    const known = (await host.channels('teams', workspaceId)).find((channel) => channel.id === id);
    const reference = known && readChannel(known);
    if (!known || !reference || !isConversation(id)) throw unknownPlace({ doing: 'post' });
    const { serviceUrl, team } = reference;
    return { conversation: id, serviceUrl, place: known.name, threads: team !== undefined };
  }

  return {
    name: 'teams',
    limits: { perWorkspace: PER_TENANT, perChannel: PER_CONVERSATION },
    async send(to, view, { thread }) {
      if (to.kind === 'person') return sendToPerson(to.workspaceId, to.id, renderMessage(view));
      const target = await channelTarget(to);
      const top = thread === undefined ? undefined : readRef(thread).message;
      // A group chat has no threads: what would go into one stands below.
      const conversation =
        top !== undefined && target.threads ? threadOf(target.conversation, top) : target.conversation;
      return post({ ...target, conversation }, renderMessage(view), false);
    },
    async update(to, message, view) {
      const { serviceUrl } = to.kind === 'channel' ? await channelTarget(to) : await chatOf(to);
      const { conversation, message: id } = readRef(message);
      hour.take(conversation);
      const attempt = { doing: 'update', person: to.kind === 'person' } as const;
      await connect(serviceUrl).update(conversation, id, renderMessage(view), attempt);
    },
    async writeTo(workspaceId, user, message) {
      await sendToPerson(workspaceId, user, message);
    },
    ...createPeople({ host, tenants, connect }),
  };
}

/** A message is its conversation and its id. */
const writeRef = (conversation: string, message: string): MessageRef => `${conversation}|${message}`;

function readRef(ref: MessageRef): { conversation: string; message: string } {
  const at = ref.lastIndexOf('|');
  return { conversation: ref.slice(0, at), message: ref.slice(at + 1) };
}
