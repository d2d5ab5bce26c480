// Long because it tells the course of a stand-up in order, from the prompt to the close; what changes meanwhile is in
// mid-round.db.test.ts.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/chat/reply.ts';
import type { StandupSettings } from '../../src/standups/index.ts';
import type { Store } from '../../src/store/index.ts';
import {
  buttonsOf,
  type Company,
  createCompany,
  only,
  type PersonSpec,
  saidIn,
  textOf,
} from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
afterEach(() => company.close());

const berlin = { zone: 'Europe/Berlin' };
const sales = { ...berlin, department: 'Sales' };

/** A company at eight on Tuesday, 24 November 2026, Berlin time (07:00Z), with a stand-up at 09:30 on working days. */
async function open(
  people: Record<string, PersonSpec> = { Ana: sales, Ben: sales, Chi: sales },
  settings: Partial<StandupSettings> = {},
): Promise<void> {
  company = await createCompany(store, { now: '2026-11-24T07:00:00Z', people });
  await company.makeStandup(settings);
}

const promptOf = (user: string) =>
  only(company.platform.in(user).filter(({ key }) => key.startsWith('prompt:')));
const channelText = () => textOf(only(company.platform.in('C1')).view);
const answer = async (user: string, values: Record<string, string>): Promise<Reply> => {
  const latest = company.platform.in(user).findLast(({ key }) => key.startsWith('prompt:'));
  if (!latest) throw new Error(`${user} was not asked.`);
  const label = buttonsOf(latest.view).some((button) => button.label === 'Edit') ? 'Edit' : 'Answer';
  const done = await company.submit(user, await company.press(user, latest.view, label), values);
  await company.settle();
  return done;
};
const full = { q1: '340 contacts moved', q2: 'Train the two new colleagues', q3: 'none' };

