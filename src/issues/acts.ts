// Long because every act that there is stands here, one below the other: who may, when, and what it changes.
import { type Actor, hasRole } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import { type LocalDate, localDateOf, toDateColumn } from '../people/index.ts';
import type { Prisma, Tx } from '../store/index.ts';
import {
  type EventData,
  type EventKind,
  eventSelect,
  type Issue,
  type IssueEvent,
  type IssueState,
  isOpen,
  lockIssue,
  readEvents,
  readIssue,
} from './issue.ts';
import { CIRCLE } from './recipients.ts';
import { mayNot, type Sides, sidesOf } from './rights.ts';
import { tell } from './tell.ts';
import { stepText } from './views/words.ts';

/** What either side can do with an issue. */
export type IssueAct =
  | { readonly kind: 'accept'; readonly promisedFor: LocalDate; readonly text?: string | undefined }
  | { readonly kind: 'ask_back'; readonly text: string }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'decline'; readonly text: string }
  | { readonly kind: 'pass_on'; readonly departmentId: string; readonly text?: string | undefined }
  | { readonly kind: 'still_waiting' }
  | { readonly kind: 'change'; readonly text: string }
  | { readonly kind: 'solve'; readonly text?: string | undefined }
  | { readonly kind: 'reopen'; readonly text?: string | undefined }
  | { readonly kind: 'merge'; readonly intoId: string };

export type ActOptions = {
  /** The version that whoever acts has seen: of two who decide at once, the second is told what the first did. */
  readonly version?: number | undefined;
  /** The stand-up answer it is said in. */
  readonly entryId?: string | undefined;
  /** False where whoever acts is told in another way. */
  readonly show?: boolean;
};

/** Does it, keeps it as an event, and shows it to both sides: all or nothing. */
export async function actOnIssue(
  context: Context,
  actor: Actor,
  issueId: string,
  act: IssueAct,
  options: ActOptions = {},
): Promise<Issue> {
  return context.db.$transaction((tx) => applyAct(context, tx, actor, issueId, act, options));
}

/** The same within a transaction. */
export async function applyAct(
  context: Context,
  tx: Tx,
  actor: Actor,
  issueId: string,
  act: IssueAct,
  { version, ...options }: ActOptions = {},
): Promise<Issue> {
  const issue = await lockForAct(tx, actor, issueId, act);
  await check(tx, actor, issue, act.kind);
  if (version !== undefined && version !== issue.version) throw await meanwhile(tx, actor, issue);
  const change = await changeOf(context, tx, actor, issue, act);
  return keep(context, tx, issue, { ...change, ...options, personId: actor.personId });
}

/** An issue as the form of an act shows it; throws one sentence when the person may not do it, or not any more. */
export async function issueToAct(
  tx: Tx,
  actor: Actor,
  issueId: string,
  kind: IssueAct['kind'],
): Promise<{ issue: Issue; events: IssueEvent[] }> {
  const issue = await readIssue(tx, actor.workspaceId, issueId);
  await check(tx, actor, issue, kind);
  return { issue, events: await readEvents(tx, issue.id) };
}

/** What somebody who speaks for these sides may do with it now. */
export const mayActs = (sides: Sides, issue: Issue): IssueAct['kind'][] =>
  (Object.keys(rules) as IssueAct['kind'][]).filter(
    (kind) => rules[kind].side.some((one) => sides[one]) && rules[kind].from.includes(issue.state),
  );

async function check(tx: Tx, actor: Actor, issue: Issue, kind: IssueAct['kind']): Promise<void> {
  const { side, from } = rules[kind];
  const sides = await sidesOf(tx, actor, issue);
  if (!side.some((one) => sides[one])) throw mayNot(issue, side[0] ?? 'waiting');
  if (!from.includes(issue.state)) throw await meanwhile(tx, actor, issue);
}

type Rule = { readonly side: readonly (keyof Sides)[]; readonly from: readonly IssueState[] };

const live = ['open', 'accepted', 'asked_back'] as const;

/** Which side may do it, and in which states. */
const rules: Readonly<Record<IssueAct['kind'], Rule>> = {
  accept: { side: ['waitedOn'], from: live },
  ask_back: { side: ['waitedOn'], from: live },
  decline: { side: ['waitedOn'], from: live },
  pass_on: { side: ['waitedOn'], from: live },
  answer: { side: ['waiting'], from: ['asked_back'] },
  still_waiting: { side: ['waiting'], from: live },
  change: { side: ['waiting'], from: live },
  solve: { side: ['waiting', 'waitedOn'], from: live },
  reopen: { side: ['waiting'], from: ['solved', 'declined'] },
  merge: { side: ['waiting', 'waitedOn'], from: live },
};

