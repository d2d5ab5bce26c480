import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { companyHandlers } from '../../src/api/routes/company.ts';
import { usualShare } from '../../src/standups/participation.ts';
import { parseQuestions } from '../../src/standups/questions.ts';
import type { EntryState, Store } from '../../src/store/index.ts';
import { asked } from '../support/api.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

// What the page Company shows. Entries are put into the database as they are; 24 November 2026 is a Tuesday.

let store: Store;
let company: Company;
let standupId: string;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T07:00:00Z',
    people: {
      Ana: { department: 'Sales' },
      Ben: { department: 'Sales' },
      Chi: { department: 'Operations' },
      Lea: { role: 'lead', department: 'IT', zone: 'Asia/Tokyo' },
      Adi: { role: 'administrator' },
      Oli: {},
    },
  });
  standupId = await company.makeStandup();
});
afterEach(() => company.close());

const figures = (person = 'Adi', query = {}) =>
  asked(company, companyHandlers, 'GET /api/company', person, { query });
const department = async (name: string, query = {}) => {
  const found = (await figures('Adi', query)).departments.find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};

type Given = EntryState | { mood: number } | 'not asked yet';
const withMood = parseQuestions('How are you? [mood, optional]\nHow ready? [1-5, optional]');

/** One occurrence of a day, with how each person stood in it. */
const round = async (
  day: string,
  given: Record<string, Given>,
  { slot = 570, questions = withMood } = {},
): Promise<void> => {
  const at = new Date(`${day}T08:30:00Z`);
  await store.db.occurrence.create({
    data: {
      standupId,
      localDate: new Date(day),
      slot,
      questions: questions.map((question) => ({ ...question })),
      opensAt: at,
      closesAt: at,
      entries: {
        create: Object.entries(given).map(([name, how]) => ({
          personId: company.ids[name] ?? '',
          state: typeof how === 'object' ? 'answered' : how === 'not asked yet' ? 'expected' : how,
          promptAt: at,
          closesAt: at,
          promptedAt: how === 'not asked yet' || how === 'away' || how === 'skipped' ? null : at,
          ...(typeof how === 'object' ? { answers: { q1: how.mood, q2: 1 } } : {}),
        })),
      },
    },
  });
};

describe('participation by week', () => {
  it('leaves out who was away, could not be asked, or is not asked yet', async () => {
    await round('2026-11-24', { Ana: 'answered', Ben: 'away', Chi: 'expected', Lea: 'skipped' });
    await round('2026-11-23', { Ana: 'answered', Ben: 'not asked yet' });
    expect((await figures()).weeks.at(-1)).toEqual({
      week: '2026-11-23',
      asked: 3,
      answered: 2,
      mood: null,
    });
  });

  it('has every week, from Monday to Sunday, the running one last', async () => {
    await round('2026-11-15', { Ana: 'answered' });
    await round('2026-11-16', { Ana: 'expected' });
    await round('2026-11-22', { Ana: 'answered' });
    const { weeks } = await figures('Adi', { weeks: 4 });
    expect(weeks.map(({ week, asked: count, answered }) => [week, count, answered])).toEqual([
      ['2026-11-02', 0, 0],
      ['2026-11-09', 1, 1],
      ['2026-11-16', 2, 1],
      ['2026-11-23', 0, 0],
    ]);
    expect((await figures()).weeks).toHaveLength(13);
    expect((await figures('Adi', { weeks: 53 })).weeks[0]?.week).toBe('2025-11-24');
  });

  it('runs the week of the reader’s own today', async () => {
    await company.at('2026-11-29T16:00:00Z');
    expect((await figures('Adi')).weeks.at(-1)?.week).toBe('2026-11-23');
    expect((await figures('Lea')).weeks.at(-1)?.week).toBe('2026-11-30');
  });

  it('counts a person for the department they are in now', async () => {
    await round('2026-11-24', { Ana: 'answered', Ben: 'expected', Chi: 'answered', Oli: 'expected' });
    expect((await department('Sales')).weeks.at(-1)).toMatchObject({ asked: 2, answered: 1 });
    expect((await department('Operations')).weeks.at(-1)).toMatchObject({ asked: 1, answered: 1 });
    expect((await department('IT')).weeks.at(-1)).toMatchObject({ asked: 0, answered: 0 });
    const { departmentId } = await store.db.person.findUniqueOrThrow({
      where: { id: company.ids.Chi ?? '' },
    });
    await store.db.person.update({ where: { id: company.ids.Ana ?? '' }, data: { departmentId } });
    expect((await department('Sales')).weeks.at(-1)).toMatchObject({ asked: 1, answered: 0 });
    expect((await department('Operations')).weeks.at(-1)).toMatchObject({ asked: 2, answered: 2 });
    expect((await figures()).weeks.at(-1)).toMatchObject({ asked: 4, answered: 2 });
  });

  it('does not count updates of one’s own, for which nobody was asked', async () => {
    await round('2026-11-24', { Ana: { mood: 5 }, Ben: { mood: 5 }, Chi: { mood: 5 } }, { slot: -1 });
    expect((await figures()).weeks.at(-1)).toEqual({ week: '2026-11-23', asked: 0, answered: 0, mood: 5 });
  });

  it('says nothing of another company', async () => {
    const other = await store.db.workspace.create({ data: { name: 'Rivals' } });
    await store.db.standup.update({ where: { id: standupId }, data: { workspaceId: other.id } });
    await round('2026-11-24', { Ana: { mood: 3 } });
    expect((await figures()).weeks.at(-1)).toMatchObject({ asked: 0, answered: 0, mood: null });
    await store.db.workspace.delete({ where: { id: other.id } });
  });
});

