import { addDays } from 'date-fns/addDays';
import { min } from 'date-fns/min';
import { announce } from '../changes.ts';
import type { Actor } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import { seatIn } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { hashOf, newSecret } from './secrets.ts';

/** A session ends after so many days without a visit, and after so many in all. */
const IDLE_DAYS = 30;
const MOST_DAYS = 90;

/** The time of the last visit is written no more often than this, so that reading a page writes nothing. */
const NOTED_EVERY_MS = 5 * 60_000;

/** A session as it begins: the secret goes into a cookie, and only its hash is kept. */
export type NewSession = { readonly secret: string; readonly expiresAt: Date };

/** Where a session begins: the browser in words, the link it came by, and the session this browser had before. */
export type Beginning = {
  readonly device: string;
  readonly linkId?: string;
  readonly before?: string | undefined;
};

/** Signs a person in, in the caller's transaction: gives them a seat in the browser and ends the session before. */
export async function startSession(
  tx: Tx,
  now: Date,
  { id: personId, workspaceId }: { readonly id: string; readonly workspaceId: string },
  { device, linkId, before }: Beginning,
): Promise<NewSession> {
  const secret = newSecret();
  const expiresAt = addDays(now, IDLE_DAYS);
  await seatIn(tx, workspaceId, [personId]);
  if (before) await tx.session.deleteMany({ where: { hash: hashOf(before) } });
  await tx.session.create({
    data: {
      personId,
      hash: hashOf(secret),
      device,
      linkId: linkId ?? null,
      createdAt: now,
      seenAt: now,
      expiresAt,
    },
  });
  return { secret, expiresAt };
}

/** Signs in a person whom somebody else vouches for, such as Slack. */
export const signIn = (
  { db, clock }: Context,
  { personId: id, workspaceId }: Pick<Actor, 'personId' | 'workspaceId'>,
  browser: Omit<Beginning, 'linkId'>,
): Promise<NewSession> =>
  db.$transaction((tx) => startSession(tx, clock.now(), { id, workspaceId }, browser));

/** Whoever came in, and by which session or token. */
export type Entered = { readonly id: string; readonly actor: Actor };

type Row = Actor & { id: string; seenAt: Date; createdAt: Date };

/** Whose session a cookie belongs to; undefined when it ended, or the person is no longer active. */
export async function readSession({ db, clock }: Context, secret: string): Promise<Entered | undefined> {
  const now = clock.now();
  // One statement, for it stands before every answer.
  const [row] = await db.$queryRaw<Row[]>`
    SELECT s.id, s."seenAt", s."createdAt", p.id AS "personId", p."workspaceId", p.name, p.role::text AS role,
           p."departmentId", coalesce(p.zone, w.zone) AS zone, coalesce(p.locale, w.locale) AS locale
    FROM "Session" s JOIN "Person" p ON p.id = s."personId" AND p.active JOIN "Workspace" w ON w.id = p."workspaceId"
    WHERE s.hash = ${hashOf(secret)} AND s."expiresAt" > ${now}`;
  if (!row) return undefined;
  const { id, seenAt, createdAt, ...actor } = row;
  if (now.getTime() - seenAt.getTime() >= NOTED_EVERY_MS) {
    const expiresAt = min([addDays(now, IDLE_DAYS), addDays(createdAt, MOST_DAYS)]);
    await db.session.updateMany({ where: { id }, data: { seenAt: now, expiresAt } });
  }
  return { id, actor };
}

/** Where a person is signed in now, the latest visit first. */
export async function sessionsOf({ db, clock }: Context, personId: string) {
  return db.session.findMany({
    where: { personId, expiresAt: { gt: clock.now() } },
    orderBy: [{ seenAt: 'desc' }, { id: 'desc' }],
    select: { id: true, device: true, createdAt: true, seenAt: true },
  });
}

/** Ends one of a person's own sessions; its open pages close at once. */
export async function endSession(
  { db }: Context,
  { personId, workspaceId }: Pick<Actor, 'personId' | 'workspaceId'>,
  id: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id, personId } });
    if (count === 0) throw new TuttiError('no_such_session', 'That session has ended already.');
    await announce(tx, { workspaceId, topic: 'people', personId });
  });
}

/** Of sessions and access tokens, by their ids: those that still hold. */
export async function stillHolding({ db, clock }: Context, ids: readonly string[]): Promise<Set<string>> {
  const now = clock.now();
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM "Session" s JOIN "Person" p ON p.id = s."personId" AND p.active
    WHERE s.id = ANY(${ids}::uuid[]) AND s."expiresAt" > ${now}
    UNION ALL
    SELECT t.id FROM "AccessToken" t JOIN "Person" p ON p.id = t."personId" AND p.active
    WHERE t.id = ANY(${ids}::uuid[]) AND t."expiresAt" > ${now}`;
  return new Set(rows.map(({ id }) => id));
}
