import { addDays } from 'date-fns/addDays';
import { announce } from '../changes.ts';
import type { Actor } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import { hashOf, newSecret } from './secrets.ts';
import type { Entered } from './sessions.ts';

/** By this, people and scanners of leaked secrets know what they have found. */
const PREFIX = 'tutti_';

export type TokenScope = 'read' | 'write';

/** More than anybody needs, so that a script in a loop does no harm. */
const MOST_TOKENS = 50;

/** The time of the last use is written no more often than this. */
const NOTED_EVERY_MS = 5 * 60_000;

/** Makes an access token; its secret is told this once. */
export async function makeToken(
  { db, clock }: Context,
  personId: string,
  { name, scopes, days }: { name: string; scopes: readonly TokenScope[]; days: number },
): Promise<{ id: string; token: string }> {
  const now = clock.now();
  if ((await db.accessToken.count({ where: { personId, expiresAt: { gt: now } } })) >= MOST_TOKENS) {
    throw new TuttiError(
      'too_many_tokens',
      `You have ${MOST_TOKENS} access tokens already. Revoke one that you no longer need, then make a new one.`,
    );
  }
  const token = PREFIX + newSecret();
  const { id } = await db.accessToken.create({
    data: {
      personId,
      name,
      hash: hashOf(token),
      scopes: [...new Set(scopes)],
      createdAt: now,
      expiresAt: addDays(now, days),
    },
    select: { id: true },
  });
  return { id, token };
}

type Row = Actor & { id: string; scopes: TokenScope[]; usedAt: Date | null };

/** Whose access token it is, and what it allows; undefined when it expired or was revoked. */
export async function readToken(
  { db, clock }: Context,
  token: string,
): Promise<(Entered & { readonly scopes: readonly TokenScope[] }) | undefined> {
  if (!token.startsWith(PREFIX)) return undefined;
  const now = clock.now();
  const [row] = await db.$queryRaw<Row[]>`
    SELECT t.id, t.scopes, t."usedAt", p.id AS "personId", p."workspaceId", p.name, p.role::text AS role,
           p."departmentId", coalesce(p.zone, w.zone) AS zone, coalesce(p.locale, w.locale) AS locale
    FROM "AccessToken" t JOIN "Person" p ON p.id = t."personId" AND p.active JOIN "Workspace" w ON w.id = p."workspaceId"
    WHERE t.hash = ${hashOf(token)} AND t."expiresAt" > ${now}`;
  if (!row) return undefined;
  const { id, scopes, usedAt, ...actor } = row;
  if (!usedAt || now.getTime() - usedAt.getTime() >= NOTED_EVERY_MS) {
    await db.accessToken.updateMany({ where: { id }, data: { usedAt: now } });
  }
  return { id, actor, scopes };
}

/** A person's access tokens that still work, without their secrets, the newest first. */
export async function tokensOf({ db, clock }: Context, personId: string) {
  return db.accessToken.findMany({
    where: { personId, expiresAt: { gt: clock.now() } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, name: true, scopes: true, createdAt: true, expiresAt: true, usedAt: true },
  });
}

export async function revokeToken(
  { db }: Context,
  { personId, workspaceId }: Pick<Actor, 'personId' | 'workspaceId'>,
  id: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.accessToken.deleteMany({ where: { id, personId } });
    if (count === 0) throw new TuttiError('no_such_token', 'That access token was revoked already.');
    await announce(tx, { workspaceId, topic: 'people', personId });
  });
}
