import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { RawValues } from '../../src/chat/form.ts';
import type { Store } from '../../src/store/index.ts';
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

describe('/tutti', () => {
  it('helps with every command', async () => {
    const help = saidIn(await company.command('Ben', '/tutti'));
    for (const { name, usage, summary } of commands) {
      expect(help).toContain(usage ? `/${name} ${usage}: ${summary}` : `/${name}: ${summary}`);
    }
  });

  it('says so when it has no such word', async () => {
    expect(saidIn(await company.command('Ben', '/tutti dance'))).toBe(
      'I have no /tutti dance. /tutti help lists what there is.',
    );
  });
});

describe('/tutti setup', () => {
  const filled: RawValues = {
    name: 'Warehouse daily',
    questions:
      'What moved since {since}? [moved]\nWhat is next? [next]\nHow full is the yard? [1-5, optional]',
    days: ['1', '3'],
    everyWeeks: '1',
    times: '7:15, 15:00',
    zone: 'Europe/Berlin',
    window: '120',
    remindAfter: '30',
    remindBefore: '0',
    members: ['Ben', 'Ana'],
    channel: 'C1',
    managers: ['Ana'],
  };
  const newForm = async (user = 'Ana') =>
    company.press(user, viewOf(await company.command(user, '/tutti setup')), 'Daily stand-up');

  it('makes a stand-up from a template, with everything that was asked for', async () => {
    expect(saidIn(await company.submit('Ana', await newForm(), filled))).toBe(
      'Warehouse daily is saved. /tutti setup changes it; /standup now Warehouse daily asks at once.',
    );
    const saved = await store.db.standup.findFirstOrThrow({ include: { members: true } });
    expect(saved).toMatchObject({
      name: 'Warehouse daily',
      days: [1, 3],
      times: ['07:15', '15:00'],
      zone: 'Europe/Berlin',
      windowMinutes: 120,
      remindAfterMinutes: 30,
      remindBeforeMinutes: null,
      channelId: 'C1',
      channelName: '#crm-rollout',
    });
    expect(saved.members.map(({ part }) => part).sort()).toEqual(['manager', 'member', 'member']);
    await company.at('2026-11-25T06:15:00Z');
    expect(company.platform.shown.map(({ to }) => to.id).sort()).toEqual(['Ana', 'Ben']);
  });

  it('shows what was saved when it is edited, and keeps what was answered', async () => {
    await company.submit('Ana', await newForm(), filled);
    const form = await company.press('Ana', viewOf(await company.command('Ana', '/tutti setup')), 'Edit');
    const values =
      form.kind === 'ask'
        ? form.form.parts.flatMap((part) => ('value' in part ? [[part.name, part.value]] : []))
        : [];
    expect(Object.fromEntries(values)).toEqual({
      ...filled,
      times: '07:15, 15:00',
      members: expect.arrayContaining(['Ana', 'Ben']),
    });
  });

  it.each([
    [
      'a question of an unknown kind',
      { questions: 'How? [telepathy]' },
      'questions',
      'Question 1: I do not know [telepathy].',
    ],
    ['no question', { questions: ' \n ' }, 'questions', 'Please answer this one.'],
    [
      'eleven questions',
      { questions: 'Why?\n'.repeat(11) },
      'questions',
      'These are 11 questions; at most 10 fit.',
    ],
    [
      'one choice only',
      { questions: 'Where? [choice: North]' },
      'questions',
      'at least two different choices',
    ],
    ['a time that is none', { times: '25:00' }, 'times', 'Please give the time as 09:30'],
    ['an unknown zone', { zone: 'Middle/Earth' }, 'zone', 'I do not know the time zone “Middle/Earth”.'],
    ['nobody to ask', { members: [] }, 'members', 'Choose who is asked'],
    ['a channel that is gone', { channel: 'C404' }, 'channel', 'There is no such channel.'],
    [
      'two questions about one thing',
      { questions: 'A? [next]\nB? [next]' },
      'questions',
      'Only one question can be [next]',
    ],
    ['a reminder after the close', { window: '30', remindAfter: '30' }, 'remindAfter', 'after the close'],
    [
      'a reminder before the prompt',
      { window: '60', remindBefore: '60' },
      'remindBefore',
      'before the prompt',
    ],
    [
      'a members’ channel that is gone',
      { membersChannel: 'C404' },
      'membersChannel',
      'There is no such channel.',
    ],
    ['somebody unknown', { members: ['Nobody'] }, 'members', 'One of these is a bot or has left'],
  ])('keeps the form open for %s, with a sentence at the field', async (_what, wrong, field, sentence) => {
    const reply = await company.submit('Ana', await newForm(), { ...filled, ...wrong });
    expect(reply.kind === 'invalid' && reply.errors[field]).toContain(sentence);
    expect(await store.db.standup.count()).toBe(0);
  });

  it('refuses a name that is taken, in any case', async () => {
    await company.submit('Ana', await newForm(), filled);
    const again = await company.submit('Ana', await newForm(), { ...filled, name: 'WAREHOUSE daily' });
    expect(again).toEqual({
      kind: 'invalid',
      errors: { name: 'There is a stand-up called Warehouse daily already.' },
    });
  });

  it('is for leads and above, and changes are for managers', async () => {
    expect(saidIn(await company.command('Ben', '/tutti setup'))).toContain(
      'Leads and above set up stand-ups.',
    );
    await company.submit('Ana', await newForm(), filled);
    const { id } = await store.db.standup.findFirstOrThrow();
    const press = (action: string, value: string) =>
      company.act('Ben', { kind: 'press', command: 'tutti', action, value });
    for (const reply of [
      await press('pause', id),
      await press('archive', id),
      await press('standup', `edit:${id}`),
    ]) {
      expect(saidIn(reply)).toContain('Only its managers can change this stand-up.');
    }
    expect(saidIn(await press('standup', 'new:daily'))).toContain('That is for leads and above.');
  });

  it('archives for good, and frees the name', async () => {
    await company.submit('Ana', await newForm(), filled);
    const asked = await company.press(
      'Ana',
      viewOf(await company.command('Ana', '/tutti setup')),
      'Archive…',
    );
    expect(saidIn(asked)).toContain('Archive Warehouse daily?');
    expect(saidIn(await company.press('Ana', viewOf(asked), 'Archive for good'))).toContain('is archived');
    expect((await company.submit('Ana', await newForm(), filled)).kind).toBe('show');
    expect(await store.db.standup.count()).toBe(2);
  });

  it('is changed on the platform it posts to: elsewhere its people and channel would get lost', async () => {
    const id = await company.makeStandup();
    const list = viewOf(await company.command('Ana', '/tutti setup'));
    const opened = await company.press('Ana', list, 'Edit');
    await store.db.standup.update({ where: { id }, data: { platform: 'web' } });
    const refused =
      'CRM rollout check-in lives in the browser. Change it there, where its people and places can be picked.';
    expect(saidIn(await company.press('Ana', list, 'Edit'))).toBe(refused);
    expect(saidIn(await company.submit('Ana', opened, filled))).toBe(refused);
    expect(await store.db.standupMember.count({ where: { standupId: id, part: 'member' } })).toBe(3);
  });

  it('makes the coming occurrence anew when nobody was asked yet', async () => {
    await company.submit('Ana', await newForm(), { ...filled, days: ['2'], times: '09:30' });
    await company.at('2026-11-24T08:25:00Z');
    const edit = await company.press('Ana', viewOf(await company.command('Ana', '/tutti setup')), 'Edit');
    await company.submit('Ana', edit, { ...filled, days: ['2'], times: '11:00' });
    await company.at('2026-11-24T08:30:00Z');
    expect(company.platform.shown).toEqual([]);
    await company.at('2026-11-24T10:00:00Z');
    expect(company.platform.in('Ben')).toHaveLength(1);
  });
});