describe('a prompt', () => {
  it('comes at the scheduled time, once, however often the minute is planned', async () => {
    await open();
    await company.at('2026-11-24T08:25:00Z');
    expect(company.platform.shown).toEqual([]);
    await company.at('2026-11-24T08:30:00Z');
    await company.at('2026-11-24T08:30:30Z');
    await company.at('2026-11-24T08:31:00Z');
    expect(textOf(promptOf('Ana').view)).toBe(`CRM rollout check-in · Tue, Nov 24
Hello Ana. 3 questions, about 2 minutes. Open until 1:30 PM your time.
[ Answer ] [ Away… ]`);
    expect(company.platform.shown).toHaveLength(3);
  });

  it('comes at each person’s own local time, for one and the same occurrence', async () => {
    await open({ Ana: berlin, Mia: { zone: 'America/New_York' }, Raj: { zone: 'Asia/Kolkata' } });
    await company.at('2026-11-25T03:55:00Z');
    await company.at('2026-11-25T04:00:00Z');
    expect(company.platform.shown.map(({ to }) => to.id)).toEqual(['Raj']);
    await company.at('2026-11-25T08:30:00Z');
    await company.at('2026-11-25T14:30:00Z');
    expect(company.platform.shown.map(({ to }) => to.id)).toEqual(['Raj', 'Ana', 'Mia']);
    expect(await store.db.occurrence.count()).toBe(1);
  });

  it('is planned by the zones of those who are asked, whoever else is in the company', async () => {
    await open({ Ana: berlin, Kiri: { zone: 'Pacific/Auckland' } });
    await store.db.standupMember.deleteMany({ where: { personId: company.ids.Kiri ?? '', part: 'member' } });
    await company.at('2026-11-24T20:30:00Z');
    expect(await store.db.occurrence.count({ where: { localDate: new Date('2026-11-25') } })).toBe(0);
    await company.at('2026-11-25T08:30:00Z');
    expect(await store.db.occurrence.count({ where: { localDate: new Date('2026-11-25') } })).toBe(1);
  });

  it('comes several times a day when the stand-up has several times', async () => {
    await open({ Ana: berlin }, { times: ['09:30', '16:00'], windowMinutes: 120 });
    await company.at('2026-11-24T08:30:00Z');
    await company.at('2026-11-24T15:00:00Z');
    expect(company.platform.in('Ana').filter(({ key }) => key.startsWith('prompt:'))).toHaveLength(2);
  });

  it('comes every other week when it should', async () => {
    await open({ Ana: berlin }, { everyWeeks: 2, days: [2] });
    for (const day of ['2026-11-24', '2026-12-01', '2026-12-08']) await company.at(`${day}T08:30:00Z`);
    const dates = await store.db.occurrence.findMany({ orderBy: { localDate: 'asc' } });
    expect(dates.map(({ localDate }) => localDate.toISOString().slice(0, 10))).toEqual([
      '2026-11-24',
      '2026-12-08',
    ]);
  });

  it('asks the members of a channel as they are when the occurrence is made', async () => {
    await open(undefined, { members: [], membersChannelId: 'C1' });
    company.platform.channels.set('C1', { name: 'crm-rollout', members: ['Ben', 'a-bot-nobody-knows'] });
    await company.at('2026-11-24T08:30:00Z');
    expect(company.platform.shown.map(({ to }) => to.id)).toEqual(['Ben']);
  });

  it('spares people who are absent, on a public holiday, or gone', async () => {
    await open({ Ana: berlin, Ben: berlin, Chi: { ...berlin, country: 'US' }, Dee: berlin });
    await company.command('Ben', '/away until Friday');
    await store.db.person.update({ where: { id: company.ids.Dee ?? '' }, data: { active: false } });
    // Thanksgiving 2026.
    await company.at('2026-11-26T08:30:00Z');
    expect(company.platform.shown.map(({ to }) => to.id)).toEqual(['Ana']);
    await company.at('2026-11-26T12:30:00Z');
    expect(channelText()).toContain('0 of 1 answered · 2 away · 1 silent');
  });

  it('is caught up late after downtime while its window is open, and never after', async () => {
    await open();
    await company.at('2026-11-24T12:00:00Z');
    expect(company.platform.shown).toHaveLength(3);
    await company.at('2026-11-25T20:00:00Z');
    await company.at('2026-11-25T20:01:00Z');
    expect(await store.db.occurrence.count()).toBe(1);
  });

  it('is marked not reached when the job itself ran only after the window', async () => {
    await open();
    await company.at('2026-11-24T08:25:00Z');
    await company.at('2026-11-24T13:00:00Z');
    expect(company.platform.in('Ana')).toEqual([]);
    expect((await store.db.entry.findMany()).map(({ state }) => state)).toEqual([
      'skipped',
      'skipped',
      'skipped',
    ]);
  });

  it('does not come when the stand-up was paused in the minutes after its occurrence was made', async () => {
    await open();
    await company.at('2026-11-24T08:25:00Z');
    await company.press('Ana', await shown(company.command('Ana', '/tutti setup')), 'Pause');
    await company.at('2026-11-24T08:30:00Z');
    expect(company.platform.shown).toEqual([]);
  });

  it('does not come for a stand-up that was paused, nor for the time before it was resumed', async () => {
    await open();
    await company.press('Ana', await shown(company.command('Ana', '/tutti setup')), 'Pause');
    await company.at('2026-11-24T08:30:00Z');
    expect(company.platform.shown).toEqual([]);
    await company.clock.moveTo('2026-11-24T08:40:00Z');
    await company.press('Ana', await shown(company.command('Ana', '/tutti setup')), 'Resume');
    await company.at('2026-11-24T08:41:00Z');
    expect(company.platform.shown).toEqual([]);
    await company.at('2026-11-25T08:30:00Z');
    expect(company.platform.shown).toHaveLength(3);
  });
});

