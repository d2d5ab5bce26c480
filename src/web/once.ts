import { ApiError } from '../api/fault.ts';
import type { Reply } from '../chat/reply.ts';
import { keepable } from '../chat/text.ts';
import type { Context } from '../context.ts';

/** Longer than any act takes: what is still "under way" after it was left by a process that was killed. */
const LEFT_BEHIND_MS = 60_000;

/**
 * Carries something out once for each key of a person: when the answer got lost and the browser sends it again, it gets
 * the first answer. What failed may be tried again.
 */
export async function once(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { personId, key }: { readonly personId: string; readonly key: string },
  work: () => Promise<Reply>,
): Promise<Reply> {
  const now = clock.now();
  const where = { personId_key: { personId, key } };
  const begun = await db.$queryRaw<object[]>`
    INSERT INTO "Submission" AS s ("personId", key, "createdAt") VALUES (${personId}::uuid, ${key}, ${now})
    ON CONFLICT ("personId", key) DO UPDATE SET "createdAt" = excluded."createdAt"
      WHERE s.reply IS NULL AND s."createdAt" < ${new Date(now.getTime() - LEFT_BEHIND_MS)}
    RETURNING 1 AS one`;
  if (begun.length === 0) {
    const before = await db.submission.findUnique({ where });
    if (before?.reply) return before.reply as Reply;
    throw new ApiError(
      409,
      'under_way',
      'I am still working on this. Wait a moment; it need not be sent again.',
    );
  }
  try {
    const reply = await work();
    await db.submission.update({ where, data: { reply: kept(reply) } });
    return reply;
  } catch (error) {
    await db.submission.deleteMany({ where: { personId, key } });
    throw error;
  }
}

/** The reply as the database can keep it: what somebody typed may come back in it. */
const kept = (reply: Reply): Reply =>
  JSON.parse(JSON.stringify(reply, (_name, value) => (typeof value === 'string' ? keepable(value) : value)));
