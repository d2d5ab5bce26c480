import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChance } from '../../prisma/seed/chance.ts';
import { type HistoryRound, inventHistory } from '../../prisma/seed/history.ts';
import { type DemoPerson, demoPeople, departmentNames, emailOf } from '../../prisma/seed/people.ts';
import { asides, blockers, noBlockers, shops, tasks, weekRemarks } from '../../prisma/seed/sentences.ts';
import { demoStandups } from '../../prisma/seed/standups.ts';
import { createTeller } from '../../prisma/seed/teller.ts';
import { localDateOf } from '../../src/people/index.ts';
import { namesBlocker } from '../../src/standups/index.ts';

/** What is made up at an instant when nobody is away. */
function historyAt(now: Date, seed = 1): HistoryRound[] {
  const chance = createChance(seed);
  const today = localDateOf(now, 'Europe/Berlin');
  return inventHistory({ today, now, off: () => new Set(), chance, teller: createTeller(chance) });
}

/** The sentences that people wrote, by day. */
function sentencesByDay(rounds: readonly HistoryRound[]): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const { date, entries } of rounds) {
    const said = entries
      .flatMap(({ answers }) => Object.values(answers ?? {}))
      .flatMap((answer) => (typeof answer === 'string' ? answer.split('. ') : []));
    days.set(date, [...(days.get(date) ?? []), ...said.map((sentence) => sentence.replace(/\.$/, ''))]);
  }
  return days;
}

