import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueJobs, moveWaits } from '../../src/issues/index.ts';
import type { Store } from '../../src/store/index.ts';
import { buttonsOf, type Company, createCompany, only, saidIn, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import {
  decide,
  departmentId,
  issueMessage,
  issueMessages,
  issueText,
  nameLeads,
  raiseWith,
  threadOf,
} from './departments.ts';

// A company in Berlin (UTC+1): nine o'clock is 08:00Z. Waits are raised on Tuesday, 24 November 2026.

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T07:00:00Z',
    people: {
      Ana: { department: 'Sales', country: 'DE' },
      Sue: { role: 'lead', department: 'Sales' },
      Ben: { role: 'lead', department: 'Operations' },
      Fin: { role: 'lead', department: 'Finance' },
      Mia: { role: 'manager' },
      Eve: { role: 'administrator' },
    },
  });
  await nameLeads(company, { Sales: 'Sue', Operations: 'Ben', Finance: 'Fin' });
  await raiseWith(company, 'Ana', 'Operations', 'Export from the stock system');
});
afterEach(() => company.close());

/** The job of one hour. */
const hour = async (instant: string) => {
  await company.clock.moveTo(instant);
  for (const { run } of issueJobs) await run(company.context, {}, new AbortController().signal);
  await company.settle();
};
/** The job of every day at nine, Berlin time, up to a date of this November or December. */
const daysUntil = async (last: string) => {
  for (const date = new Date('2026-11-25T08:03:00Z'); date.toISOString() <= `${last}T09`; ) {
    await hour(date.toISOString());
    date.setUTCDate(date.getUTCDate() + 1);
  }
};
const theIssue = () => store.db.issue.findFirstOrThrow({ orderBy: { createdAt: 'asc' } });
const broughtUp = (user: string) => company.platform.in(user).filter(({ key }) => key.startsWith('waits:'));
const saidTo = (user: string) => broughtUp(user).map(({ view }) => textOf(view));

describe('the days of a wait', () => {
  it('are working days of whoever waits', async () => {
    await hour('2026-11-24T22:30:00Z');
    expect((await theIssue()).days).toBe(0);
    await hour('2026-11-25T00:03:00Z');
    expect((await theIssue()).days).toBe(1);
    await hour('2026-11-30T08:03:00Z');
    expect((await theIssue()).days).toBe(4);
  });

  it('leave out public and company holidays, and absences of both', async () => {
    await store.db.holiday.create({
      data: { workspaceId: company.workspaceId, date: new Date('2026-11-25'), name: 'Stocktaking' },
    });
    const absent = (name: string, from: string, to: string) =>
      store.db.absence.create({
        data: { personId: company.ids[name] ?? '', from: new Date(from), to: new Date(to) },
      });
    await absent('Ana', '2026-11-26', '2026-11-26');
    await absent('Ben', '2026-11-26', '2026-11-27');
    await hour('2026-12-01T08:03:00Z');
    expect((await theIssue()).days).toBe(2);
    // Christmas on Friday, and the weekend.
    await hour('2026-12-28T08:03:00Z');
    expect((await theIssue()).days).toBe(2 + 18);
  });

  it('stand still once it is over', async () => {
    await hour('2026-11-26T08:03:00Z');
    await decide(company, 'Ana', 'Solved');
    await hour('2026-12-03T08:03:00Z');
    expect((await theIssue()).days).toBe(2);
  });
});