describe('an answer', () => {
  it('replaces the prompt, and shows in one channel message with a thread', async () => {
    await open();
    await company.at('2026-11-24T08:30:00Z');
    const form = await company.press('Ana', promptOf('Ana').view, 'Answer');
    expect(saidIn(form)).toBe(`Tue, Nov 24
What moved since last time?
What is next?
Is anything in your way?`);
    const done = await answer('Ana', { ...full, q3: 'waiting for the export from Operations' });
    expect(done.kind).toBe('nothing');
    await answer('Ben', full);
    expect(textOf(promptOf('Ana').view)).toBe(`CRM rollout check-in · Tue, Nov 24
Moved: 340 contacts moved
Next: Train the two new colleagues
In the way: waiting for the export from Operations
[ Edit ]
answered 9:30 AM · posted in #crm-rollout`);
    expect(channelText()).toBe(`CRM rollout check-in · Tue, Nov 24
2 of 3 answered
In the way
- Ana (Sales): waiting for the export from Operations
Moved
- Ana: 340 contacts moved
- Ben: 340 contacts moved
[ See all ]`);
    expect(company.platform.inThread(only(company.platform.in('C1')))).toHaveLength(2);
  });

  it('says who was silent once the window is over', async () => {
    await open();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', full);
    await company.at('2026-11-24T12:30:00Z');
    expect(channelText()).toContain('1 of 3 answered · 2 silent');
    expect(saidIn(await company.command('Ana', '/standup who crm'))).toContain('Silent: Ben, Chi');
  });

  it('is taken late, and marked so', async () => {
    await open();
    await company.at('2026-11-24T08:30:00Z');
    await company.at('2026-11-24T12:31:00Z');
    await answer('Ben', full);
    expect(textOf(promptOf('Ben').view)).toContain('late');
    expect(channelText()).toContain('1 of 3 answered · 2 silent');
  });

  it('can be edited until the next occurrence begins, and then stays as it is', async () => {
    await open();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', full);
    await answer('Ana', { ...full, q1: '350 contacts moved' });
    expect(channelText()).toContain('- Ana: 350 contacts moved');
    expect(textOf(promptOf('Ana').view)).toContain('edited');
    const old = promptOf('Ana').view;
    await company.at('2026-11-25T08:30:00Z');
    const form = await company.press('Ana', old, 'Edit');
    const refused = await company.submit('Ana', form, { ...full, q1: 'too late' });
    expect(refused).toEqual({
      kind: 'invalid',
      errors: { q1: 'The next check-in has begun, so this one stays as it is. /standup opens the new one.' },
    });
  });

  it('keeps a first answer even when the next occurrence has begun', async () => {
    await open();
    await company.at('2026-11-24T08:30:00Z');
    const tuesday = promptOf('Ana').view;
    await company.at('2026-11-25T08:30:00Z');
    const form = await company.press('Ana', tuesday, 'Answer');
    expect((await company.submit('Ana', form, full)).kind).toBe('nothing');
    const entry = await store.db.entry.findFirstOrThrow({
      where: { answeredAt: { not: null } },
      include: { occurrence: true },
    });
    expect([entry.late, entry.occurrence.localDate.toISOString().slice(0, 10)]).toEqual([true, '2026-11-24']);
  });

  it('is kept once when the button is pressed twice', async () => {
    await open();
    await company.at('2026-11-24T08:30:00Z');
    const form = await company.press('Ana', promptOf('Ana').view, 'Answer');
    const both = await Promise.all([company.submit('Ana', form, full), company.submit('Ana', form, full)]);
    await company.settle();
    expect(both.map(({ kind }) => kind)).toEqual(['nothing', 'nothing']);
    expect(company.platform.inThread(only(company.platform.in('C1')))).toHaveLength(1);
  });

  it('belongs to the local day even in the evening, whatever the date in UTC', async () => {
    await open({ Mia: { zone: 'America/Los_Angeles' } }, { times: ['17:00'] });
    await company.at('2026-11-25T01:00:00Z');
    expect(textOf(promptOf('Mia').view)).toContain('Tue, Nov 24');
  });

  it('must not be empty', async () => {
    await open(undefined, {
      questions: [{ id: 'q1', text: 'Anything?', kind: 'longText', required: false }],
    });
    await company.at('2026-11-24T08:30:00Z');
    const form = await company.press('Ana', promptOf('Ana').view, 'Answer');
    expect(await company.submit('Ana', form, { q1: '  ' })).toEqual({
      kind: 'invalid',
      errors: { q1: 'Please answer at least one question.' },
    });
  });
});

