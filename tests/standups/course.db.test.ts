import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.ts';
import { hours, minutes } from '../support/clock.ts';
import { type Company, createCompany, saidIn, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
afterEach(() => company.close());

// Berlin is UTC+1 in November: 09:30 there is 08:30Z.
const people = {
  Ana: { department: 'Sales', zone: 'Europe/Berlin' },
  Ben: { zone: 'Europe/Berlin' },
  Chi: { zone: 'Europe/Berlin' },
};
const open = async (now = '2026-11-24T08:00:00Z') => {
  company = await createCompany(store, { now, people });
};
const plan = async () => {
  const { planOccurrences } = await import('../../src/standups/plan.ts');
  await planOccurrences(company.context);
  await company.settle();
};
/** Moves to an instant the way the minute-by-minute schedule would. */
const at = async (instant: string) => {
  await company.clock.moveTo(instant);
  await plan();
};

describe('the course of a stand-up', () => {
  it('asks each member in a direct message at the scheduled time, once', async () => {
    await open();
    await company.makeStandup();
    await at('2026-11-24T08:25:00Z');
    expect(company.platform.shown).toEqual([]);
    await at('2026-11-24T08:30:00Z');
    await at('2026-11-24T08:31:00Z');
    const [prompt, ...more] = company.platform.in('Ana');
    expect(more).toEqual([]);
    expect(textOf(prompt!.view)).toBe(`CRM rollout check-in · Tue, Nov 24
Hello Ana. 3 questions, about 2 minutes. Open until 1:30 PM your time.
[ Answer ] [ Away… ]`);
    expect(company.platform.shown).toHaveLength(3);
  });

  it('shows what was said in place of the prompt, and posts one message with a thread in the channel', async () => {
    await open();
    await company.makeStandup();
    await at('2026-11-24T08:25:00Z');
    await at('2026-11-24T08:30:00Z');
    const [prompt] = company.platform.in('Ana');
    const form = await company.press('Ana', prompt!.view, 'Answer');
    expect(saidIn(form)).toContain('What moved since last time?');
    const done = await company.submit('Ana', form, {
      q1: '340 contacts moved',
      q2: 'Train the two new colleagues',
      q3: 'waiting for the export from Operations',
    });
    expect(done.kind).toBe('nothing');
    await company.settle();
    expect(textOf(prompt!.view)).toBe(`CRM rollout check-in · Tue, Nov 24
Moved: 340 contacts moved
Next: Train the two new colleagues
In the way: waiting for the export from Operations
[ Edit ]
answered 9:30 AM · posted in #crm-rollout`);
    const [channel, ...others] = company.platform.in('C1');
    expect(others).toEqual([]);
    expect(textOf(channel!.view)).toBe(`CRM rollout check-in · Tue, Nov 24
1 of 3 answered
In the way
- Ana (Sales): waiting for the export from Operations
Moved
- Ana: 340 contacts moved
[ See all ]`);
    expect(company.platform.inThread(channel!)).toHaveLength(1);
  });
});
