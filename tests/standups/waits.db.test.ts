import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawValues } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { templates } from '../../src/standups/index.ts';
import { parseQuestions, writeQuestions } from '../../src/standups/questions.ts';
import type { Store } from '../../src/store/index.ts';
import {
  decide,
  departmentId,
  issueMessages,
  issueText,
  nameLeads,
  threadOf,
} from '../issues/departments.ts';
import { buttonsOf, type Company, createCompany, only, saidIn, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

// The question that asks for waits. Berlin is UTC+1 here, rounds begin at 08:30Z.

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
      Ben: { role: 'lead', department: 'Operations' },
      Fin: { role: 'lead', department: 'Finance' },
      Mia: { role: 'manager' },
    },
  });
  await nameLeads(company, { Operations: 'Ben', Finance: 'Fin' });
  const [daily] = templates;
  if (!daily) throw new Error('There is no template.');
  await company.makeStandup({ questions: daily.questions });
  await company.at('2026-11-24T08:30:00Z');
});
afterEach(() => company.close());

const prompt = (user: string) => {
  const latest = company.platform.in(user).findLast(({ key }) => key.startsWith('prompt:'));
  if (!latest) throw new Error(`${user} was not asked.`);
  return latest.view;
};
const open = (user: string): Promise<Reply> => {
  const label = buttonsOf(prompt(user)).some((button) => button.label === 'Edit') ? 'Edit' : 'Answer';
  return company.press(user, prompt(user), label);
};
const full = { q1: '340 contacts moved', q2: 'Train the two new colleagues' };
const answer = async (user: string, waits: RawValues = {}): Promise<Reply> => {
  const done = await company.submit(user, await open(user), { ...full, ...waits });
  await company.settle();
  return done;
};
const onOperations = async (what = 'Export from the stock system'): Promise<RawValues> => ({
  'wait.new.on': await departmentId(company, 'Operations'),
  'wait.new.what': what,
});
const theIssue = async () => only(await store.db.issue.findMany());
const tomorrow = async () => {
  await company.at('2026-11-25T08:30:00Z');
};
const valuesIn = (reply: Reply): Record<string, unknown> => {
  if (reply.kind !== 'ask') throw new Error('Expected a form.');
  return Object.fromEntries(
    reply.form.parts.flatMap((part) => ('value' in part ? [[part.name, part.value]] : [])),
  );
};

describe('the question', () => {
  it('is written [waits], never has to be answered, and stands last in the templates for every day and for a rollout', () => {
    const text = 'What are you waiting on, and from whom? [waits]';
    const [question] = parseQuestions(text);
    expect(question).toMatchObject({ kind: 'waits', about: 'waits', required: false });
    expect(question && writeQuestions([question])).toBe(text);
    const last = (id: string) => templates.find((one) => one.id === id)?.questions.at(-1)?.kind;
    expect([last('daily'), last('implementation')]).toEqual(['waits', 'waits']);
  });

  it('asks first whom, and offers nobody', async () => {
    const form = await open('Ana');
    expect(saidIn(form)).toBe(`Tue, Nov 24
What moved since last time?
What is next?
What are you waiting on, and from whom?
What is it?`);
    const parts = form.kind === 'ask' ? form.form.parts : [];
    const offered = parts.flatMap((part) =>
      part.kind === 'department' ? part.options.map(({ label }) => label) : [],
    );
    expect(offered).toEqual(['Nothing', 'Finance', 'Operations', 'Sales']);
  });
});

describe('something new to wait for', () => {
  it('is raised with the answer: the other side is told at once, and the answer shows it everywhere', async () => {
    await answer('Ana', await onOperations());
    expect(issueText(company, 'Ben')).toContain(
      'Sales is waiting on Operations\nExport from the stock system.',
    );
    expect(textOf(prompt('Ana'))).toContain('Waiting on: Operations: Export from the stock system · new');
    const channel = only(company.platform.in('C1'));
    expect(textOf(channel.view)).toContain(
      'Waiting\n- Sales → Operations: Export from the stock system · new\nMoved',
    );
    expect(textOf(only(company.platform.inThread(channel)).view)).toContain(
      'Waiting on: Operations: Export from the stock system · new',
    );
    const entry = await store.db.entry.findFirstOrThrow({ where: { answeredAt: { not: null } } });
    expect(entry).toMatchObject({
      blocked: true,
      answers: { ...full, q3: ['Operations: Export from the stock system'] },
    });
  });

  it('is raised once by a double click, and not again by an edit that says the same', async () => {
    const form = await open('Ana');
    const values = { ...full, ...(await onOperations()) };
    await Promise.all([company.submit('Ana', form, values), company.submit('Ana', form, values)]);
    await company.settle();
    await answer('Ana', await onOperations());
    await answer('Ana', await onOperations('export from the stock-system'));
    expect(await store.db.issue.count()).toBe(1);
    expect(issueMessages(company, 'Ben')).toHaveLength(1);
    await answer('Ana', await onOperations('Two licences'));
    expect(await store.db.issue.count()).toBe(2);
  });

  it('needs both whom and what', async () => {
    const { 'wait.new.on': on, 'wait.new.what': what } = await onOperations();
    expect(await answer('Ana', { 'wait.new.on': on ?? '' })).toEqual({
      kind: 'invalid',
      errors: { 'wait.new.what': 'Please say in a few words what you are waiting for.' },
    });
    expect(await answer('Ana', { 'wait.new.on': 'nobody', 'wait.new.what': what ?? '' })).toEqual({
      kind: 'invalid',
      errors: { 'wait.new.on': 'Please choose which department you are waiting on.' },
    });
    expect((await answer('Ana', { 'wait.new.on': 'nobody' })).kind).toBe('nothing');
    expect(await store.db.issue.count()).toBe(0);
  });

  it('is kept without a department where a company has none', async () => {
    await store.db.department.deleteMany();
    await answer('Ana', { 'wait.new.what': 'The contract' });
    expect(textOf(prompt('Ana'))).toContain('Waiting on: The contract · new');
  });

  it('is not raised when the answer is refused', async () => {
    await answer('Ana');
    const edit = await open('Ana');
    await tomorrow();
    const refused = await company.submit('Ana', edit, { ...full, ...(await onOperations()) });
    expect(saidIn(refused)).toContain('The next check-in has begun');
    expect(await store.db.issue.count()).toBe(0);
  });
});