describe('a wait that grows old', () => {
  it('is brought up to the lead once for each age, at nine, in one message', async () => {
    await raiseWith(company, 'Sue', 'Operations', 'Two licences for the new colleagues');
    await hour('2026-11-26T06:03:00Z');
    expect(broughtUp('Ben')).toEqual([]);
    await hour('2026-11-26T08:03:00Z');
    await hour('2026-11-26T09:03:00Z');
    await hour('2026-11-27T08:03:00Z');
    expect(saidTo('Ben')).toEqual([
      `These wait on you
- Sales is waiting on Operations: Export from the stock system · day 2 · Ageing
- Sales is waiting on Operations: Two licences for the new colleagues · day 2 · Ageing
[ See them ]`,
    ]);
    expect(issueMessages(company, 'Ben')).toHaveLength(2);
    expect(textOf(issueMessages(company, 'Ben')[0]?.view ?? only([]))).toContain(
      'Since Tue, Nov 24 · Ageing',
    );
  });

  it('goes to managers when it is Stale, to administrators when it is Critical, and not at the weekend', async () => {
    await daysUntil('2026-12-01');
    expect([broughtUp('Ben').length, broughtUp('Mia').length, broughtUp('Eve').length]).toEqual([2, 1, 0]);
    expect(only(saidTo('Mia'))).toContain('These have waited long\n- Sales is waiting on Operations');
    await daysUntil('2026-12-08');
    expect([broughtUp('Ben').length, broughtUp('Mia').length, broughtUp('Eve').length]).toEqual([3, 1, 1]);
    const weekdays = company.platform.shown
      .filter(({ key }) => key.startsWith('waits:'))
      .map(({ sentAt }) => sentAt.getUTCDay());
    expect(weekdays.filter((day) => day === 0 || day === 6)).toEqual([]);
  });

  it('is left in peace until the day it is promised for', async () => {
    await decide(company, 'Ben', 'Accept…', { promisedFor: '2026-12-02' });
    await daysUntil('2026-12-02');
    expect(broughtUp('Ben')).toEqual([]);
    await hour('2026-12-03T08:03:00Z');
    expect(only(saidTo('Ben'))).toContain('day 7 · Stale · promised for Wed, Dec 2');
  });

  it('reminds whoever was asked back, and escalates nothing meanwhile', async () => {
    await decide(company, 'Ben', 'Ask back…', { text: 'Which columns?' });
    await daysUntil('2026-12-01');
    expect(saidTo('Ana')[0]).toContain('These wait for an answer of yours');
    expect([broughtUp('Ben').length, broughtUp('Mia').length]).toEqual([0, 0]);
  });

  it('asks both leads for a decision when nothing has changed for two weeks, and again after two more', async () => {
    await daysUntil('2026-12-07');
    const before = [broughtUp('Ben').length, broughtUp('Sue').length];
    await hour('2026-12-08T08:03:00Z');
    expect(saidTo('Sue').slice(before[1])).toEqual([
      expect.stringContaining('Please give each a date, decline it, or join it with another'),
    ]);
    expect(saidTo('Ben').at(-1)).toContain('Nothing has changed with these for two weeks.');
    await hour('2026-12-15T08:03:00Z');
    expect(broughtUp('Sue')).toHaveLength(1);
    await hour('2026-12-22T08:03:00Z');
    expect(broughtUp('Sue')).toHaveLength(2);
  });

  it('is seen, with what can be done, by the button of that message', async () => {
    await hour('2026-11-26T08:03:00Z');
    const seen = await company.press('Ben', only(broughtUp('Ben')).view, 'See them');
    expect(saidIn(seen)).toBe(`What waits on you
Sales is waiting on Operations: Export from the stock system
day 2 · Ageing
[ Accept… ] [ Ask back… ] [ Decline… ] [ Not ours… ] [ Join with another… ]`);
    const [accept] = seen.kind === 'show' ? buttonsOf(seen.view) : [];
    expect(accept?.action).toBe('accept');
  });
});