describe('/tutti people', () => {
  it('sets departments, leads and roles, for administrators', async () => {
    expect(saidIn(await company.command('Ana', '/tutti people'))).toContain('That is for administrators.');
    const overview = viewOf(await company.command('Eve', '/tutti people'));
    expect(textOf(overview)).toContain('3 active, 3 without a department.');
    const department = await company.press('Eve', overview, 'New department');
    await company.submit('Eve', department, { name: 'Sales', lead: 'Ben' });
    const sales = await store.db.department.findFirstOrThrow();
    const person = await company.press('Eve', overview, 'Set a person’s department or role');
    await company.submit('Eve', person, { person: 'Ana', department: sales.id });
    expect(textOf(viewOf(await company.command('Eve', '/tutti people')))).toContain(
      'Sales\none person · led by Ben',
    );
    const rows = await store.db.person.findMany({ orderBy: { name: 'asc' } });
    expect(rows.map(({ name, role }) => [name, role])).toEqual([
      ['Ana', 'lead'],
      ['Ben', 'lead'],
      ['Eve', 'administrator'],
    ]);
  });

  it('keeps the last administrator', async () => {
    const overview = viewOf(await company.command('Eve', '/tutti people'));
    const person = await company.press('Eve', overview, 'Set a person’s department or role');
    const refused = await company.submit('Eve', person, { person: 'Eve', role: 'member' });
    expect(saidIn(refused)).toContain('This is the only administrator.');
  });
});

describe('/tutti settings', () => {
  it('keeps a person’s own choices, and refuses a country that is none', async () => {
    const form = await company.command('Ben', '/tutti settings');
    expect(saidIn(await company.submit('Ben', form, { country: 'Atlantis', reminders: 'on' }))).toContain(
      'Atlantis',
    );
    expect(saidIn(await company.submit('Ben', form, { country: 'de-by', reminders: 'off' }))).toBe(
      'Your settings are saved.',
    );
    expect(await store.db.person.findFirstOrThrow({ where: { name: 'Ben' } })).toMatchObject({
      country: 'DE-BY',
      reminders: false,
    });
  });
});

describe('/tutti status', () => {
  it('tells administrators what waits and what was given up', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    const said = saidIn(await company.command('Eve', '/tutti status'));
    expect(said).toContain('Everything that was due has been sent.');
    expect(said).toContain('slack, Web shop: connected');
  });
});

describe('App Home', () => {
  it('shows what is open, what comes next, and one’s settings', async () => {
    await company.makeStandup();
    const before = textOf(viewOf(await company.act('Ben', { kind: 'home' })));
    expect(before).toContain('Nothing is open. You are up to date.');
    expect(before).toContain('Next prompt\nCRM rollout check-in, Tue, Nov 24, 9:30 AM');
    await company.at('2026-11-24T08:30:00Z');
    const after = viewOf(await company.act('Ben', { kind: 'home' }));
    expect(textOf(after)).toContain(
      'CRM rollout check-in · Tue, Nov 24\nopen until Tue, Nov 24, 1:30 PM\n[ Answer ]',
    );
    await company.submit('Ben', await company.press('Ben', after, 'Answer'), { q1: 'a', q2: 'b' });
    await company.settle();
    expect(textOf(only(company.platform.in('Ben')).view)).toContain('Moved: a');
  });
});
