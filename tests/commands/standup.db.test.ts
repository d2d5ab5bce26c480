import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.ts';
import { minutes } from '../support/clock.ts';
import { type Company, createCompany, only, saidIn, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { viewOf } from '../support/reply.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T07:00:00Z',
    people: { Ana: { role: 'lead' }, Ben: {}, Eve: { role: 'administrator' } },
  });
});
afterEach(() => company.close());

const answers = { q1: 'Labels print', q2: 'Ship the rest', q3: 'none' };

describe('/standup', () => {
  it('opens the one that waits for an answer', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    const reply = await company.command('Ben', '/standup');
    expect(reply.kind === 'ask' && reply.form.title).toBe('CRM rollout check-in');
  });

  it('offers a choice when several wait, each with its button', async () => {
    await company.makeStandup();
    await company.makeStandup({ name: 'Daily' });
    await company.at('2026-11-24T08:30:00Z');
    expect(textOf(viewOf(await company.command('Ben', '/standup')))).toBe(`CRM rollout check-in · Tue, Nov 24
open until Tue, Nov 24, 1:30 PM
[ Answer ]
Daily · Tue, Nov 24
open until Tue, Nov 24, 1:30 PM
[ Answer ]
--
Or add an update of your own:
[ CRM rollout check-in ] [ Daily ]`);
  });

  it('takes an update of one’s own when nothing is open, once a day, and posts it', async () => {
    await company.makeStandup();
    await company.clock.moveTo('2026-11-24T14:00:00Z');
    const form = await company.command('Ben', '/standup');
    await company.submit('Ben', form, answers);
    await company.settle();
    const posted = only(company.platform.in('C1'));
    expect(textOf(posted.view)).toContain('1 update');
    expect(textOf(only(company.platform.in('Ben')).view)).toContain('Labels print');
    const again = await company.press('Ben', only(company.platform.in('Ben')).view, 'Edit');
    await company.submit('Ben', again, { ...answers, q1: 'Labels print in colour' });
    await company.settle();
    expect(await store.db.entry.count()).toBe(1);
    expect(company.platform.in('C1')).toHaveLength(1);
  });

  it('offers to edit what was answered today, and to add an update', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await company.submit('Ben', await company.command('Ben', '/standup'), answers);
    const said = textOf(viewOf(await company.command('Ben', '/standup')));
    expect(said).toContain('answered 9:30 AM\n[ Edit ]');
    expect(said).toContain('[ Add an update ]');
  });

  it('says what to do when one is in no stand-up', async () => {
    expect(saidIn(await company.command('Ben', '/standup'))).toContain('You are in no stand-up yet.');
  });

  it('says what it understands when given anything else', async () => {
    expect(saidIn(await company.command('Ben', '/standup frobnicate'))).toContain(
      'I did not understand “frobnicate”.',
    );
  });
});

describe('/standup now', () => {
  it('asks everybody at once, also twice a day', async () => {
    await company.makeStandup();
    expect(saidIn(await company.command('Ana', '/standup now CRM'))).toBe(
      'CRM rollout check-in has begun for 3 people.',
    );
    await company.settle();
    // A double click is not a wish for two rounds.
    expect(saidIn(await company.command('Ana', '/standup now CRM'))).toContain('was started a moment ago.');
    await company.clock.advance(minutes(2));
    await company.command('Ana', '/standup now CRM');
    await company.settle();
    expect(company.platform.in('Ben')).toHaveLength(2);
    expect(
      (await store.db.occurrence.findMany({ orderBy: { slot: 'asc' } })).map(({ slot }) => slot),
    ).toEqual([-3, -2]);
  });

  it('is for its managers and for administrators', async () => {
    await company.makeStandup();
    expect(saidIn(await company.command('Ben', '/standup now CRM'))).toContain('You manage no stand-up.');
    expect(saidIn(await company.command('Eve', '/standup now CRM'))).toContain('has begun');
  });

  it('names the stand-ups one manages when the name fits none or several', async () => {
    await company.makeStandup();
    await company.makeStandup({ name: 'CRM retrospective' });
    expect(saidIn(await company.command('Ana', '/standup now crm'))).toBe(
      'I do not know which stand-up you mean by “crm”. You manage: CRM retrospective, CRM rollout check-in.',
    );
  });
});

describe('“See all”', () => {
  it('shows everybody’s answers, but never those of another company', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await company.submit('Ben', await company.command('Ben', '/standup'), answers);
    await company.settle();
    const { view } = only(company.platform.in('C1'));
    expect(saidIn(await company.press('Ana', view, 'See all'))).toContain(
      'Ben\n- Labels print\n- Ship the rest\n- none',
    );
    const other = await store.db.workspace.create({
      data: {
        name: 'Rival',
        installations: { create: { platform: 'slack', externalId: 'T2', name: 'Rival' } },
      },
    });
    await store.db.person.create({
      data: {
        workspaceId: other.id,
        name: 'Spy',
        identities: { create: { workspaceId: other.id, platform: 'slack', externalId: 'Spy' } },
      },
    });
    const occurrence = await store.db.occurrence.findFirstOrThrow();
    const entry = await store.db.entry.findFirstOrThrow();
    const { createDispatch } = await import('../../src/chat/dispatch.ts');
    const { createDirectory } = await import('../../src/people/index.ts');
    const { commands } = await import('../../commands/index.ts');
    const dispatch = createDispatch(company.context, createDirectory(company.context), commands);
    const spy = (action: string, value: string) =>
      dispatch({
        platform: 'slack',
        workspace: 'T2',
        user: 'Spy',
        act: { kind: 'press', command: 'standup', action, value },
      });
    expect(saidIn(await spy('see_all', occurrence.id))).toBe('This stand-up is no longer there.');
    expect(saidIn(await spy('answer', entry.id))).toContain('This check-in is no longer there.');
    expect(saidIn(await spy('nothing_new', entry.id))).toContain('This check-in is no longer there.');
    await store.db.workspace.delete({ where: { id: other.id } });
  });
});
