import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readQuestions, saveStandup } from '../../src/standups/index.ts';
import type { Store } from '../../src/store/index.ts';
import { hours } from '../support/clock.ts';
import { type Company, createCompany, only, saidIn, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { viewOf } from '../support/reply.ts';

// What changes while a round is open: people, settings, channels. Berlin is UTC+1 here, rounds are from 08:30Z to 12:30Z.

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T07:00:00Z',
    people: { Ana: { role: 'lead' }, Ben: {}, Chi: {} },
  });
});
afterEach(() => company.close());

const full = { q1: '340 contacts moved', q2: 'Train the two new colleagues', q3: 'waiting for legal' };
const prompts = (user: string) => company.platform.in(user).filter(({ key }) => key.startsWith('prompt:'));
const channelText = () => textOf(only(company.platform.in('C1')).view);
const answer = async (user: string, values: Record<string, string> = full) => {
  await company.submit(user, await company.command(user, '/standup'), values);
  await company.settle();
};
const press = async (user: string, label: string) =>
  company.press(user, viewOf(await company.command(user, '/tutti setup')), label);

describe('somebody who goes away while a round is open', () => {
  it('is not called silent, and the prompt says so', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana');
    const form = await company.press('Ben', only(prompts('Ben')).view, 'Away…');
    await company.submit('Ben', form, { from: '2026-11-24' });
    await company.settle();
    expect(channelText()).toContain('1 of 2 answered · 1 away');
    expect(textOf(only(prompts('Ben')).view)).toContain('You are away');
    await company.at('2026-11-24T12:30:00Z');
    expect(channelText()).toContain('1 of 2 answered · 1 away · 1 silent');
  });

  it('is asked after all when back in time', async () => {
    await company.makeStandup();
    await company.command('Ben', '/away today');
    await company.at('2026-11-24T08:30:00Z');
    expect(prompts('Ben')).toEqual([]);
    await company.command('Ben', '/away back');
    await company.settle();
    expect(textOf(only(prompts('Ben')).view)).toContain('[ Answer ]');
  });
});

describe('“Nothing new” on a prompt that was answered meanwhile', () => {
  it('overwrites nothing', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ben', { ...full, q1: 'Tuesday' });
    await company.at('2026-11-25T08:30:00Z');
    const before = { ...only(prompts('Ben').slice(1)).view };
    await answer('Ben', { ...full, q1: 'signed the big contract' });
    expect(saidIn(await company.press('Ben', before, 'Nothing new'))).toContain(
      'You have answered this one already.',
    );
    await company.settle();
    expect(channelOf('2026-11-25')).toContain('signed the big contract');
  });
  const channelOf = (_date: string) => textOf((company.platform.in('C1').at(-1) ?? only([])).view);
});

describe('a stand-up changed during the day', () => {
  const change = async (times: readonly string[]) => {
    const { id, ...standup } = await store.db.standup.findFirstOrThrow();
    await saveStandup(
      company.context,
      { workspaceId: company.workspaceId, platform: 'slack', zone: 'Europe/Berlin', id },
      {
        name: standup.name,
        days: standup.days,
        everyWeeks: standup.everyWeeks,
        zone: standup.zone,
        windowMinutes: standup.windowMinutes,
        remindAfterMinutes: null,
        remindBeforeMinutes: null,
        channelId: standup.channelId,
        membersChannelId: standup.membersChannelId,
        questions: readQuestions(standup.questions),
        times,
        members: Object.values(company.ids),
        managers: [company.ids.Ana ?? ''],
      },
    );
  };

  it('drops no round when a time is taken away', async () => {
    await company.makeStandup({ times: ['09:30', '16:00'], windowMinutes: 60, remindAfterMinutes: null });
    await company.at('2026-11-24T08:30:00Z');
    await change(['16:00']);
    await company.at('2026-11-24T15:00:00Z');
    expect(prompts('Ben')).toHaveLength(2);
  });

  it('doubles none when a time is added', async () => {
    await company.makeStandup({ times: ['16:00'], windowMinutes: 60, remindAfterMinutes: null });
    await company.at('2026-11-24T10:30:00Z');
    await change(['12:00', '16:00']);
    await company.at('2026-11-24T11:00:00Z');
    await company.at('2026-11-24T15:00:00Z');
    await company.at('2026-11-24T15:01:00Z');
    expect(prompts('Ben')).toHaveLength(2);
  });

  it('leaves an open ad-hoc form to its own questions, or refuses it', async () => {
    await company.makeStandup();
    await company.clock.moveTo('2026-11-24T14:00:00Z');
    const form = await company.command('Chi', '/standup');
    await store.db.standup.updateMany({
      data: { questions: [{ id: 'q1', text: 'Mood?', kind: 'shortText', required: true }] },
    });
    expect(saidIn(await company.submit('Chi', form, full))).toContain(
      'The questions were changed while you wrote.',
    );
    await company.submit('Chi', await company.command('Chi', '/standup'), { q1: 'great' });
    await company.settle();
    expect(channelText()).toContain('Chi: great');
  });
});

