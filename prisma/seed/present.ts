import type { Context } from '../../src/context.ts';
import { type NewWait, openWaits, type WaitAnswer } from '../../src/issues/index.ts';
import { instantOf, type LocalDate } from '../../src/people/index.ts';
import { openOccurrence, promptDue, slotOf, submitEntry } from '../../src/standups/index.ts';
import type { Chance } from './chance.ts';
import { actorFor, at, DEMO_ZONE, type DemoCompany, known } from './company.ts';
import { answersFrom } from './history.ts';
import { type DemoPerson, demoPeople } from './people.ts';
import { demoStandups } from './standups.ts';
import type { Teller } from './teller.ts';
import { waitsOfToday } from './waits.ts';

/** Today's check-in began so long ago; its first reminder is still to come. */
const BEGAN_MINUTES = 50;

/**
 * Today's CRM check-in, whatever day and time it is: about half have answered, and those worth being have not. All of it
 * goes the way it always goes, only at times of the last hour, and its messages are delivered when the queue runs.
 */
export async function openPresent(
  context: Context,
  company: DemoCompany,
  { today, chance, teller }: { today: LocalDate; chance: Chance; teller: Teller },
): Promise<void> {
  const now = context.clock.now();
  const midnight = instantOf(today, '00:00', DEMO_ZONE) ?? now;
  // Not before midnight, or it would be yesterday's.
  const began = new Date(Math.max(now.getTime() - BEGAN_MINUTES * 60_000, midnight.getTime()));
  const [crm] = demoStandups;
  if (!crm) throw new Error('The demo company has no stand-up.');
  const standup = known(company.standups, crm.key);
  const occurrenceId = await openOccurrence(at(context, began), standup, {
    localDate: today,
    slot: slotOf(crm.time),
    startNow: began,
  });
  if (!occurrenceId) throw new Error('Today’s check-in could not be opened.');
  await promptDue(at(context, began), { occurrenceId });
  await askOnHolidays(context, { occurrenceId, began, today });
  const entries = await context.db.entry.findMany({
    where: { occurrenceId, state: 'expected' },
    select: { id: true, person: { select: { name: true } } },
  });
  const open = new Map(entries.map(({ id, person }) => [person.name, id]));
  const willing = demoPeople.filter(({ name, about }) => open.has(name) && about === '');
  const order = [...willing]
    .map((person) => ({ person, rank: chance.next() / person.diligence }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, Math.floor(open.size / 2));
  const raised = new Set<string>();
  const step = (now.getTime() - began.getTime()) / (order.length + 1);
  for (const [index, { person }] of order.entries()) {
    const instant = new Date(began.getTime() + Math.round(step * (index + chance.next())));
    const { told, unchanged } = say(person, index);
    const who = actorFor(company, person.name);
    await submitEntry(at(context, instant), who, {
      ref: known(open, person.name),
      answers: answersFrom(crm.questions, told),
      unchanged,
      waits: { said: await stillWaiting(context, who.personId), fresh: freshFor(person) },
    });
  }

  /** The first of a department to answer names what holds it up since today. */
  function freshFor({ department }: DemoPerson): NewWait | null {
    const wait = department ? waitsOfToday[department] : undefined;
    if (!department || !wait || raised.has(department)) return null;
    raised.add(department);
    return { departmentId: known(company.departmentIds, wait.on), title: wait.title };
  }

  /** The third one has nothing new. */
  function say(person: DemoPerson, index: number) {
    const same = index === 2 ? teller.repeat(person, 'crm') : undefined;
    return { told: same ?? teller.check(person, 'crm', today), unchanged: same !== undefined };
  }
}

/** Whoever answers says of what they wait for that they still do. */
async function stillWaiting({ db }: Context, personId: string): Promise<WaitAnswer[]> {
  const waits = await openWaits(db, personId);
  return waits.map(({ id }) => ({ issueId: id, say: 'still', text: null }));
}

/** On a public holiday nobody would be asked, and a demo that starts on one would have nothing to show. */
async function askOnHolidays(
  { db }: Context,
  { occurrenceId, began, today }: { occurrenceId: string; began: Date; today: LocalDate },
): Promise<void> {
  const day = new Date(`${today}T00:00:00Z`);
  await db.entry.updateMany({
    where: {
      occurrenceId,
      state: 'away',
      person: { absences: { none: { from: { lte: day }, to: { gte: day } } } },
    },
    data: { state: 'expected', promptedAt: began },
  });
}