/** What an act is to change, and the event that keeps it. */
type Change = {
  readonly data: Prisma.IssueUncheckedUpdateInput;
  readonly event: { readonly kind: EventKind; readonly text?: string | undefined; readonly data?: EventData };
  /** Whoever is to decide now has to hear of it. */
  readonly seek?: boolean;
  /** Nothing to show: neither side is rung for it. */
  readonly quiet?: boolean;
};

/** Two that are merged are locked in the order of their ids, so that nobody waits for each other. */
async function lockForAct(tx: Tx, { workspaceId }: Actor, id: string, act: IssueAct): Promise<Issue> {
  if (act.kind === 'merge' && act.intoId < id) await lockIssue(tx, workspaceId, act.intoId);
  return lockIssue(tx, workspaceId, id);
}

/** What somebody did while this person was deciding, in one sentence. */
async function meanwhile(tx: Tx, actor: Actor, issue: Issue): Promise<TuttiError> {
  const events = await readEvents(tx, issue.id);
  const last = events.findLast(({ kind }) => !['still_waiting', 'reminded', 'escalated'].includes(kind));
  const what = last ? stepText(last, actor.locale) : 'Somebody changed it.';
  return new TuttiError('meanwhile', `It has changed meanwhile. ${what} Open it again to go on from there.`);
}

async function changeOf(
  context: Context,
  tx: Tx,
  actor: Actor,
  issue: Issue,
  act: IssueAct,
): Promise<Change> {
  switch (act.kind) {
    case 'accept': {
      const today = localDateOf(context.clock.now(), actor.zone);
      if (act.promisedFor < today) {
        throw new TuttiError('past_date', 'That day is over. Please give today or a later one.');
      }
      return {
        data: { state: 'accepted', promisedFor: toDateColumn(act.promisedFor) },
        event: { kind: 'accepted', text: act.text, data: { promisedFor: act.promisedFor } },
      };
    }
    case 'ask_back':
      return { data: { state: 'asked_back' }, event: { kind: 'asked_back', text: act.text } };
    case 'answer':
      return { data: { state: answeredState(issue) }, event: { kind: 'answered', text: act.text } };
    case 'decline':
      return { data: { state: 'declined' }, event: { kind: 'declined', text: act.text } };
    case 'pass_on':
      return passOn(tx, actor, issue, act);
    case 'still_waiting':
      return { data: {}, event: { kind: 'still_waiting' }, quiet: true };
    case 'change':
      // What is added after a question answers it.
      return issue.state === 'asked_back'
        ? { data: { state: answeredState(issue) }, event: { kind: 'answered', text: act.text } }
        : { data: {}, event: { kind: 'changed', text: act.text } };
    case 'solve':
      return { data: { state: 'solved' }, event: { kind: 'solved', text: act.text } };
    case 'reopen':
      return {
        data: { state: 'open', promisedFor: null, remindedAge: 0 },
        event: { kind: 'reopened', text: act.text },
        seek: true,
      };
    case 'merge':
      return mergeInto(context, tx, actor, issue, act.intoId);
  }
}

/** A date that was promised before the question still holds. */
const answeredState = ({ promisedFor }: Issue): IssueState => (promisedFor ? 'accepted' : 'open');

async function passOn(
  tx: Tx,
  actor: Actor,
  issue: Issue,
  { departmentId, text }: Extract<IssueAct, { kind: 'pass_on' }>,
): Promise<Change> {
  const to = await departmentOf(tx, actor.workspaceId, departmentId);
  if (to.id === issue.onDepartment?.id && !issue.onPerson) {
    throw new TuttiError('same_department', `It is with ${to.name} already. Please choose another.`);
  }
  // Somebody above who decides who takes it ends the circle.
  const decided = hasRole(actor, 'manager') && issue.passes >= CIRCLE;
  return {
    data: {
      state: 'open',
      promisedFor: null,
      onDepartmentId: to.id,
      onPersonId: null,
      passes: decided ? 0 : issue.passes + 1,
    },
    event: {
      kind: 'passed_on',
      text,
      data: { from: issue.onPerson?.name ?? issue.onDepartment?.name ?? null, to: to.name },
    },
    seek: true,
  };
}