describe('mood', () => {
  it('is the mean of the answers to the question about it, by the questions of each round', async () => {
    const other = parseQuestions('How ready? [1-5]\nHow are you? [mood]');
    await round('2026-11-23', { Ana: { mood: 5 }, Ben: { mood: 2 }, Chi: { mood: 4 } });
    // Here the mood is the second question, which everybody answered with 1.
    await round('2026-11-24', { Ana: { mood: 5 } }, { questions: other });
    expect((await figures()).weeks.at(-1)?.mood).toBeCloseTo((5 + 2 + 4 + 1) / 4);
  });

  it('is not told of two people, however often they answer: it would be their own', async () => {
    await round('2026-11-23', { Ana: { mood: 5 }, Ben: { mood: 2 }, Chi: { mood: 4 } });
    await round('2026-11-24', { Ana: { mood: 5 }, Ben: { mood: 2 } });
    expect((await department('Sales')).weeks.at(-1)).toMatchObject({ answered: 4, mood: null });
    expect((await figures()).weeks.at(-1)?.mood).toBeCloseTo((5 + 2 + 4 + 5 + 2) / 5);
  });

  it('is not told by other scales, nor where nobody gave one', async () => {
    await round('2026-11-24', { Ana: { mood: 5 } }, { questions: parseQuestions('Ready? [1-5]') });
    await round('2026-11-23', { Ana: 'answered', Ben: 'expected' });
    expect((await figures()).weeks.at(-1)).toMatchObject({ asked: 3, mood: null });
  });
});

describe('what is usual', () => {
  const weeks = (...shares: (readonly [answered: number, asked: number])[]) =>
    shares.map(([answered, count]) => ({ week: '2026-11-23', asked: count, answered, mood: null }));

  it('is the middle half of the shares before the running week', () => {
    const shares = weeks([5, 10], [6, 10], [7, 10], [8, 10], [9, 10], [0, 10]);
    expect(usualShare(shares)).toEqual({ low: 0.6, high: 0.8 });
    expect(usualShare(weeks([1, 4], [2, 4], [3, 4], [4, 4], [0, 4]))).toEqual({ low: 0.4375, high: 0.8125 });
  });

  it('needs four full weeks that asked somebody', () => {
    expect(usualShare(weeks([1, 1], [1, 1], [1, 1], [1, 1]))).toBeNull();
    expect(usualShare(weeks([1, 1], [1, 1], [0, 0], [1, 1], [1, 1]))).toBeNull();
    expect(usualShare(weeks([1, 1], [1, 1], [0, 0], [1, 1], [1, 1], [0, 1]))).toEqual({ low: 1, high: 1 });
  });

  it('lies between the lowest and the highest share, in whatever order they come', () => {
    const share = fc
      .integer({ min: 1, max: 50 })
      .chain((count) => fc.tuple(fc.nat(count), fc.constant(count)));
    fc.assert(
      fc.property(fc.array(share, { minLength: 5, maxLength: 30 }), (shares) => {
        const full = shares.slice(0, -1).map(([answered, count]) => answered / count);
        const usual = usualShare(weeks(...shares));
        if (!usual) throw new Error('There are enough weeks.');
        expect(usual.low).toBeGreaterThanOrEqual(Math.min(...full));
        expect(usual.high).toBeLessThanOrEqual(Math.max(...full));
        expect(usual.low).toBeLessThanOrEqual(usual.high);
        const [last, ...before] = [...shares].reverse();
        expect(usualShare(weeks(...before, last ?? [0, 1]))).toEqual(usual);
      }),
    );
  });

  it('is told of each department', async () => {
    for (const day of ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16']) {
      await round(day, { Ana: 'answered', Ben: 'expected', Chi: 'answered' });
    }
    expect((await department('Sales')).usual).toEqual({ low: 0.5, high: 0.5 });
    expect((await department('Operations')).usual).toEqual({ low: 1, high: 1 });
    expect((await department('IT')).usual).toBeNull();
  });
});

describe('people', () => {
  it('are counted by department, with its lead, and without those who left', async () => {
    const sales = await store.db.department.findFirstOrThrow({ where: { name: 'Sales' } });
    await store.db.department.update({ where: { id: sales.id }, data: { leadId: company.ids.Lea ?? '' } });
    await store.db.person.update({ where: { id: company.ids.Ben ?? '' }, data: { active: false } });
    expect((await figures()).people).toBe(5);
    expect(await department('Sales')).toMatchObject({ people: 1, lead: 'Lea' });
    expect(await department('IT')).toMatchObject({ people: 1, lead: null });
  });

  it('without a department are named to administrators alone', async () => {
    const named = ['Adi', 'Oli'].map((name) => ({ id: company.ids[name], name }));
    expect((await figures('Adi')).withoutDepartment).toEqual({ count: 2, people: named });
    expect((await figures('Lea')).withoutDepartment).toEqual({ count: 2, people: [] });
  });
});