describe('“What waits on you” on the bot’s own page', () => {
  const home = async (user: string) => saidIn(await company.act(user, { kind: 'home' }));

  it('shows it to the lead, not to others, and not while it waits for an answer', async () => {
    expect(await home('Ben')).toContain('What waits on you\nSales is waiting on Operations: Export');
    expect(await home('Fin')).toContain('Nobody is waiting on you.');
    expect(await home('Mia')).toContain('Nobody is waiting on you.');
    await decide(company, 'Ben', 'Ask back…', { text: 'Which columns?' });
    expect(await home('Ben')).toContain('Nobody is waiting on you.');
    expect(await home('Ana')).toContain('[ Answer… ] [ Solved ]');
  });

  it('shows it to whoever it was brought to while the lead was away', async () => {
    await company.command('Fin', '/away until Friday');
    await raiseWith(company, 'Ana', 'Finance', 'The budget for it');
    expect(await home('Mia')).toContain('Sales is waiting on Finance: The budget for it');
  });

  it('joins two that are the same', async () => {
    await raiseWith(company, 'Fin', 'Operations', 'Numbers of articles in stock');
    const ben = await company.act('Ben', { kind: 'home' });
    if (ben.kind !== 'show') throw new Error('Expected a view.');
    const form = await company.press('Ben', ben.view, 'Join with another…');
    expect(form.kind === 'ask' && form.form.title).toBe('Join with another');
    const { id } = await store.db.issue.findFirstOrThrow({ where: { title: { startsWith: 'Numbers' } } });
    await company.submit('Ben', form, { into: id });
    await company.settle();
    expect(await theIssue()).toMatchObject({ state: 'merged', mergedIntoId: id });
    expect(await home('Ben')).not.toContain('Sales is waiting on Operations');
    expect(threadOf(company, 'Fin')).toEqual(['Ana waits for the same: “Export from the stock system”']);
  });

  it('says so when there is no other to join it with', async () => {
    const ben = await company.act('Ben', { kind: 'home' });
    if (ben.kind !== 'show') throw new Error('Expected a view.');
    expect(saidIn(await company.press('Ben', ben.view, 'Join with another…'))).toBe(
      'There is no other open one that these departments share.',
    );
  });
});

describe('when whoever had it cannot decide any more', () => {
  it('the new lead is told, also of what came while there was another', async () => {
    await nameLeads(company, { Operations: 'Fin' });
    await hour('2026-11-24T09:03:00Z');
    expect(issueText(company, 'Fin')).toContain('Sales is waiting on Operations');
    await hour('2026-11-24T10:03:00Z');
    expect(issueMessages(company, 'Fin')).toHaveLength(1);
    // The former lead reads it, and decides nothing.
    await decide(company, 'Fin', 'Accept…', { promisedFor: '2026-11-27' });
    expect(buttonsOf(issueMessage(company, 'Ben'))).toEqual([]);
  });

  it('managers are told when the lead has left', async () => {
    await store.db.person.update({ where: { id: company.ids.Ben ?? '' }, data: { active: false } });
    await hour('2026-11-24T09:03:00Z');
    expect(issueText(company, 'Mia')).toContain('Ben, who led Operations, has left, so it comes to you.');
  });

  it('the lead of those who wait is told when the department is deleted', async () => {
    await store.db.department.delete({ where: { id: await departmentId(company, 'Operations') } });
    await hour('2026-11-24T09:03:00Z');
    expect(issueText(company, 'Sue')).toContain('It waits on nobody in particular, so it comes to you.');
    await decide(company, 'Sue', 'Not ours…', { department: await departmentId(company, 'Finance') });
    expect(issueText(company, 'Fin')).toContain('Sales is waiting on Finance');
  });

  it('it goes on with the department that another becomes part of, and both sides read so', async () => {
    const merge = {
      workspaceId: company.workspaceId,
      departmentId: await departmentId(company, 'Operations'),
      intoId: await departmentId(company, 'Finance'),
    };
    await store.db.$transaction(async (tx) => {
      await moveWaits(company.context, tx, merge);
      await tx.department.delete({ where: { id: merge.departmentId } });
    });
    await company.settle();
    expect(issueText(company, 'Fin')).toContain('Sales is waiting on Finance');
    expect(threadOf(company, 'Ana')).toEqual(['It was passed on from Operations to Finance.']);
  });
});
