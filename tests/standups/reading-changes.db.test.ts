import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Change, listenForChanges } from '../../src/changes.ts';
import { setStandupState } from '../../src/standups/settings.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

// What is announced, so that open pages read again.

let store: Store;
let company: Company;
let changes: Change[] = [];
beforeAll(async () => {
  store = await openTestStore();
  listenForChanges(store, (change) => {
    if (change) changes.push(change);
  });
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, { now: '2026-11-24T07:00:00Z', people: { Ana: {}, Ben: {} } });
});
afterEach(() => company.close());

/** Does something, and waits until it was announced under a topic. */
const announces = async (topic: Change['topic'], act: () => Promise<unknown>) => {
  changes = [];
  await act();
  await expect
    .poll(() => changes, { timeout: 10_000 })
    .toContainEqual({ workspaceId: company.workspaceId, topic });
};

describe('a change that a page may show', () => {
  it('is announced from the first prompt to the close', async () => {
    await announces('people', () => company.makeStandup());
    // Made ten minutes ahead, and nobody is asked yet.
    await announces('rounds', () => company.at('2026-11-24T08:21:00Z'));
    expect(await store.db.entry.count({ where: { promptedAt: null } })).toBe(2);
    await announces('rounds', () => company.at('2026-11-24T08:30:00Z'));
    const form = await company.command('Ana', '/standup');
    await announces('rounds', () => company.submit('Ana', form, { q1: 'moved', q2: 'more' }));
    await announces('rounds', () => company.command('Ben', '/away today'));
    await announces('rounds', () => company.command('Ben', '/away back'));
    await announces('rounds', () => company.at('2026-11-24T12:30:00Z'));
    expect(await store.db.occurrence.count({ where: { state: 'closed' } })).toBe(1);
  });

  it('is announced when a stand-up is paused, which may drop a round', async () => {
    const id = await company.makeStandup();
    const { workspaceId } = company;
    await announces('people', () => setStandupState(company.context, { workspaceId, id }, 'paused'));
    await announces('rounds', () => setStandupState(company.context, { workspaceId, id }, 'running'));
  });
});
