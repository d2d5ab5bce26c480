import { announce } from '../changes.ts';
import { type Address, type Platform, PlatformError, type Profile } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../store/index.ts';
import { toPlatformError } from './errors.ts';
import { PER_CHANNEL, PER_WORKSPACE } from './limits.ts';
import { renderView } from './render.ts';

/** The place in which everybody of a workspace reads; the others are its departments, by their ids. */
export const EVERYONE = 'everyone';

const PAGE = 500;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The browser as chat/delivery sees it: a message is a row of the inbox, and open pages are told to read it. */
export function createPlatform({ db, clock }: Pick<Context, 'db' | 'clock'>): Platform {
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw toPlatformError(error);
    }
  };

  return {
    name: 'web',
    limits: { perWorkspace: PER_WORKSPACE, perChannel: PER_CHANNEL },

    send: (to, view, { key, thread }) =>
      guarded(() =>
        db.$transaction(async (tx) => {
          await checkPlace(tx, to);
          if (thread !== undefined) await checkThread(tx, to, thread);
          // Sent again under the same key it is the same message: nothing can be there twice.
          const { workspaceId, kind: toKind, id: toId } = to;
          const rendered = renderView(view);
          const { id } = await tx.inboxMessage.upsert({
            where: { workspaceId_key: { workspaceId, key } },
            update: { view: rendered },
            create: {
              workspaceId,
              key,
              toKind,
              toId,
              threadId: thread ?? null,
              view: rendered,
              sentAt: clock.now(),
            },
            select: { id: true },
          });
          await tell(tx, to);
          return id;
        }),
      ),

    update: (to, message, view) =>
      guarded(() =>
        db.$transaction(async (tx) => {
          const { workspaceId } = to;
          const { count } = await tx.inboxMessage.updateMany({
            where: { id: message, workspaceId },
            data: { view: renderView(view), editedAt: clock.now() },
          });
          if (count === 0) throw gone();
          await tell(tx, to);
        }),
      ),

    find: (to, key) =>
      guarded(async () => {
        const found = await db.inboxMessage.findUnique({
          where: { workspaceId_key: { workspaceId: to.workspaceId, key } },
          select: { id: true },
        });
        return found?.id;
      }),

    async *profiles(workspaceId) {
      let after = '';
      for (;;) {
        const page = await db.person.findMany({
          where: { workspaceId, active: true, ...(after ? { id: { gt: after } } : {}) },
          orderBy: { id: 'asc' },
          take: PAGE,
        });
        yield* page.map(profileOf);
        if (page.length < PAGE) return;
        after = page.at(-1)?.id ?? '';
      }
    },

    async profile(workspaceId, externalId) {
      if (!UUID.test(externalId)) return undefined;
      const person = await db.person.findFirst({ where: { id: externalId, workspaceId } });
      return person ? profileOf(person) : undefined;
    },

    async members(workspaceId, channelId) {
      await checkPlace(db, { workspaceId, kind: 'channel', id: channelId });
      const people = await db.person.findMany({
        where: { workspaceId, active: true, ...(channelId === EVERYONE ? {} : { departmentId: channelId }) },
        select: { id: true },
        orderBy: { id: 'asc' },
      });
      return people.map(({ id }) => id);
    },

    channelName: (workspaceId, channelId) => checkPlace(db, { workspaceId, kind: 'channel', id: channelId }),
  };
}

/** A place's name; throws when there is no such person or place in this workspace. */
async function checkPlace(
  tx: Tx,
  { workspaceId, kind, id }: Pick<Address, 'workspaceId' | 'kind' | 'id'>,
): Promise<string> {
  if (kind === 'channel' && id === EVERYONE) return 'Everyone';
  const where = { id, workspaceId };
  const select = { name: true };
  const found = !UUID.test(id)
    ? null
    : kind === 'person'
      ? await tx.person.findFirst({ where, select })
      : await tx.department.findFirst({ where, select });
  if (found) return found.name;
  throw new PlatformError(
    'no_such_place',
    kind === 'person'
      ? 'I could not write to them in the browser: there is no such person here any more.'
      : 'I could not post there: that department no longer exists. Choose another place.',
  );
}

async function checkThread(tx: Tx, { workspaceId }: Address, thread: string): Promise<void> {
  const found = await tx.inboxMessage.findFirst({
    where: { id: thread, workspaceId },
    select: { id: true },
  });
  if (!found) throw gone();
}

const gone = () =>
  new PlatformError(
    'no_such_message',
    'The message is no longer there, so I could not change it or answer it.',
  );

const tell = (tx: Tx, { workspaceId, kind, id }: Address): Promise<void> =>
  announce(tx, { workspaceId, topic: 'inbox', ...(kind === 'person' ? { personId: id } : {}) });

const profileOf = (person: {
  id: string;
  name: string;
  email: string | null;
  zone: string | null;
  locale: string | null;
  active: boolean;
  role: string;
}): Profile => ({
  externalId: person.id,
  name: person.name,
  ...(person.email ? { email: person.email } : {}),
  ...(person.zone ? { zone: person.zone } : {}),
  ...(person.locale ? { locale: person.locale } : {}),
  active: person.active,
  administrator: person.role === 'administrator',
});
