import { TuttiError } from '../errors.ts';
import type { Prisma, Tx } from '../store/index.ts';

const personSelect = { id: true, name: true, active: true, departmentId: true } as const;

const departmentSelect = {
  id: true,
  name: true,
  parentId: true,
  leadId: true,
  lead: { select: { id: true, name: true, active: true } },
} as const;

export const issueSelect = {
  id: true,
  workspaceId: true,
  kind: true,
  title: true,
  detail: true,
  state: true,
  wishedFor: true,
  promisedFor: true,
  passes: true,
  version: true,
  days: true,
  told: true,
  createdAt: true,
  changedAt: true,
  closedAt: true,
  fromPerson: { select: personSelect },
  fromDepartment: { select: departmentSelect },
  onDepartment: { select: departmentSelect },
  onPerson: { select: personSelect },
  mergedInto: { select: { id: true, title: true } },
} as const satisfies Prisma.IssueSelect;

/** An issue with the names of both sides. */
export type Issue = Prisma.IssueGetPayload<{ select: typeof issueSelect }>;

export type IssueKind = Issue['kind'];
export type IssueState = Issue['state'];

/** States in which somebody still waits. */
export const openStates = ['open', 'accepted', 'asked_back'] as const satisfies readonly IssueState[];

export const isOpen = ({ state }: { readonly state: IssueState }): boolean =>
  (openStates as readonly IssueState[]).includes(state);

export const issueGone = () =>
  new TuttiError('issue_gone', 'This is no longer there. /raise starts a new one.');

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An issue of this workspace; throws one sentence when there is none. Ids come from outside, and may be anything. */
export async function readIssue(tx: Tx, workspaceId: string, id: string): Promise<Issue> {
  const issue = ID.test(id)
    ? await tx.issue.findFirst({ where: { id, workspaceId }, select: issueSelect })
    : null;
  if (!issue) throw issueGone();
  return issue;
}

/** The same, held for the rest of the transaction: two who act at once come one after the other. */
export async function lockIssue(tx: Tx, workspaceId: string, id: string): Promise<Issue> {
  if (ID.test(id)) await tx.$queryRaw`SELECT 1 FROM "Issue" WHERE id = ${id}::uuid FOR UPDATE`;
  return readIssue(tx, workspaceId, id);
}

export const eventSelect = {
  id: true,
  kind: true,
  at: true,
  text: true,
  data: true,
  person: { select: { id: true, name: true } },
} as const satisfies Prisma.IssueEventSelect;

/** One change of an issue: what, when and by whom; `person` is null when Tutti did it by rule, or they are gone. */
export type IssueEvent = Omit<
  Prisma.IssueEventGetPayload<{ select: typeof eventSelect }>,
  'kind' | 'data'
> & {
  readonly kind: EventKind;
  readonly data: EventData;
};

export const eventKinds = [
  'raised',
  'accepted',
  'asked_back',
  'answered',
  'declined',
  'passed_on',
  'still_waiting',
  'changed',
  'solved',
  'reopened',
  'merged',
  'reminded',
  'escalated',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** What an event keeps beside its text; names are kept as they were, for what they name may be gone later. */
export type EventData = {
  readonly promisedFor?: string;
  /** The department it was passed on from and to. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** The title of the other one, where two were merged. */
  readonly title?: string;
  /** The one that was merged into this one. */
  readonly mergedId?: string;
  readonly age?: number;
};

/** The newest events of an issue, oldest first. */
export async function readEvents(tx: Tx, issueId: string, most = 50): Promise<IssueEvent[]> {
  const events = await tx.issueEvent.findMany({
    where: { issueId },
    select: eventSelect,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: most,
  });
  return events.reverse().map((event) => ({
    ...event,
    kind: event.kind as EventKind,
    data: (event.data ?? {}) as EventData,
  }));
}

/** The newest step of each of these issues, other than that somebody still waits or was reminded; none was raised alone. */
export async function lastSteps(tx: Tx, issueIds: readonly string[]): Promise<Map<string, IssueEvent[]>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON ("issueId") id FROM "IssueEvent"
    WHERE "issueId" = ANY(${issueIds}::uuid[]) AND kind NOT IN ('raised', 'still_waiting', 'reminded', 'escalated')
    ORDER BY "issueId", at DESC, id DESC`;
  const events = await tx.issueEvent.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { ...eventSelect, issueId: true },
  });
  return new Map(
    events.map(({ issueId, ...event }) => [
      issueId,
      [{ ...event, kind: event.kind as EventKind, data: (event.data ?? {}) as EventData }],
    ]),
  );
}

/** "Sales", or the person where there is no department. */
export const fromName = ({ fromDepartment, fromPerson }: Issue): string =>
  fromDepartment?.name ?? fromPerson?.name ?? 'Somebody';

/** "Operations", or the person who is waited on; undefined when it is nobody in particular. */
export const onName = ({ onDepartment, onPerson }: Issue): string | undefined =>
  onPerson?.name ?? onDepartment?.name;
