import { tz } from '@date-fns/tz';
import { subMonths } from 'date-fns/subMonths';
import { announce } from '../changes.ts';
import type { Context } from '../context.ts';
import { localDateOf } from '../people/index.ts';

/** Occurrences deleted at once: their entries go with them, and on the embedded database everyone else waits. */
const BATCH = 20;
const MESSAGES = 5000;

/**
 * Deletes what is older than each company keeps it: occurrences with everybody's answers, and messages, which quote them.
 * Where a company has not said how long, everything stays.
 */
export async function forgetOld(context: Context): Promise<void> {
  const workspaces = await context.db.workspace.findMany({
    where: { retentionMonths: { not: null } },
    select: { id: true, zone: true, retentionMonths: true },
  });
  for (const { id, zone, retentionMonths } of workspaces) {
    try {
      await forgetOf(context, { id, zone, months: retentionMonths ?? 0 });
    } catch (error) {
      // One company's fault must not hold up the others.
      context.log.error('retention.failed', error);
    }
  }
}

async function forgetOf(
  { db, clock, log }: Context,
  workspace: { id: string; zone: string; months: number },
): Promise<void> {
  const { id, zone, months } = workspace;
  // A plain Date again: one of a zone writes itself in that zone.
  const before = new Date(subMonths(clock.now(), months, { in: tz(zone) }).getTime());
  const date = localDateOf(before, zone);
  const occurrences = await inBatches(BATCH, () =>
    db.$transaction(async (tx) => {
      const deleted = await tx.$executeRaw`
        DELETE FROM "Occurrence" WHERE id IN (
          SELECT o.id FROM "Occurrence" o JOIN "Standup" s ON s.id = o."standupId"
          WHERE s."workspaceId" = ${id}::uuid AND o."localDate" < ${date}::date LIMIT ${BATCH})`;
      if (deleted > 0) await announce(tx, { workspaceId: id, topic: 'rounds' });
      return deleted;
    }),
  );
  const messages = await inBatches(
    MESSAGES,
    () => db.$executeRaw`
      DELETE FROM "InboxMessage" WHERE id IN (
        SELECT id FROM "InboxMessage"
        WHERE "workspaceId" = ${id}::uuid AND "sentAt" < ${before} LIMIT ${MESSAGES})`,
  );
  const deliveries = await inBatches(
    MESSAGES,
    () => db.$executeRaw`
      DELETE FROM "Delivery" WHERE id IN (
        SELECT id FROM "Delivery"
        WHERE "workspaceId" = ${id}::uuid AND coalesce("sentAt", "createdAt") < ${before} LIMIT ${MESSAGES})`,
  );
  if (occurrences + messages + deliveries > 0)
    log.info('retention.deleted', { occurrences, messages, deliveries });
}

/** Until a batch is not full any more. */
async function inBatches(size: number, deleteSome: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await deleteSome();
    total += deleted;
    if (deleted < size) return total;
  }
}
