import { daysBetween, instantOf, type LocalDate } from '../../src/people/index.ts';
import { type Answers, answerAbout, namesBlocker, type Question } from '../../src/standups/index.ts';
import type { Chance } from './chance.ts';
import { daysBefore } from './days.ts';
import { type DemoPerson, type DepartmentName, demoPeople } from './people.ts';
import { type DemoStandup, demoStandups } from './standups.ts';
import type { Teller, Told } from './teller.ts';

export type HistoryEntry = {
  readonly person: DemoPerson;
  readonly state: 'answered' | 'expected' | 'away';
  readonly promptAt: Date;
  readonly closesAt: Date;
  readonly answers: Answers | null;
  readonly blocked: boolean;
  readonly late: boolean;
  readonly unchanged: boolean;
  readonly answeredAt: Date | null;
  readonly editedAt: Date | null;
};

export type HistoryRound = {
  readonly standup: DemoStandup;
  readonly date: LocalDate;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly entries: readonly HistoryEntry[];
};

const MINUTE = 60_000;

/** How many of a department answer on a usual day, and how good their weeks are, from 1 to 5. */
const habits: Readonly<Record<DepartmentName | 'none', { answers: number; mood: number }>> = {
  Sales: { answers: 0.88, mood: 3.5 },
  Marketing: { answers: 0.9, mood: 4.1 },
  Operations: { answers: 0.84, mood: 3.3 },
  'Customer Service': { answers: 0.93, mood: 4.0 },
  Finance: { answers: 0.8, mood: 3.7 },
  IT: { answers: 0.95, mood: 3.9 },
  none: { answers: 0.85, mood: 4 },
};

const habitOf = (person: DemoPerson) => habits[person.department ?? 'none'];

/** The early warning of the story: Customer Service grows silent, and worn out, over the last weeks. */
function shareOf(person: DemoPerson, age: number): number {
  // Those worth being have answered what is over, so that what is open stands out.
  if (person.about !== '') return 1;
  const worn = person.department === 'Customer Service' ? (age < 8 ? 0.55 : age < 15 ? 0.8 : 1) : 1;
  return Math.min(0.98, habitOf(person).answers * person.diligence * worn);
}

function moodOf(person: DemoPerson, age: number, chance: Chance): number {
  const weeks = Math.floor(age / 7);
  const drift =
    person.department === 'Customer Service'
      ? Math.min(0, -1.8 + 0.5 * weeks)
      : person.department === 'Sales'
        ? Math.max(0, 0.6 - 0.15 * weeks)
        : 0;
  const mood = habitOf(person).mood + drift + (chance.next() * 2 - 1) * 0.9;
  return Math.min(5, Math.max(1, Math.round(mood)));
}

/** What was told, as answers to these questions. */
export function answersFrom(questions: readonly Question[], told: Told): Answers {
  const pairs = questions.flatMap(({ id, about }) => {
    const words = about === 'moved' || about === 'next' || about === 'blockers' ? told[about] : undefined;
    return words === undefined ? [] : [[id, words] as const];
  });
  return Object.fromEntries(pairs);
}

/**
 * Everything that was asked and answered before today, oldest first and made up from chance alone.
 *
 * @param off the names of those who had a date off.
 */
export function inventHistory({
  today,
  now,
  off,
  chance,
  teller,
}: {
  today: LocalDate;
  now: Date;
  off: (date: LocalDate) => ReadonlySet<string>;
  chance: Chance;
  teller: Teller;
}): HistoryRound[] {
  const planned = demoStandups.flatMap((standup) =>
    daysBefore(today, standup.historyDays, standup.days).map((date) => ({ standup, date })),
  );
  planned.sort((a, b) => a.date.localeCompare(b.date) || a.standup.time.localeCompare(b.standup.time));
  return planned.map(({ standup, date }) => {
    const age = daysBetween(date, today);
    const away = off(date);
    const entries = demoPeople.filter(standup.asks).flatMap((person) => {
      const promptAt = instantOf(date, standup.time, person.zone);
      if (!promptAt) return [];
      return [
        inventEntry({
          standup,
          date,
          person,
          promptAt,
          away: away.has(person.name),
          age,
          now,
          chance,
          teller,
        }),
      ];
    });
    const times = entries.map(({ promptAt }) => promptAt.getTime());
    return {
      standup,
      date,
      opensAt: new Date(Math.min(...times)),
      closesAt: new Date(Math.max(...times) + standup.windowMinutes * MINUTE),
      entries,
    };
  });
}

function inventEntry({
  standup,
  date,
  person,
  promptAt,
  away,
  age,
  now,
  chance,
  teller,
}: {
  standup: DemoStandup;
  date: LocalDate;
  person: DemoPerson;
  promptAt: Date;
  away: boolean;
  age: number;
  now: Date;
  chance: Chance;
  teller: Teller;
}): HistoryEntry {
  const closesAt = new Date(promptAt.getTime() + standup.windowMinutes * MINUTE);
  const silent = {
    answers: null,
    blocked: false,
    late: false,
    unchanged: false,
    answeredAt: null,
    editedAt: null,
  };
  if (away) return { person, state: 'away', promptAt, closesAt, ...silent };
  if (!chance.happens(shareOf(person, age)))
    return { person, state: 'expected', promptAt, closesAt, ...silent };
  const after = (from: Date, minutes: number) =>
    new Date(from.getTime() + minutes * MINUTE + chance.between(0, 59_999));
  const inTime = after(
    promptAt,
    3 + Math.floor(chance.next() ** 2 * (Math.min(standup.windowMinutes, 240) - 10)),
  );
  const overdue = after(closesAt, chance.between(5, 300));
  const late = chance.happens(0.05) && overdue < now;
  const answeredAt = late ? overdue : inTime;
  const edited = after(answeredAt, chance.between(2, 20));
  const { answers, unchanged } = invent({ standup, person, date, age, chance, teller });
  return {
    person,
    state: 'answered',
    promptAt,
    closesAt,
    answers,
    blocked: namesBlocker(answerAbout(standup.askedBefore, answers, 'blockers')),
    late,
    unchanged,
    answeredAt,
    editedAt: !unchanged && edited < now && chance.happens(0.04) ? edited : null,
  };
}

function invent({
  standup,
  person,
  date,
  age,
  chance,
  teller,
}: {
  standup: DemoStandup;
  person: DemoPerson;
  date: LocalDate;
  age: number;
  chance: Chance;
  teller: Teller;
}): { answers: Answers; unchanged: boolean } {
  const { key, askedBefore: questions } = standup;
  if (key === 'health') {
    const mood = moodOf(person, age, chance);
    const remark = chance.happens(0.5) ? teller.remark(mood, date) : undefined;
    const [asked, why] = questions;
    return {
      answers: Object.fromEntries([
        ...(asked ? [[asked.id, mood] as const] : []),
        ...(why && remark ? [[why.id, remark] as const] : []),
      ]),
      unchanged: false,
    };
  }
  const same = chance.happens(0.07) ? teller.repeat(person, key) : undefined;
  return {
    answers: answersFrom(questions, same ?? teller.check(person, key, date)),
    unchanged: same !== undefined,
  };
}
