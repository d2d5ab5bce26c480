import type { Actor } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import { type LocalDate, localDateOf, toDateColumn } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { applyAct, departmentOf } from './acts.ts';
import { type Issue, type IssueKind, readIssue } from './issue.ts';
import { readersOf } from './recipients.ts';
import { tell } from './tell.ts';
import { withText } from './views/messages.ts';
import { headline } from './views/words.ts';

export type NewIssue = {
  readonly kind: IssueKind;
  readonly title: string;
  readonly detail?: string | null;
  readonly onDepartmentId?: string | null;
  readonly onPersonId?: string | null;
  readonly wishedFor?: LocalDate | null;
  /** What raised it: the same cause twice, such as a double click, raises it once. */
  readonly once: string;
  /** The stand-up answer it is said in. */
  readonly entryId?: string;
};

/** Raises an issue and tells both sides: all or nothing. */
export async function raiseIssue(context: Context, actor: Actor, issue: NewIssue): Promise<Issue> {
  return context.db.$transaction((tx) => raiseWithin(context, tx, actor, issue));
}

/** The same within a transaction. */
export async function raiseWithin(context: Context, tx: Tx, actor: Actor, issue: NewIssue): Promise<Issue> {
  const { id, made } = await make(context, tx, actor, issue);
  const raised = await readIssue(tx, actor.workspaceId, id);
  if (made) await tell(context, tx, raised, { seek: true });
  return made ? readIssue(tx, actor.workspaceId, id) : raised;
}

/**
 * Waits for something that somebody waits for already: it is kept as an issue of its own, which goes on as the other one
 * from the start, so that nobody is told twice and whoever joined hears of every step.
 */
export async function joinIssue(
  context: Context,
  actor: Actor,
  issue: NewIssue,
  intoId: string,
): Promise<Issue> {
  return context.db.$transaction(async (tx) => {
    const { id, made } = await make(context, tx, actor, issue);
    if (made) await applyAct(context, tx, actor, id, { kind: 'merge', intoId }, { show: false });
    const { mergedInto } = await readIssue(tx, actor.workspaceId, id);
    return readIssue(tx, actor.workspaceId, mergedInto?.id ?? id);
  });
}

async function make(
  context: Context,
  tx: Tx,
  actor: Actor,
  { kind, title, detail, onDepartmentId, onPersonId, wishedFor, once, entryId }: NewIssue,
): Promise<{ id: string; made: boolean }> {
  const { workspaceId, personId } = actor;
  const now = context.clock.now();
  if (wishedFor && wishedFor < localDateOf(now, actor.zone)) {
    throw new TuttiError('past_date', 'That day is over. Please give today or a later one.');
  }
  const on = await waitedOn(tx, actor, { onDepartmentId, onPersonId });
  // Whoever comes second with the same cause finds what the first one raised.
  const [made] = await tx.issue.createManyAndReturn({
    data: [
      {
        workspaceId,
        kind,
        title,
        detail: detail ?? null,
        fromPersonId: personId,
        // As it is now, not as it was when the form was opened.
        fromDepartmentId: await departmentIdOf(tx, personId),
        ...on,
        wishedFor: wishedFor ? toDateColumn(wishedFor) : null,
        once: `${personId}:${once}`,
        createdAt: now,
        changedAt: now,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!made) {
    const { id } = await tx.issue.findUniqueOrThrow({
      where: { workspaceId_once: { workspaceId, once: `${personId}:${once}` } },
      select: { id: true },
    });
    return { id, made: false };
  }
  await tx.issueEvent.create({
    data: { issueId: made.id, kind: 'raised', at: now, personId, entryId: entryId ?? null },
  });
  return { id: made.id, made: true };
}

/** What whoever raised it reads: who has it now, and once, how to stand for a department. */
export async function raisedText(tx: Tx, actor: Actor, issue: Issue): Promise<string> {
  const readers = await readersOf(tx, issue.told);
  const text = `${headline(issue)}. ${withText([...readers.values()].map(({ name }) => name))}`;
  if (issue.fromDepartment) return text;
  const raised = await tx.issue.count({ where: { fromPersonId: actor.personId } });
  return raised === 1
    ? `${text} It stands under your own name, for you are in no department yet: /tutti settings puts you in one.`
    : text;
}

/** A person is waited on together with their department, so that the matrix counts them there. */
async function waitedOn(
  tx: Tx,
  { workspaceId, personId }: Actor,
  { onDepartmentId, onPersonId }: Pick<NewIssue, 'onDepartmentId' | 'onPersonId'>,
) {
  if (onPersonId) {
    if (onPersonId === personId) {
      throw new TuttiError('yourself', 'That is you. Please choose whom you wait on.');
    }
    const person = await tx.person.findFirst({
      where: { id: onPersonId, workspaceId, active: true },
      select: { departmentId: true },
    });
    if (!person) throw new TuttiError('no_such_person', 'That person has left. Please choose another.');
    return { onPersonId, onDepartmentId: person.departmentId ?? onDepartmentId ?? null };
  }
  if (!onDepartmentId) return { onPersonId: null, onDepartmentId: null };
  return { onPersonId: null, onDepartmentId: (await departmentOf(tx, workspaceId, onDepartmentId)).id };
}

async function departmentIdOf(tx: Tx, personId: string): Promise<string | null> {
  const { departmentId } = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { departmentId: true },
  });
  return departmentId;
}
