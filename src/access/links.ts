import { addMinutes } from 'date-fns/addMinutes';
import { announce } from '../changes.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import type { Tx } from '../store/index.ts';
import { hashOf, newSecret } from './secrets.ts';
import { type Beginning, type NewSession, startSession } from './sessions.ts';

/** How long a one-time link works. */
export const LINK_MINUTES = 10;

/**
 * Where a link leads on our page. The secret stands behind the #, which browsers send to nobody: it is in no server's log,
 * and whatever opens the link to look at it does not use it up. The page sends it when the person presses a button.
 */
const pathOf = (secret: string): string => `/sign-in#${secret}`;

/** A link that signs a person in once, within the next ten minutes. Returns its path. */
export async function makeOnceLink({ db, clock }: Context, personId: string): Promise<string> {
  const now = clock.now();
  const secret = newSecret();
  await db.signInLink.create({
    data: {
      personId,
      kind: 'once',
      hash: hashOf(secret),
      createdAt: now,
      expiresAt: addMinutes(now, LINK_MINUTES),
    },
  });
  return pathOf(secret);
}

type InWorkspace = { readonly workspaceId: string; readonly personId: string };

/** A link that signs a person in until it is revoked; the one before ends, with its sessions. Returns its path. */
export async function makePersonalLink({ db, clock }: Context, who: InWorkspace): Promise<string> {
  const secret = newSecret();
  await db.$transaction(async (tx) => {
    const person = await lockPerson(tx, who);
    if (!person.active) {
      throw new TuttiError(
        'person_inactive',
        'This person has left. Bring them back first, then make the link.',
      );
    }
    await dropPersonalLink(tx, who);
    await tx.signInLink.create({
      data: { personId: who.personId, kind: 'personal', hash: hashOf(secret), createdAt: clock.now() },
    });
    await announce(tx, { workspaceId: who.workspaceId, topic: 'people' });
  });
  return pathOf(secret);
}

/** Ends a person's link, and at once every session that came from it. */
export async function revokePersonalLink({ db }: Context, who: InWorkspace): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockPerson(tx, who);
    await dropPersonalLink(tx, who);
    await announce(tx, { workspaceId: who.workspaceId, topic: 'people' });
  });
}

/** The sessions go with the link: the database deletes them. */
async function dropPersonalLink(tx: Tx, { workspaceId, personId }: InWorkspace): Promise<void> {
  const { count } = await tx.signInLink.deleteMany({ where: { personId, kind: 'personal' } });
  if (count > 0) await announce(tx, { workspaceId, topic: 'people', personId });
}

/** Two administrators who make a link at once make one after the other. */
async function lockPerson(tx: Tx, { workspaceId, personId }: InWorkspace): Promise<{ active: boolean }> {
  const [person] = await tx.$queryRaw<{ active: boolean }[]>`
    SELECT active FROM "Person" WHERE id = ${personId}::uuid AND "workspaceId" = ${workspaceId}::uuid FOR UPDATE`;
  if (!person) throw new TuttiError('no_such_person', 'There is no such person here.');
  return person;
}

/** Signs in by a link. Of two at the same moment by a one-time link, one gets in. */
export async function signInByLink(
  { db, clock }: Context,
  secret: string,
  browser: Omit<Beginning, 'linkId'>,
): Promise<NewSession> {
  const now = clock.now();
  return db.$transaction(async (tx) => {
    const [link] = await tx.$queryRaw<{ id: string; kind: string; personId: string; workspaceId: string }[]>`
      UPDATE "SignInLink" l SET "usedAt" = ${now}
      FROM "Person" p
      WHERE p.id = l."personId" AND p.active AND l.hash = ${hashOf(secret)}
        AND (l.kind = 'personal' OR l."usedAt" IS NULL) AND (l."expiresAt" IS NULL OR l."expiresAt" > ${now})
      RETURNING l.id, l.kind::text AS kind, p.id AS "personId", p."workspaceId"`;
    if (!link) {
      throw new TuttiError(
        'link_gone',
        'This link was used already, has expired or was revoked. Get a new one with /tutti web, or ask your administrator.',
      );
    }
    const person = { id: link.personId, workspaceId: link.workspaceId };
    // A one-time link may be cleaned away while its session goes on.
    return startSession(tx, now, person, {
      ...browser,
      ...(link.kind === 'personal' ? { linkId: link.id } : {}),
    });
  });
}
