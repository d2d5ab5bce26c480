// Long because it tells everything that can be done with an issue, from either side.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.ts';
import {
  decide,
  departmentId,
  issueMessage,
  issueMessages,
  issueText,
  nameLeads,
  nest,
  raiseWith,
  threadOf,
} from '../issues/departments.ts';
import { buttonsOf, type Company, createCompany, only, saidIn, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

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
      Ana: { department: 'Sales' },
      Sue: { role: 'lead', department: 'Sales' },
      Ben: { role: 'lead', department: 'Operations' },
      Chi: { department: 'Operations' },
      Fin: { role: 'lead', department: 'Finance' },
      Mia: { role: 'manager' },
      Eve: { role: 'administrator' },
      Noa: {},
    },
  });
  await nameLeads(company, { Sales: 'Sue', Operations: 'Ben', Finance: 'Fin' });
});
afterEach(() => company.close());

const raise = (title = 'Export from the stock system', values = {}) =>
  raiseWith(company, 'Ana', 'Operations', title, values);
const issueNow = () => store.db.issue.findFirstOrThrow({ orderBy: { createdAt: 'asc' } });
const eventKinds = async () =>
  (await store.db.issueEvent.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(({ kind }) => kind);

describe('/raise', () => {
  it('tells the lead who is waited on, and whoever raised it, one message each', async () => {
    const said = await raise('Export from the stock system', {
      detail: 'As CSV, please',
      wishedFor: '2026-11-26',
    });
    expect(saidIn(said)).toBe('Sales is waiting on Operations. With Ben. I tell you when something happens.');
    expect(issueText(company, 'Ben')).toBe(`Sales is waiting on Operations
Export from the stock system. Ana hopes for it by Thu, Nov 26.
As CSV, please
[ Accept… ] [ Ask back… ] [ Decline… ] [ Not ours… ]`);
    expect(issueText(company, 'Ana')).toBe(`You are waiting on Operations
Export from the stock system. You hope for it by Thu, Nov 26.
As CSV, please
With Ben. I tell you when something happens.
[ Solved ] [ Add something… ]`);
    expect(company.platform.shown).toHaveLength(2);
  });

  it('opens with what was typed as the title, and by the shortcut with the message as detail', async () => {
    const values = (reply: Awaited<ReturnType<Company['command']>>) =>
      reply.kind === 'ask'
        ? Object.fromEntries(
            reply.form.parts.flatMap((part) => ('value' in part ? [[part.name, part.value]] : [])),
          )
        : {};
    expect(values(await company.command('Ana', '/raise Two licences are missing'))).toMatchObject({
      kind: 'blocker',
      title: 'Two licences are missing',
    });
    const text = 'Where is the export?\nWe need it by Thursday.';
    expect(values(await company.act('Ana', { kind: 'shortcut', command: 'raise', text }))).toMatchObject({
      title: 'Where is the export?',
      detail: text,
    });
  });

  it('raises once when the button is pressed twice', async () => {
    const form = await company.command('Ana', '/raise');
    const values = {
      kind: 'blocker',
      title: 'Export',
      department: await departmentId(company, 'Operations'),
    };
    await Promise.all([company.submit('Ana', form, values), company.submit('Ana', form, values)]);
    await company.settle();
    expect(await store.db.issue.count()).toBe(1);
    expect(issueMessages(company, 'Ben')).toHaveLength(1);
  });

  it('asks whom a wait is on, and takes an idea without', async () => {
    expect(await raiseWith(company, 'Ana', null, 'Export')).toEqual({
      kind: 'invalid',
      errors: { department: 'Please choose the department or the person that this waits on.' },
    });
    await raiseWith(company, 'Ana', null, 'Scan labels by phone', { kind: 'idea' });
    expect(issueText(company, 'Sue')).toContain('Sales has an idea\nScan labels by phone.');
  });

  it('takes a person, who is told and may decide, as their lead may', async () => {
    await raiseWith(company, 'Ana', null, 'Access to the shared folder', { person: 'Chi' });
    expect(issueText(company, 'Chi')).toContain('Sales is waiting on Chi');
    expect(await issueNow()).toMatchObject({ onDepartmentId: await departmentId(company, 'Operations') });
    await decide(company, 'Chi', 'Accept…', { promisedFor: '2026-11-25' });
    expect(issueText(company, 'Ana')).toContain('Chi accepted it, for Wed, Nov 25.');
  });

  it('tells somebody in no department once how to join one', async () => {
    const first = await raiseWith(company, 'Noa', 'Operations', 'Two licences');
    expect(saidIn(first)).toContain('for you are in no department yet: /tutti settings puts you in one.');
    expect(issueText(company, 'Ben')).toContain('Noa is waiting on Operations');
    expect(saidIn(await raiseWith(company, 'Noa', 'Finance', 'The budget'))).not.toContain('no department');
  });

  it('refuses a day that is over, and oneself', async () => {
    expect(saidIn(await raise('Export', { wishedFor: '2026-11-23' }))).toBe(
      'That day is over. Please give today or a later one.',
    );
    expect(saidIn(await raiseWith(company, 'Ana', null, 'Export', { person: 'Ana' }))).toContain(
      'That is you.',
    );
    expect(await store.db.issue.count()).toBe(0);
  });

  it('keeps no title in logs', async () => {
    await raise('CANARY');
    expect(company.logged.join('')).not.toContain('CANARY');
  });
});

describe('the waited-on side', () => {
  it('accepts with a date: both messages change in place, and both threads say so once', async () => {
    await raise();
    await decide(company, 'Ben', 'Accept…', { promisedFor: '2026-11-27', text: 'Nightly from then on' });
    const step = 'Ben accepted it, for Fri, Nov 27: “Nightly from then on”';
    expect(issueText(company, 'Ana')).toContain(`${step}\nWith Ben.`);
    expect(issueText(company, 'Ben')).toContain(
      `${step}\n[ Done ] [ Another date… ] [ Ask back… ] [ Not ours… ]`,
    );
    expect([threadOf(company, 'Ana'), threadOf(company, 'Ben')]).toEqual([[step], [step]]);
    expect(await issueNow()).toMatchObject({ state: 'accepted', version: 2 });
  });

  it('asks back; the answer gives it back to them', async () => {
    await raise();
    await decide(company, 'Ben', 'Ask back…', { text: 'Which columns?' });
    expect(issueText(company, 'Ana')).toContain('Ben asks: “Which columns?”');
    await decide(company, 'Ana', 'Answer…', { text: 'Article and stock' });
    expect(issueText(company, 'Ben')).toContain('Ana answered: “Article and stock”');
    expect(threadOf(company, 'Ben')).toEqual([
      'Ben asks: “Which columns?”',
      'Ana answered: “Article and stock”',
    ]);
    expect((await issueNow()).state).toBe('open');
  });

  it('keeps a promised date through a question', async () => {
    await raise();
    await decide(company, 'Ben', 'Accept…', { promisedFor: '2026-11-27' });
    await decide(company, 'Ben', 'Ask back…', { text: 'Which columns?' });
    await decide(company, 'Ana', 'Answer…', { text: 'All' });
    expect((await issueNow()).state).toBe('accepted');
  });

  it('declines with a reason; whoever raised it may open it again', async () => {
    await raise();
    await decide(company, 'Ben', 'Decline…', { text: 'The old system cannot' });
    expect(issueText(company, 'Ana')).toContain('Ben declined it: “The old system cannot”\n[ Open again ]');
    expect(buttonsOf(issueMessage(company, 'Ben'))).toEqual([]);
    await decide(company, 'Ana', 'Open again');
    expect(issueText(company, 'Ben')).toContain('[ Accept… ]');
    expect(await eventKinds()).toEqual(['raised', 'declined', 'reopened']);
  });

  it('passes it on to another department, whose lead then decides', async () => {
    await raise();
    await decide(company, 'Ben', 'Not ours…', { department: await departmentId(company, 'Finance') });
    expect(issueText(company, 'Fin')).toContain('Sales is waiting on Finance');
    expect(issueText(company, 'Fin')).toContain('Ben passed it on from Operations to Finance.');
    expect(threadOf(company, 'Fin')).toEqual([]);
    expect(buttonsOf(issueMessage(company, 'Ben'))).toEqual([]);
    expect(issueText(company, 'Ana')).toContain('With Fin.');
    await decide(company, 'Fin', 'Accept…', { promisedFor: '2026-11-27' });
    expect(issueText(company, 'Ben')).toContain('Fin accepted it');
  });

  it('goes to managers when it is passed on for the third time', async () => {
    await raise();
    await decide(company, 'Ben', 'Not ours…', { department: await departmentId(company, 'Finance') });
    await decide(company, 'Fin', 'Not ours…', { department: await departmentId(company, 'Operations') });
    expect(issueMessages(company, 'Mia')).toEqual([]);
    await decide(company, 'Ben', 'Not ours…', { department: await departmentId(company, 'Finance') });
    expect(issueText(company, 'Mia')).toContain(
      'It was passed on three times, so it comes to you: please decide who takes it.',
    );
    await decide(company, 'Mia', 'Not ours…', { department: await departmentId(company, 'Operations') });
    expect(await issueNow()).toMatchObject({
      passes: 0,
      onDepartmentId: await departmentId(company, 'Operations'),
    });
    expect(buttonsOf(issueMessage(company, 'Ben'))).not.toEqual([]);
  });

  it('says it is done, and so does whoever waits', async () => {
    await raise();
    await decide(company, 'Ben', 'Accept…', { promisedFor: '2026-11-27' });
    await decide(company, 'Ben', 'Done');
    expect(issueText(company, 'Ana')).toContain('Ben says it is solved.\n[ Open again ]');
    await decide(company, 'Ana', 'Open again');
    await decide(company, 'Ana', 'Solved');
    expect(await issueNow()).toMatchObject({ state: 'solved', closedAt: expect.any(Date) });
  });

  it('refuses a date that is over', async () => {
    await raise();
    expect(await decide(company, 'Ben', 'Accept…', { promisedFor: '2026-11-01' })).toEqual({
      kind: 'invalid',
      errors: { promisedFor: 'That day is over. Please give today or a later one.' },
    });
  });
});

describe('two who decide at once', () => {
  it('the second is told what the first did, and nothing of theirs is kept', async () => {
    await raise();
    const message = issueMessage(company, 'Ben');
    const first = await company.press('Ben', message, 'Accept…');
    const second = await company.press('Mia', message, 'Decline…');
    await company.submit('Ben', first, { promisedFor: '2026-11-27' });
    expect(saidIn(await company.submit('Mia', second, { text: 'No' }))).toBe(
      'It has changed meanwhile. Ben accepted it, for Fri, Nov 27. Open it again to go on from there.',
    );
    expect(await issueNow()).toMatchObject({ state: 'accepted' });
    // Whoever opens it now sees what was decided, and may decide anew.
    expect(saidIn(await company.press('Mia', message, 'Decline…'))).toContain(
      'Ben accepted it, for Fri, Nov 27.',
    );
  });

  it('the second press on something that is over says so', async () => {
    await raise();
    const message = issueMessage(company, 'Ben');
    await decide(company, 'Ana', 'Solved');
    expect(saidIn(await company.press('Ben', message, 'Accept…'))).toBe(
      'It has changed meanwhile. Ana says it is solved. Open it again to go on from there.',
    );
  });
});

describe('who may', () => {
  it('decide is the lead, those above, and managers; others are told whose it is', async () => {
    await raise();
    const message = issueMessage(company, 'Ben');
    for (const user of ['Ana', 'Sue', 'Chi', 'Fin']) {
      expect(saidIn(await company.press(user, message, 'Decline…'))).toBe(
        'This is for the lead of Operations and managers to say.',
      );
    }
    expect((await company.press('Mia', message, 'Decline…')).kind).toBe('ask');
  });

  it('speak for those who wait is whoever raised it and their lead', async () => {
    await raise();
    const own = issueMessage(company, 'Ana');
    expect(saidIn(await company.press('Chi', own, 'Add something…'))).toContain(
      'This is for whoever raised it',
    );
    expect((await company.press('Sue', own, 'Add something…')).kind).toBe('ask');
  });

  it('nobody of another company', async () => {
    await raise();
    const { id } = await issueNow();
    await store.db.issue.update({ where: { id }, data: { fromPersonId: null } });
    const other = await store.db.workspace.create({ data: { name: 'Rival' } });
    await store.db.issue.update({ where: { id }, data: { workspaceId: other.id } });
    expect(
      saidIn(await company.act('Mia', { kind: 'press', command: 'raise', action: 'solve', value: id })),
    ).toContain('This is no longer there.');
    expect(
      saidIn(await company.act('Mia', { kind: 'press', command: 'raise', action: 'accept', value: 'x' })),
    ).toContain('This is no longer there.');
    await store.db.workspace.delete({ where: { id: other.id } });
  });
});

describe('while the lead is not there', () => {
  it('the lead above stands in, else managers, else administrators', async () => {
    await company.command('Ben', '/away until Friday');
    await raise('First');
    expect(issueText(company, 'Mia')).toContain('You stand in for Ben, who leads Operations.');
    expect(issueMessages(company, 'Ben')).toEqual([]);
    await nest(company, 'Operations', 'Finance');
    await raise('Something else entirely');
    expect(issueText(company, 'Fin')).toContain('You stand in for Ben, who leads Operations.');
    await decide(company, 'Fin', 'Accept…', { promisedFor: '2026-11-27' });
    await company.command('Fin', '/away until Friday');
    await company.command('Mia', '/away until Friday');
    await raise('Quite another matter');
    expect(issueText(company, 'Eve')).toContain('Quite another matter');
  });

  it('one who has left, or was never named, is said', async () => {
    await store.db.person.update({ where: { id: company.ids.Ben ?? '' }, data: { active: false } });
    await raise();
    expect(issueText(company, 'Mia')).toContain('Ben, who led Operations, has left, so it comes to you.');
    await store.db.department.updateMany({ data: { leadId: null } });
    await raiseWith(company, 'Ana', 'Finance', 'The budget');
    expect(
      company.platform
        .in('Mia')
        .map(({ view }) => textOf(view))
        .join('\n'),
    ).toContain('Finance has no lead yet, so it comes to you. /tutti people names one.');
  });
});

describe('one that is there already', () => {
  it('is offered, and joining it tells nobody twice but both of what happens', async () => {
    await raise('Export from the stock system');
    const asked = await raiseWith(company, 'Fin', 'Operations', 'Stock system export');
    expect(saidIn(asked)).toContain('This looks like one that is there already');
    expect(await store.db.issue.count()).toBe(1);
    const { id } = await issueNow();
    const values = {
      kind: 'blocker',
      title: 'Stock system export',
      department: await departmentId(company, 'Operations'),
    };
    const joined = await company.submit('Fin', asked, { ...values, join: id });
    await company.settle();
    expect(saidIn(joined)).toContain('Sales is waiting on Operations.');
    expect(threadOf(company, 'Ben')).toEqual(['Fin waits for the same: “Stock system export”']);
    expect(issueMessages(company, 'Ben')).toHaveLength(1);
    await decide(company, 'Ben', 'Accept…', { promisedFor: '2026-11-27' });
    expect(issueText(company, 'Fin')).toContain('Ben accepted it, for Fri, Nov 27.');
    await decide(company, 'Fin', 'Solved');
    expect(issueText(company, 'Ana')).toContain('Fin says it is solved.');
  });

  it('may be raised all the same, with everything that was typed', async () => {
    await raise('Export from the stock system');
    const asked = await raiseWith(company, 'Fin', 'Operations', 'Stock system export', { detail: 'Daily' });
    if (asked.kind !== 'ask') throw new Error('Expected a form.');
    const filled = Object.fromEntries(
      asked.form.parts.flatMap((part) => ('value' in part ? [[part.name, String(part.value)]] : [])),
    );
    expect(filled).toMatchObject({ title: 'Stock system export', detail: 'Daily' });
    await company.submit('Fin', asked, { ...filled, join: 'own' });
    expect(await store.db.issue.count({ where: { state: 'open' } })).toBe(2);
  });

  it('is not offered when it only sounds a little alike, or is over', async () => {
    await raise('Export from the stock system');
    expect((await raise('Two licences for the CRM')).kind).toBe('show');
    await store.db.issue.updateMany({ data: { state: 'solved' } });
    expect((await raise('Export from the stock system')).kind).toBe('show');
  });
});

it('shows each step only to the two sides', async () => {
  await raise();
  await decide(company, 'Ben', 'Decline…', { text: 'No' });
  const places = new Set(company.platform.shown.map(({ to }) => to.id));
  expect([...places].sort()).toEqual(['Ana', 'Ben']);
  expect(only([...new Set(company.platform.shown.map(({ to }) => to.kind))])).toBe('person');
});
