import { type Actor, hasRole } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { Prisma, type Tx } from '../store/index.ts';
import { type IssueAct, mayActs } from './acts.ts';
import { type Age, ages } from './age.ts';
import {
  type Issue,
  type IssueEvent,
  type IssueKind,
  type IssueState,
  issueSelect,
  readEvents,
  readIssue,
} from './issue.ts';
import { idsOnYou } from './on-you.ts';
import { sidesOf } from './rights.ts';
import { othersLike } from './similar.ts';
import type { Similar } from './views/forms.ts';

export type IssueFilter = {
  /** `open` and `closed` stand for all states of that sort. */
  readonly state: IssueState | 'closed' | 'all';
  readonly kind?: IssueKind | undefined;
  readonly age?: Age | undefined;
  readonly fromDepartmentId?: string | undefined;
  readonly onDepartmentId?: string | undefined;
  readonly mine?: 'raised' | 'on_me' | undefined;
  readonly text?: string | undefined;
  readonly page: number;
  readonly size: number;
};

export type IssueList = { issues: Issue[]; total: number; onMe: number; waitAges: number[] };

/** A page of issues, those that wait longest first. Titles are for everyone: who waits on whom is meant to be seen. */
export async function listIssues(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  filter: IssueFilter,
): Promise<IssueList> {
  const { waitAges } = await waitAgesOf(db, actor.workspaceId);
  const onMe = await idsOnYou(db, actor);
  const where = whereOf(actor, filter, { waitAges, onMe });
  const rows = await db.$queryRaw<{ id: string; total: number }[]>`
    SELECT i.id, count(*) OVER ()::int AS total FROM "Issue" i WHERE ${where}
    ORDER BY i.state IN ('declined', 'solved', 'merged'), i.days DESC, i."changedAt" DESC, i.id
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`;
  const found = await db.issue.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: issueSelect,
  });
  const byId = new Map(found.map((issue) => [issue.id, issue]));
  return {
    issues: rows.flatMap(({ id }) => byId.get(id) ?? []),
    total: rows[0]?.total ?? 0,
    onMe: onMe.length,
    waitAges,
  };
}

export const waitAgesOf = (tx: Tx, workspaceId: string): Promise<{ waitAges: number[] }> =>
  tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { waitAges: true } });

function whereOf(
  { workspaceId, personId }: Actor,
  filter: IssueFilter,
  { waitAges, onMe }: { waitAges: readonly number[]; onMe: readonly string[] },
): Prisma.Sql {
  const { kind, age, fromDepartmentId, onDepartmentId, mine, text } = filter;
  const conditions = [Prisma.sql`i."workspaceId" = ${workspaceId}::uuid`, ...stateCondition(filter.state)];
  if (kind) conditions.push(Prisma.sql`i.kind = ${kind}::"IssueKind"`);
  if (age) {
    const step = ages.indexOf(age);
    const from = step === 0 ? 0 : (waitAges[step - 1] ?? 0);
    const below = waitAges[step];
    conditions.push(Prisma.sql`i.days >= ${from}`);
    if (below !== undefined) conditions.push(Prisma.sql`i.days < ${below}`);
  }
  if (fromDepartmentId) conditions.push(Prisma.sql`i."fromDepartmentId" = ${fromDepartmentId}::uuid`);
  if (onDepartmentId) conditions.push(Prisma.sql`i."onDepartmentId" = ${onDepartmentId}::uuid`);
  if (mine === 'raised') conditions.push(Prisma.sql`i."fromPersonId" = ${personId}::uuid`);
  if (mine === 'on_me') conditions.push(Prisma.sql`i.id = ANY(${onMe}::uuid[])`);
  if (text) conditions.push(Prisma.sql`position(lower(${text}) IN lower(i.title)) > 0`);
  return Prisma.join(conditions, ' AND ');
}

function stateCondition(state: IssueFilter['state']): Prisma.Sql[] {
  if (state === 'all') return [];
  if (state === 'open') return [Prisma.sql`i.state IN ('open', 'accepted', 'asked_back')`];
  if (state === 'closed') return [Prisma.sql`i.state IN ('declined', 'solved', 'merged')`];
  return [Prisma.sql`i.state = ${state}::"IssueState"`];
}

export type IssueDetail = {
  readonly issue: Issue;
  readonly waitAges: number[];
  /** Whether the reader is of either side, or above: others see what happened, and not what was written. */
  readonly inside: boolean;
  readonly events: IssueEvent[];
  readonly acts: IssueAct['kind'][];
  readonly joined: { readonly id: string; readonly title: string; readonly from: string }[];
  readonly similar: Similar[];
};

export async function readIssueFor(tx: Tx, actor: Actor, id: string): Promise<IssueDetail> {
  const issue = await readIssue(tx, actor.workspaceId, id);
  const sides = await sidesOf(tx, actor, issue);
  const inside = sides.waiting || sides.waitedOn || isInEither(actor, issue);
  const events = await readEvents(tx, issue.id, 200);
  const joined = await tx.issue.findMany({
    where: { mergedIntoId: issue.id },
    select: {
      id: true,
      title: true,
      fromDepartment: { select: { name: true } },
      fromPerson: { select: { name: true } },
    },
    orderBy: { createdAt: 'asc' },
    take: 50,
  });
  const acts = mayActs(sides, issue);
  return {
    issue,
    ...(await waitAgesOf(tx, actor.workspaceId)),
    inside,
    events: inside
      ? events
      : events.map((event) => ({ ...event, text: null, data: { ...event.data, title: '' } })),
    acts,
    joined: joined.map(({ fromDepartment, fromPerson, ...one }) => ({
      ...one,
      from: fromDepartment?.name ?? fromPerson?.name ?? 'Somebody',
    })),
    similar: acts.includes('merge') ? await othersLike(tx, issue, 20) : [],
  };
}

const isInEither = (actor: Actor, { fromDepartment, onDepartment }: Issue): boolean =>
  hasRole(actor, 'manager') ||
  (actor.departmentId !== null && [fromDepartment?.id, onDepartment?.id].includes(actor.departmentId));
