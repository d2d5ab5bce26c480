import { createHash } from 'node:crypto';
import type { Actor } from '../chat/actor.ts';
import { shorten } from '../chat/text.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../store/index.ts';
import { applyAct } from './acts.ts';
import { ageText } from './age.ts';
import type { EventKind, IssueState } from './issue.ts';
import { raiseWithin } from './raise.ts';
import { MAX_TITLE } from './views/forms.ts';

/** Something a person waits for, as a stand-up shows it. */
export type Wait = {
  readonly id: string;
  readonly title: string;
  /** The department that waits, or the person where they are in none. */
  readonly from: string;
  /** Who is waited on; null when it is nobody in particular. */
  readonly on: string | null;
  readonly state: IssueState;
  /** "day 3 · Ageing" */
  readonly age: string;
};

/** What an answer said of it, such as that it was raised. */
export type SaidOfWait = Wait & { readonly said: EventKind; readonly text: string | null };

/** What a person says of something they wait for. */
export type WaitAnswer = {
  readonly issueId: string;
  readonly say: 'still' | 'changed' | 'solved';
  readonly text: string | null;
};

/** Something new to wait for; the department is null where a company has none. */
export type NewWait = { readonly departmentId: string | null; readonly title: string };

export type WaitAnswers = { readonly said: readonly WaitAnswer[]; readonly fresh: NewWait | null };

type Row = Omit<Wait, 'age'> & { days: number; waitAges: number[] };

const waitOf = <Kind extends Row>({ days, waitAges, ...row }: Kind) => ({
  ...row,
  age: ageText(days, waitAges),
});

