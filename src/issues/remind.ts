import { deliver } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import { localDateOf, localTimeOf, toDateColumn, weekdayOf } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { ageStep } from './age.ts';
import { type Issue, type IssueEvent, issueSelect, openStates } from './issue.ts';
import {
  type Reader,
  readersOf,
  waitedOnReaders,
  waitingReaders,
  withoutDaysOff,
  withRole,
} from './recipients.ts';
import { tell } from './tell.ts';
import { type BroughtUp, broughtUpView } from './views/on-you.ts';

/** Waits are brought up again within these hours of the company's own day. */
const FROM = '09:00';
const TO = '17:00';

/** Two weekly rounds without a change. */
const UNCHANGED_MS = 14 * 24 * 3_600_000;

const STALE = 2;
const CRITICAL = 3;

/**
 * Brings waits up again, once each working day at nine in the company's own zone, with one message for each person:
 * - to the waited-on side, once for each age a wait reaches; to the waiting side where a question of theirs is open;
 * - to those above, when a wait becomes Stale and when it becomes Critical;
 * - to both leads, when nothing has changed for two weeks.
 * What is promised for a day that is still to come is left in peace.
 */
export async function remindOfWaits(context: Context): Promise<void> {
  const workspaces = await context.db.workspace.findMany({
    where: { issues: { some: { state: { in: [...openStates] } } } },
    select: { id: true, zone: true },
  });
  for (const { id, zone } of workspaces) {
    const now = context.clock.now();
    const today = localDateOf(now, zone);
    const time = localTimeOf(now, zone);
    if (weekdayOf(today) > 5 || time < FROM || time >= TO) continue;
    await context.db.$transaction(async (tx) => {
      // Whoever comes first, of several replicas, does the day's work.
      const day = toDateColumn(today);
      const { count } = await tx.workspace.updateMany({
        where: { id, OR: [{ waitsToldOn: null }, { waitsToldOn: { lt: day } }] },
        data: { waitsToldOn: day },
      });
      if (count > 0) await bringUp(context, tx, id, today);
    });
  }
}

type Step = { readonly issue: Issue; readonly age: number; readonly decision: boolean };

async function bringUp(context: Context, tx: Tx, workspaceId: string, today: string): Promise<void> {
  const { waitAges } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { waitAges: true },
  });
  const due = await dueSteps(context, tx, workspaceId, { waitAges, today });
  const byReader = new Map<string, { reader: Reader; items: BroughtUp[] }>();
  const add = (readers: readonly Reader[], item: BroughtUp) => {
    for (const reader of readers) {
      const known = byReader.get(reader.id) ?? { reader, items: [] };
      if (!known.items.some(({ issue }) => issue.id === item.issue.id)) known.items.push(item);
      byReader.set(reader.id, known);
    }
  };
  const managers = await there(context, tx, await withRole(tx, workspaceId, 'manager'));
  const administrators = await there(context, tx, await withRole(tx, workspaceId, 'administrator'));
  for (const { issue, age, decision } of due) {
    const asked = issue.state === 'asked_back';
    const nearest = asked ? await waitingReaders(tx, issue) : await waitedOnReaders(context, tx, issue);
    if (decision) {
      add(nearest, { issue, why: 'decision' });
      add(await leadOf(tx, issue), { issue, why: 'decision' });
    }
    if (age > 0) add(nearest, { issue, why: asked ? 'question' : 'reminder' });
    // Until initiatives have an owner and a sponsor, who come first here.
    const above = age === STALE ? managers : age === CRITICAL ? administrators : [];
    if (!asked) add(above, { issue, why: 'above' });
    await keepStep(context, tx, issue, { age, decision, escalated: !asked && above.length > 0 });
    // Somebody else may have to decide by now, such as a new lead.
    if (!asked) await tell(context, tx, issue, { seek: true });
  }
  await deliver(
    context,
    tx,
    ...[...byReader.values()].map(({ reader, items }) => ({
      key: `waits:${reader.id}:${today}`,
      to: reader.to,
      view: broughtUpView(items, { waitAges, locale: reader.locale }),
    })),
  );
}

/** Open waits that have reached an age nobody was reminded of, or have not changed for two weeks; longest first. */
async function dueSteps(
  { clock }: Context,
  tx: Tx,
  workspaceId: string,
  { waitAges, today }: { waitAges: readonly number[]; today: string },
): Promise<Step[]> {
  const unchangedSince = new Date(clock.now().getTime() - UNCHANGED_MS);
  const [ageing = 2] = waitAges;
  const rows = await tx.issue.findMany({
    where: {
      workspaceId,
      state: { in: [...openStates] },
      NOT: { state: 'accepted', promisedFor: { gte: toDateColumn(today) } },
      OR: [{ days: { gte: ageing } }, { changedAt: { lte: unchangedSince } }],
    },
    select: { ...issueSelect, remindedAge: true, decisionAskedAt: true },
    orderBy: [{ days: 'desc' }, { id: 'asc' }],
  });
  return rows.flatMap(({ remindedAge, decisionAskedAt, ...issue }) => {
    const step = ageStep(issue.days, waitAges);
    const age = step > remindedAge ? step : 0;
    const decision =
      issue.changedAt <= unchangedSince && (decisionAskedAt === null || decisionAskedAt <= unchangedSince);
    return age > 0 || decision ? [{ issue, age, decision }] : [];
  });
}

async function keepStep(
  { clock }: Context,
  tx: Tx,
  { id }: Issue,
  { age, decision, escalated }: { age: number; decision: boolean; escalated: boolean },
): Promise<void> {
  const at = clock.now();
  await tx.issue.update({
    where: { id },
    data: { ...(age > 0 ? { remindedAge: age } : {}), ...(decision ? { decisionAskedAt: at } : {}) },
  });
  const kinds: IssueEvent['kind'][] = escalated ? ['reminded', 'escalated'] : ['reminded'];
  await tx.issueEvent.createMany({ data: kinds.map((kind) => ({ issueId: id, kind, at, data: { age } })) });
}

async function leadOf(tx: Tx, { fromDepartment }: Issue): Promise<Reader[]> {
  const leadId = fromDepartment?.leadId;
  return leadId ? [...(await readersOf(tx, [leadId])).values()] : [];
}

/** Those who have not the day off; everybody when all have. */
async function there(context: Context, tx: Tx, ids: readonly string[]): Promise<Reader[]> {
  const readers = [...(await readersOf(tx, ids)).values()];
  const present = await withoutDaysOff(context, tx, readers);
  return present.length > 0 ? present : readers;
}
