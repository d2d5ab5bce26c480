import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dayOff, fromDateColumn, markAway, markBack } from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people: { Ana: {}, Ben: {} } });
});
afterEach(() => company.close());

const idOf = (name: string) => company.ids[name] ?? '';
const away = (from: string, to: string, name = 'Ana') =>
  markAway(store.db, { personId: idOf(name), from, to });
const back = (today: string) => markBack(store.db, { personId: idOf('Ana'), today });
const spans = async () =>
  (await store.db.absence.findMany({ orderBy: { from: 'asc' } })).map(
    ({ from, to }) => `${fromDateColumn(from)} to ${fromDateColumn(to)}`,
  );

describe('an absence', () => {
  it('is kept with both its ends', async () => {
    await away('2026-12-01', '2026-12-05');
    expect(await spans()).toEqual(['2026-12-01 to 2026-12-05']);
  });

  it('takes the place of those it covers, and of nobody else’s', async () => {
    await away('2026-12-02', '2026-12-03');
    await away('2026-12-10', '2026-12-11');
    await away('2026-12-02', '2026-12-03', 'Ben');
    await away('2026-12-01', '2026-12-05');
    expect(await spans()).toEqual([
      '2026-12-01 to 2026-12-05',
      '2026-12-02 to 2026-12-03',
      '2026-12-10 to 2026-12-11',
    ]);
    expect(await store.db.absence.count({ where: { personId: idOf('Ana') } })).toBe(2);
  });

  it('said twice is there once', async () => {
    await away('2026-12-01', '2026-12-05');
    await away('2026-12-01', '2026-12-05');
    expect(await spans()).toHaveLength(1);
  });
});

describe('being back', () => {
  it('ends what is running yesterday, and leaves what is to come', async () => {
    await away('2026-11-20', '2026-11-27');
    await away('2026-11-23', '2026-11-30');
    await away('2026-12-24', '2026-12-31');
    expect(await back('2026-11-24')).toEqual({ begun: true, from: '2026-11-20', to: '2026-11-27' });
    expect(await spans()).toEqual([
      '2026-11-20 to 2026-11-23',
      '2026-11-23 to 2026-11-23',
      '2026-12-24 to 2026-12-31',
    ]);
  });

  it('on the first day leaves nothing of it', async () => {
    await away('2026-11-24', '2026-11-27');
    expect(await back('2026-11-24')).toMatchObject({ begun: true });
    expect(await spans()).toEqual([]);
  });

  it('before it has begun drops the next one, and only that', async () => {
    await away('2026-12-01', '2026-12-05');
    await away('2026-12-24', '2026-12-31');
    expect(await back('2026-11-24')).toEqual({ begun: false, from: '2026-12-01', to: '2026-12-05' });
    expect(await spans()).toEqual(['2026-12-24 to 2026-12-31']);
  });

  it('on the last day counts, and a day later there is nothing to end', async () => {
    await away('2026-11-20', '2026-11-24');
    expect(await back('2026-11-25')).toBeUndefined();
    expect(await back('2026-11-24')).toMatchObject({ begun: true });
    expect(await spans()).toEqual(['2026-11-20 to 2026-11-23']);
  });
});

describe('a day off', () => {
  const off = async (date: string, country: string | null = null) => {
    const people = ['Ana', 'Ben'].map((name) => ({ id: idOf(name), country }));
    const ids = await dayOff(store.db, people, date);
    return ['Ana', 'Ben'].filter((name) => ids.has(idOf(name)));
  };

  it('is every day of an absence, from the first to the last', async () => {
    await away('2026-12-01', '2026-12-03');
    expect(await off('2026-11-30')).toEqual([]);
    expect(await off('2026-12-01')).toEqual(['Ana']);
    expect(await off('2026-12-02')).toEqual(['Ana']);
    expect(await off('2026-12-03')).toEqual(['Ana']);
    expect(await off('2026-12-04')).toEqual([]);
  });

  it('is a public holiday in the person’s country', async () => {
    expect(await off('2026-12-25', 'DE')).toEqual(['Ana', 'Ben']);
    expect(await off('2026-12-25', null)).toEqual([]);
    expect(await off('2026-07-04', 'DE')).toEqual([]);
  });

  it('is nobody’s when nobody is asked about', async () => {
    expect([...(await dayOff(store.db, [], '2026-12-25'))]).toEqual([]);
  });
});