/** What a person waits for now, longest first: what they raised, and what they joined. */
export async function openWaits(tx: Tx, personId: string): Promise<Wait[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT i.id, i.title, coalesce(f.name, p.name, '') AS "from", coalesce(q.name, o.name) AS "on",
           i.state::text AS state, i.days, w."waitAges"
    FROM "Issue" i JOIN "Workspace" w ON w.id = i."workspaceId"
    LEFT JOIN "Person" p ON p.id = i."fromPersonId" LEFT JOIN "Department" f ON f.id = i."fromDepartmentId"
    LEFT JOIN "Person" q ON q.id = i."onPersonId" LEFT JOIN "Department" o ON o.id = i."onDepartmentId"
    WHERE i.state IN ('open', 'accepted', 'asked_back') AND i.kind IN ('blocker', 'question') AND i.id IN (
      SELECT id FROM "Issue" WHERE "fromPersonId" = ${personId}::uuid AND state IN ('open', 'accepted', 'asked_back')
      UNION ALL
      SELECT "mergedIntoId" FROM "Issue" WHERE "fromPersonId" = ${personId}::uuid AND state = 'merged')
    ORDER BY i."createdAt", i.id`;
  return rows.map(waitOf);
}

/** What answers said of waits, by entry: the last word of each answer on each wait, longest waits first. */
export async function waitsOfEntries(
  tx: Tx,
  entryIds: readonly string[],
): Promise<Map<string, SaidOfWait[]>> {
  if (entryIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<(Row & { entryId: string; said: EventKind; text: string | null })[]>`
    SELECT e."entryId", e.kind AS said, e.text, i.id, i.title, coalesce(f.name, p.name, '') AS "from",
           coalesce(q.name, o.name) AS "on", i.state::text AS state, i.days, w."waitAges"
    FROM (
      SELECT DISTINCT ON ("entryId", "issueId") "entryId", "issueId", kind, text FROM "IssueEvent"
      WHERE "entryId" = ANY(${entryIds}::uuid[])
      ORDER BY "entryId", "issueId", at DESC, id DESC) e
    JOIN "Issue" i ON i.id = e."issueId" JOIN "Workspace" w ON w.id = i."workspaceId"
    LEFT JOIN "Person" p ON p.id = i."fromPersonId" LEFT JOIN "Department" f ON f.id = i."fromDepartmentId"
    LEFT JOIN "Person" q ON q.id = i."onPersonId" LEFT JOIN "Department" o ON o.id = i."onDepartmentId"
    ORDER BY i."createdAt", i.id`;
  const byEntry = Map.groupBy(rows, ({ entryId }) => entryId);
  return new Map([...byEntry].map(([id, some]) => [id, some.map(({ entryId: _, ...row }) => waitOf(row))]));
}

/** Whoever answers a stand-up; of what they raised themselves they may speak, whatever their role. */
export type Speaker = Pick<Actor, 'personId' | 'workspaceId' | 'name' | 'zone' | 'locale'>;

/**
 * Keeps what an answer says of waits, in the transaction of that answer. Saying the same again, as an edit or a double
 * click does, changes nothing; what was solved or declined meanwhile is passed over, for the answer must not fail by it.
 */
export async function sayWaits(
  context: Context,
  tx: Tx,
  speaker: Speaker,
  { entryId, said, fresh }: WaitAnswers & { entryId: string },
): Promise<void> {
  const actor: Actor = { ...speaker, role: 'member', departmentId: null };
  const open = new Set((await openWaits(tx, speaker.personId)).map(({ id }) => id));
  const before = new Map(
    (await waitsOfEntries(tx, [entryId])).get(entryId)?.map((wait) => [wait.id, wait]) ?? [],
  );
  const news = said
    .filter(({ issueId }) => open.has(issueId))
    .filter((answer) => !isSame(answer, before.get(answer.issueId)))
    .sort((a, b) => a.issueId.localeCompare(b.issueId));
  for (const { issueId, say, text } of news) {
    if (say === 'solved') await applyAct(context, tx, actor, issueId, { kind: 'solve' }, { entryId });
    if (say === 'changed')
      await applyAct(context, tx, actor, issueId, { kind: 'change', text: text ?? '' }, { entryId });
  }
  const still = news.filter(({ say }) => say === 'still').map(({ issueId }) => issueId);
  const again = fresh && (await sameWait(tx, actor, fresh));
  if (again && !before.has(again) && !said.some(({ issueId }) => issueId === again)) still.push(again);
  await keepStill(context, tx, actor, entryId, still);
  if (!fresh || again) return;
  await raiseWithin(context, tx, actor, {
    kind: 'blocker',
    title: shorten(fresh.title, MAX_TITLE),
    onDepartmentId: fresh.departmentId,
    // An edit that says the same once more, or a second click, raises no second one.
    once: `${entryId}:${fingerprint(fresh)}`,
    entryId,
  });
}

/** "Nothing new": everything they wait for stays as it is. */
export async function sayStillWaiting(
  context: Context,
  tx: Tx,
  speaker: Speaker,
  entryId: string,
): Promise<void> {
  const open = await openWaits(tx, speaker.personId);
  await keepStill(
    context,
    tx,
    speaker,
    entryId,
    open.map(({ id }) => id),
  );
}

async function keepStill(
  { clock }: Pick<Context, 'clock'>,
  tx: Tx,
  { personId }: Pick<Speaker, 'personId'>,
  entryId: string,
  issueIds: readonly string[],
): Promise<void> {
  const at = clock.now();
  await tx.issueEvent.createMany({
    data: [...new Set(issueIds)].map((issueId) => ({
      issueId,
      kind: 'still_waiting',
      at,
      personId,
      entryId,
    })),
  });
}

/** What the answer has said of it already, in the words of the form. */
export function saidInForm(wait: SaidOfWait | undefined): WaitAnswer['say'] | undefined {
  if (!wait) return undefined;
  if (wait.said === 'solved') return 'solved';
  return wait.said === 'changed' || wait.said === 'answered' ? 'changed' : 'still';
}

const isSame = ({ say, text }: WaitAnswer, before: SaidOfWait | undefined): boolean =>
  saidInForm(before) === say && (say !== 'changed' || before?.text === text);

/** Two titles of one person for one department that share so many trigrams are one wait, typed twice. */
const TYPED_TWICE = 0.6;

async function sameWait(
  tx: Tx,
  { personId }: Actor,
  { departmentId, title }: NewWait,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Issue"
    WHERE "fromPersonId" = ${personId}::uuid AND state IN ('open', 'accepted', 'asked_back')
      AND kind IN ('blocker', 'question') AND "onDepartmentId" IS NOT DISTINCT FROM ${departmentId}::uuid
      AND similarity(title, ${title}) >= ${TYPED_TWICE}
    ORDER BY similarity(title, ${title}) DESC LIMIT 1`;
  return row?.id ?? null;
}

const fingerprint = ({ departmentId, title }: NewWait): string =>
  createHash('sha256').update(`${departmentId} ${title}`).digest('hex').slice(0, 16);