describe('what one waits for already', () => {
  const say = async (answers: (id: string) => RawValues) => answer('Ana', answers((await theIssue()).id));
  beforeEach(async () => {
    await answer('Ana', await onOperations());
    await store.db.issue.updateMany({ data: { days: 3 } });
    await tomorrow();
  });

  it('comes first in the next form, so that nothing is typed twice', async () => {
    const { id } = await theIssue();
    const form = await open('Ana');
    expect(saidIn(form)).toContain(`Operations · Export from the stock system · day 3 · Ageing
What has changed?
Waiting on something new? From whom
What is it?`);
    expect(valuesIn(form)).toMatchObject({ [`wait.${id}`]: 'still' });
  });

  it('still waiting: the answer shows it with its age, and rings nobody', async () => {
    await say((id) => ({ [`wait.${id}`]: 'still' }));
    expect(textOf(prompt('Ana'))).toContain(
      'Waiting on: Operations: Export from the stock system · day 3 · Ageing',
    );
    expect(threadOf(company, 'Ben')).toEqual([]);
    expect((await store.db.issueEvent.findMany()).map(({ kind }) => kind).sort()).toEqual([
      'raised',
      'still_waiting',
    ]);
  });

  it('changed: both sides read what', async () => {
    await say((id) => ({ [`wait.${id}`]: 'changed', [`wait.${id}.text`]: 'Now also the prices' }));
    expect(threadOf(company, 'Ben')).toEqual(['Ana adds: “Now also the prices”']);
    expect(textOf(prompt('Ana'))).toContain('day 3 · Ageing · Now also the prices');
    const { id } = await theIssue();
    expect(valuesIn(await open('Ana'))).toMatchObject({
      [`wait.${id}`]: 'changed',
      [`wait.${id}.text`]: 'Now also the prices',
    });
    // Sending the edit as it opened changes nothing.
    await say((one) => ({ [`wait.${one}`]: 'changed', [`wait.${one}.text`]: 'Now also the prices' }));
    expect(threadOf(company, 'Ben')).toHaveLength(1);
  });

  it('changed needs a word, and a word alone is enough', async () => {
    const refused = await say((id) => ({ [`wait.${id}`]: 'changed' }));
    expect(saidIn(refused)).toBe('Please say in a few words what has changed.');
    await say((id) => ({ [`wait.${id}`]: 'still', [`wait.${id}.text`]: 'More urgent' }));
    expect(threadOf(company, 'Ben')).toEqual(['Ana adds: “More urgent”']);
  });

  it('answers a question that the other side asked', async () => {
    await decide(company, 'Ben', 'Ask back…', { text: 'Which columns?' });
    await say((id) => ({ [`wait.${id}`]: 'changed', [`wait.${id}.text`]: 'Article and stock' }));
    expect((await theIssue()).state).toBe('open');
    expect(issueText(company, 'Ben')).toContain('Ana answered: “Article and stock”');
  });

  it('solved: it is over for both, and is not asked again', async () => {
    await say((id) => ({ [`wait.${id}`]: 'solved' }));
    expect(issueText(company, 'Ben')).toContain('Ana says it is solved.');
    expect(textOf(prompt('Ana'))).toContain('Solved: Operations: Export from the stock system');
    expect((await store.db.entry.findMany({ where: { blocked: true } })).length).toBe(1);
    expect(saidIn(await open('Ana'))).not.toContain('Export from the stock system');
  });

  it('solved meanwhile by the other side: the answer is taken all the same', async () => {
    const { id } = await theIssue();
    const form = await open('Ana');
    await decide(company, 'Ben', 'Decline…', { text: 'Cannot' });
    const done = await company.submit('Ana', form, { ...full, [`wait.${id}`]: 'still' });
    expect(done.kind).toBe('nothing');
    expect((await theIssue()).state).toBe('declined');
  });

  it('“Nothing new” leaves it as it is', async () => {
    await company.press('Ana', prompt('Ana'), 'Nothing new');
    await company.settle();
    expect(textOf(prompt('Ana'))).toContain(
      'Waiting on: Operations: Export from the stock system · day 3 · Ageing',
    );
    expect((await store.db.issueEvent.findMany({ where: { kind: 'still_waiting' } })).length).toBe(1);
    expect((await theIssue()).version).toBe(1);
  });

  it('cannot be spoken of by others, whatever their form sends', async () => {
    const { id } = await theIssue();
    await answer('Fin', { [`wait.${id}`]: 'solved' });
    expect((await theIssue()).state).toBe('open');
  });

  it('is named in the digest', async () => {
    await say((id) => ({ [`wait.${id}`]: 'still' }));
    expect(saidIn(await company.command('Mia', '/digest'))).toContain(
      'In the way\n- Ana: Operations: Export from the stock system',
    );
  });
});