const doubles = (list: readonly string[]) => list.filter((one, index) => list.indexOf(one) !== index);
const instants = fc.date({
  min: new Date('2025-01-01T00:00:00Z'),
  max: new Date('2031-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const noon = new Date('2026-11-24T11:00:00Z');

describe('the people of the demo', () => {
  it('are about forty, each with a name and an address of their own', () => {
    expect(demoPeople.length).toBeGreaterThanOrEqual(38);
    expect(demoPeople.length).toBeLessThanOrEqual(45);
    expect(doubles(demoPeople.map(({ name }) => name))).toEqual([]);
    const addresses = demoPeople.map(emailOf);
    expect(doubles(addresses)).toEqual([]);
    for (const address of addresses) expect(address).toMatch(/^[a-z]+(\.[a-z]+)+@kessel-korb\.example$/);
  });

  it('have one lead in each department, an administrator and a manager; two have no department yet', () => {
    const of = (role: DemoPerson['role']) => demoPeople.filter((person) => person.role === role);
    expect(
      of('lead')
        .map(({ department }) => department)
        .sort(),
    ).toEqual([...departmentNames]);
    expect(of('administrator').map(({ name }) => name)).toEqual(['Jonas Weber']);
    expect(of('manager').map(({ name }) => name)).toEqual(['Mia Lindqvist']);
    expect(demoPeople.filter(({ department }) => department === null)).toHaveLength(2);
  });
});

describe('what people say', () => {
  const all = [
    ...[...tasks.crm.values(), ...tasks.delivery.values()].flat().flatMap(({ next, moved }) => [next, moved]),
    ...[...blockers.crm, ...blockers.delivery].map(({ text }) => text),
    ...noBlockers,
    ...asides,
    ...Object.values(weekRemarks).flat(),
  ];

  it('is written by hand: more than 150 sentences, none twice, none left half', () => {
    expect(new Set(all).size).toBeGreaterThan(150);
    expect(doubles(all)).toEqual([]);
    for (const sentence of all) expect(sentence, sentence).toMatch(/^\S.+\S$|^No$/);
    for (const sentence of [...all, ...shops]) expect(sentence).not.toMatch(/\||lorem/i);
  });

  it('names a blocker where another department is named, and none where it is denied', () => {
    for (const { from, on, text } of [...blockers.crm, ...blockers.delivery]) {
      expect(text).toContain(on);
      expect(from).not.toBe(on);
      expect(namesBlocker(text), text).toBe(true);
      expect(namesBlocker(`Still ${text.charAt(0).toLowerCase()}${text.slice(1)}`), text).toBe(true);
    }
    for (const text of noBlockers) expect(namesBlocker(text), text).toBe(false);
  });
});

describe('the history', () => {
  it('is the same for the same instant, and another for another seed', () => {
    expect(historyAt(noon)).toEqual(historyAt(noon));
    expect(historyAt(noon, 2)).not.toEqual(historyAt(noon));
  });

  it('never has anybody read the same sentence twice in a day', () => {
    fc.assert(
      fc.property(instants, fc.integer(), (now, seed) => {
        for (const [day, said] of sentencesByDay(historyAt(now, seed)))
          expect(doubles(said), day).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('holds what could have been sent: every required question is answered, and before now', () => {
    fc.assert(
      fc.property(instants, fc.integer(), (now, seed) => {
        for (const { standup, date, entries } of historyAt(now, seed)) {
          expect(date < localDateOf(now, 'Europe/Berlin')).toBe(true);
          for (const {
            state,
            answers,
            answeredAt,
            editedAt,
            promptAt,
            closesAt,
            late,
            unchanged,
          } of entries) {
            expect(answers !== null && answeredAt !== null).toBe(state === 'answered');
            if (!answers || !answeredAt) continue;
            expect(answeredAt > promptAt && answeredAt < now).toBe(true);
            expect(answeredAt > closesAt).toBe(late);
            if (editedAt) expect(editedAt > answeredAt && editedAt < now).toBe(true);
            for (const { id, kind, about, required } of standup.askedBefore) {
              const answer = answers[id];
              if (required && !(unchanged && about === 'moved')) expect(answer).toBeDefined();
              if (answer === undefined) continue;
              if (kind === 'scale') expect([1, 2, 3, 4, 5]).toContain(answer);
              else expect(answer).toMatch(/^[^{}]{2,300}$/u);
            }
            expect(Object.keys(answers).length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('reaches three weeks back in both initiatives, and further for how people are', () => {
    const dates = (key: string) =>
      historyAt(noon)
        .filter(({ standup }) => standup.key === key)
        .map(({ date }) => date);
    expect(dates('crm')).toHaveLength(15);
    expect(dates('delivery')).toHaveLength(9);
    expect(dates('health')).toHaveLength(10);
    expect(dates('crm')[0]).toBe('2026-11-03');
    expect(demoStandups).toHaveLength(3);
  });

  it('shows late answers, nothing new, silence and things in the way', () => {
    const entries = historyAt(noon).flatMap((round) => round.entries);
    const count = (holds: (entry: (typeof entries)[number]) => boolean) => entries.filter(holds).length;
    expect(count(({ late }) => late)).toBeGreaterThan(10);
    expect(count(({ unchanged }) => unchanged)).toBeGreaterThan(10);
    expect(count(({ blocked }) => blocked)).toBeGreaterThan(30);
    expect(count(({ editedAt }) => editedAt !== null)).toBeGreaterThan(3);
    expect(count(({ state }) => state === 'expected')).toBeGreaterThan(60);
  });

  it('has Customer Service grow silent and worn out while the others do not', () => {
    const rounds = historyAt(noon);
    const share = (department: string, from: string, to: string) => {
      const asked = rounds
        .filter(({ date, standup }) => standup.key === 'crm' && from <= date && date < to)
        .flatMap(({ entries }) => entries.filter(({ person }) => person.department === department));
      return asked.filter(({ state }) => state === 'answered').length / asked.length;
    };
    expect(share('Customer Service', '2026-11-03', '2026-11-10')).toBeGreaterThan(0.75);
    expect(share('Customer Service', '2026-11-17', '2026-11-24')).toBeLessThan(0.65);
    for (const department of departmentNames.filter((name) => name !== 'Customer Service'))
      expect(share(department, '2026-11-17', '2026-11-24'), department).toBeGreaterThan(0.65);
    const mood = (date: string) => {
      const moods = rounds
        .filter((round) => round.date === date && round.standup.key === 'health')
        .flatMap(({ entries }) => entries.filter(({ person }) => person.department === 'Customer Service'))
        .flatMap(({ answers }) => (answers ? [Number(answers.q1)] : []));
      return moods.reduce((sum, one) => sum + one, 0) / moods.length;
    };
    expect(mood('2026-11-20')).toBeLessThan(mood('2026-10-16') - 1);
  });
});