describe('a stand-up paused or archived while a round is open', () => {
  it('reminds nobody, and an archived one posts nothing more', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await company.press('Ana', viewOf(await press('Ana', 'Archive…')), 'Archive for good');
    await company.at('2026-11-24T09:30:00Z');
    await company.at('2026-11-24T12:30:00Z');
    expect(company.platform.shown.filter(({ key }) => !key.startsWith('prompt:'))).toEqual([]);
  });

  it('calls nobody silent who was never asked', async () => {
    await company.makeStandup();
    await store.db.person.update({
      where: { id: company.ids.Chi ?? '' },
      data: { zone: 'America/New_York' },
    });
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana');
    await press('Ana', 'Pause');
    await company.at('2026-11-24T18:30:00Z');
    expect(channelText()).toContain('1 of 2 answered · 1 not reached · 1 silent');
  });

  it('cannot be started by hand', async () => {
    await company.makeStandup();
    await press('Ana', 'Pause');
    expect(saidIn(await company.command('Ana', '/standup now CRM'))).toContain('is paused.');
  });
});

describe('a members’ channel that cannot be read', () => {
  it('keeps nobody listed from being asked, and tells the manager once a day', async () => {
    await company.makeStandup({ members: [company.ids.Ben ?? ''], membersChannelId: 'C1', channelId: null });
    company.platform.channels.delete('C1');
    for (const minute of ['25', '26', '30', '31']) await company.at(`2026-11-24T08:${minute}:00Z`);
    expect(prompts('Ben')).toHaveLength(1);
    expect(company.platform.in('Ana').map(({ view, edits }) => [textOf(view), edits])).toEqual([
      ['There is no such channel.', 0],
    ]);
  });
});

describe('“Who answered”', () => {
  it('names the silent before anybody’s answers, and looks past updates of one’s own', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana');
    await company.clock.advance(hours(1));
    await company.submit(
      'Ana',
      await company.press('Ana', viewOf(await company.command('Ana', '/standup')), 'Add an update'),
      full,
    );
    const said = saidIn(await company.command('Ana', '/standup who CRM'));
    expect(said).toMatch(
      /^CRM rollout check-in · Tue, Nov 24\n1 of 3 answered\nNot yet: Ben, Chi\n--\nAna\n/,
    );
  });
});

describe('people’s first updates of a day', () => {
  it('may all come at once', async () => {
    await company.makeStandup();
    await company.clock.moveTo('2026-11-24T14:00:00Z');
    const users = ['Ana', 'Ben', 'Chi'];
    const forms = await Promise.all(users.map((user) => company.command(user, '/standup')));
    const replies = await Promise.all(
      users.map((user, index) => company.submit(user, forms[index] ?? { kind: 'nothing' }, full)),
    );
    expect(replies.map(({ kind }) => kind)).toEqual(['nothing', 'nothing', 'nothing']);
    expect(await store.db.occurrence.count()).toBe(1);
  });

  it('can be edited also after the day’s round has begun', async () => {
    await company.makeStandup();
    await company.submit('Ben', await company.command('Ben', '/standup'), full);
    await company.at('2026-11-24T08:30:00Z');
    const [own] = prompts('Ben');
    const form = await company.press('Ben', (own ?? only([])).view, 'Edit');
    expect((await company.submit('Ben', form, { ...full, q1: 'more' })).kind).toBe('nothing');
  });

  it('are only taken from people whom the stand-up asks', async () => {
    const id = await company.makeStandup({ members: [company.ids.Ana ?? ''] });
    const reply = await company.act('Ben', {
      kind: 'press',
      command: 'standup',
      action: 'answer',
      value: `adhoc:${id}`,
    });
    expect(saidIn(reply)).toContain('This check-in is no longer there.');
  });
});

describe('a form that was open when the first department was made', () => {
  it('can still be sent', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    const form = await company.command('Ben', '/standup');
    await store.db.department.create({ data: { workspaceId: company.workspaceId, name: 'Sales' } });
    expect((await company.submit('Ben', form, full)).kind).toBe('nothing');
  });
});
