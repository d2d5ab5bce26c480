import type { Context } from '../context.ts';
import { makeOnceLink } from './links.ts';

/**
 * The way in for the first administrator where no chat is connected: makes the company and its administrator when there is
 * nobody yet, and returns the path of a one-time link as long as nobody has ever signed in. Call it only for whoever
 * started Tutti.
 */
export async function firstDoor(context: Context, zone: string): Promise<string | undefined> {
  const { db } = context;
  const personId = await db.$transaction(async (tx) => {
    // Two processes that start at once make one company.
    await tx.$executeRaw`LOCK TABLE "Workspace" IN EXCLUSIVE MODE`;
    if ((await tx.workspace.count()) === 0) {
      const { persons } = await tx.workspace.create({
        data: {
          name: 'My company',
          zone,
          persons: { create: { name: 'Administrator', role: 'administrator' } },
        },
        select: { persons: { select: { id: true } } },
      });
      return persons[0]?.id;
    }
    // Whoever signs in gets a seat in the browser, so without a seat nobody has.
    if (await tx.identity.findFirst({ where: { platform: 'web' } })) return undefined;
    const administrator = await tx.person.findFirst({
      where: { role: 'administrator', active: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    return administrator?.id;
  });
  return personId ? makeOnceLink(context, personId) : undefined;
}