describe('the next form', () => {
  it('reaches back to the last occurrence, so that Monday sees Friday, and shows what was promised', async () => {
    await open();
    await company.at('2026-11-27T08:30:00Z');
    await answer('Ana', full);
    await company.at('2026-11-30T08:30:00Z');
    const [, monday] = company.platform.in('Ana').filter(({ key }) => key.startsWith('prompt:'));
    const form = await company.press('Ana', (monday ?? only([])).view, 'Answer');
    expect(saidIn(form)).toContain('You said you would: Train the two new colleagues');
    expect(saidIn(form)).toContain('What moved since Friday?');
  });

  it('offers “Nothing new”, which repeats what is next and what is in the way', async () => {
    await open({ Ana: berlin });
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', { ...full, q3: 'two licences are missing' });
    await company.at('2026-11-25T08:30:00Z');
    const [, second] = company.platform.in('Ana').filter(({ key }) => key.startsWith('prompt:'));
    await company.press('Ana', (second ?? only([])).view, 'Nothing new');
    await company.settle();
    expect(textOf((second ?? only([])).view)).toContain(`Next: Train the two new colleagues
In the way: two licences are missing
[ Edit ]
answered 9:30 AM, nothing new`);
  });

  it('asks for the department once', async () => {
    await open({ Ana: sales, Ben: berlin });
    await company.at('2026-11-24T08:30:00Z');
    const department = await store.db.department.findFirstOrThrow();
    const form = await company.press('Ben', promptOf('Ben').view, 'Answer');
    expect(saidIn(form)).toContain('Which department are you in?');
    expect(saidIn(await company.press('Ana', promptOf('Ana').view, 'Answer'))).not.toContain('department');
    await company.submit('Ben', form, { ...full, department: department.id });
    await company.settle();
    expect(saidIn(await company.press('Ben', promptOf('Ben').view, 'Edit'))).not.toContain('department');
  });
});

describe('a reminder', () => {
  it('comes once, to those who have not answered, and says thank you once they have', async () => {
    await open();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', full);
    await company.at('2026-11-24T09:30:00Z');
    await company.at('2026-11-24T09:31:00Z');
    const reminders = company.platform.shown.filter(({ key }) => key.startsWith('reminder:'));
    expect(reminders.map(({ to }) => to.id).sort()).toEqual(['Ben', 'Chi']);
    const ben = only(reminders.filter(({ to }) => to.id === 'Ben'));
    expect(textOf(ben.view)).toBe('CRM rollout check-in is still open until 1:30 PM your time.\n[ Answer ]');
    await answer('Ben', full);
    expect(textOf(ben.view)).toBe('CRM rollout check-in is answered. Thank you.');
  });

  it('comes before the close as well when the stand-up says so, and not to those who want none', async () => {
    await open(undefined, { remindAfterMinutes: null, remindBeforeMinutes: 30 });
    const settings = await company.command('Chi', '/tutti settings');
    await company.submit('Chi', settings, { reminders: 'off' });
    await company.at('2026-11-24T08:30:00Z');
    await company.at('2026-11-24T11:59:00Z');
    expect(company.platform.shown.filter(({ key }) => key.startsWith('reminder:'))).toEqual([]);
    await company.at('2026-11-24T12:00:00Z');
    const reminded = company.platform.shown
      .filter(({ key }) => key.startsWith('reminder:'))
      .map(({ to }) => to.id);
    expect(reminded.sort()).toEqual(['Ana', 'Ben']);
  });
});

describe('a channel that is gone', () => {
  it('loses no answer, and tells the stand-up’s manager once', async () => {
    await open();
    await company.at('2026-11-24T08:30:00Z');
    company.platform.channels.delete('C1');
    await answer('Ben', full);
    await answer('Chi', full);
    expect(await store.db.entry.count({ where: { state: 'answered' } })).toBe(2);
    const told = company.platform.in('Ana').filter(({ key }) => key.startsWith('fault:'));
    expect(textOf(only(told).view)).toBe('There is no such channel.');
  });
});

async function shown(reply: Promise<Reply>) {
  const given = await reply;
  if (given.kind !== 'show') throw new Error(`Expected a view, got ${given.kind}.`);
  return given.view;
}