export async function departmentOf(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ id: string; name: string }> {
  const department = await tx.department.findFirst({
    where: { id, workspaceId },
    select: { id: true, name: true },
  });
  if (!department) {
    throw new TuttiError('no_such_department', 'That department is no longer there. Please choose another.');
  }
  return department;
}

/** It goes on as another one, with whoever waits for it: they are told of what happens there. */
async function mergeInto(
  context: Context,
  tx: Tx,
  actor: Actor,
  issue: Issue,
  intoId: string,
): Promise<Change> {
  if (intoId === issue.id) throw new TuttiError('same_issue', 'It cannot be joined with itself.');
  const into = await lockIssue(tx, actor.workspaceId, intoId);
  if (!isOpen(into)) {
    throw new TuttiError('not_open', `${into.title}: nobody waits for that any more. Choose another one.`);
  }
  // What was merged into this one goes along.
  await tx.issue.updateMany({ where: { mergedIntoId: issue.id }, data: { mergedIntoId: into.id } });
  await tx.issue.update({ where: { id: issue.id }, data: { mergedIntoId: into.id } });
  await keep(context, tx, into, {
    data: {},
    event: { kind: 'merged', data: { title: issue.title, mergedId: issue.id } },
    personId: issue.fromPerson?.id ?? actor.personId,
  });
  return {
    data: { state: 'merged' },
    event: { kind: 'merged', data: { title: into.title } },
  };
}

/** Writes a change with its event, and shows it. */
export async function keep(
  context: Context,
  tx: Tx,
  issue: Issue,
  {
    data,
    event,
    personId,
    entryId,
    seek = false,
    quiet = false,
    show = true,
  }: Change & Pick<ActOptions, 'entryId' | 'show'> & { readonly personId: string | null },
): Promise<Issue> {
  const now = context.clock.now();
  const step = await tx.issueEvent.create({
    data: {
      issueId: issue.id,
      kind: event.kind,
      at: now,
      personId,
      text: event.text ?? null,
      data: { ...event.data },
      entryId: entryId ?? null,
    },
    select: eventSelect,
  });
  if (quiet) return issue;
  const closes = data.state !== undefined && !live.some((state) => state === data.state);
  await tx.issue.update({
    where: { id: issue.id },
    data: { ...data, version: { increment: 1 }, changedAt: now, closedAt: closes ? now : null },
  });
  const changed = await readIssue(tx, issue.workspaceId, issue.id);
  if (!show) return changed;
  const shown: IssueEvent = { ...step, kind: event.kind, data: event.data ?? {} };
  await tell(context, tx, changed, { steps: [shown], seek });
  return changed;
}

export type BulkResult = { readonly id: string; readonly refused: string | null };

/** The same act on several, each by itself: what is refused says why, and holds up none of the others. */
export async function actOnIssues(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  act: IssueAct,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (const id of new Set(ids)) {
    try {
      await actOnIssue(context, actor, id, act);
      results.push({ id, refused: null });
    } catch (error) {
      if (!(error instanceof TuttiError)) throw error;
      results.push({ id, refused: error.message });
    }
  }
  return results;
}

/**
 * A department is about to go: what waits on it goes on as waiting on `intoId`, or on nobody in particular. Call it before
 * the department is deleted, in the same transaction.
 */
export async function moveWaits(
  context: Context,
  tx: Tx,
  { workspaceId, departmentId, intoId }: { workspaceId: string; departmentId: string; intoId: string | null },
): Promise<void> {
  const into = intoId ? await departmentOf(tx, workspaceId, intoId) : undefined;
  const from = await departmentOf(tx, workspaceId, departmentId);
  await tx.issue.updateMany({
    where: { workspaceId, fromDepartmentId: departmentId },
    data: { fromDepartmentId: intoId },
  });
  const waits = await tx.issue.findMany({
    where: { workspaceId, onDepartmentId: departmentId, state: { in: [...live] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of waits) {
    const issue = await lockIssue(tx, workspaceId, id);
    await keep(context, tx, issue, {
      data: { onDepartmentId: intoId },
      event: { kind: 'passed_on', data: { from: from.name, to: into?.name ?? null } },
      personId: null,
      seek: true,
    });
  }
  await tx.issue.updateMany({
    where: { workspaceId, onDepartmentId: departmentId },
    data: { onDepartmentId: intoId },
  });
}
