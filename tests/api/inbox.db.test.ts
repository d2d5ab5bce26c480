// Long because it goes through every route of the inbox with one company.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RouteName } from '../../src/api/route.ts';
import { inboxHandlers } from '../../src/api/routes/inbox.ts';
import { parseQuestions } from '../../src/standups/index.ts';
import type { Store } from '../../src/store/index.ts';
import { createPlatform, EVERYONE } from '../../src/web/platform.ts';
import { asked } from '../support/api.ts';
import { type Company, createCompany, only, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

// Berlin is UTC+1 here; the round of CRM rollout check-in is from 08:30Z to 12:30Z.

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-23T07:00:00Z',
    people: { Ana: { department: 'Sales' }, Ben: { department: 'Operations', role: 'lead' }, Chi: {} },
  });
});
afterEach(() => company.close());

type Name = keyof typeof inboxHandlers & RouteName;
const ask = <Route extends Name>(route: Route, person: string, parts: Parameters<typeof asked>[4] = {}) =>
  asked(company, inboxHandlers as never, route, person, parts) as ReturnType<(typeof inboxHandlers)[Route]>;

const inbox = (person: string) => ask('GET /api/inbox', person);
const full = { q1: '340 contacts moved', q2: 'Train the two new colleagues' };
const answer = async (person: string, values: Record<string, string> = full) => {
  await company.submit(person, await company.command(person, '/standup'), values);
  await company.settle();
};
const questions = parseQuestions(
  'What moved since {since}? [moved]\nWhat is next? [next]\nIn your way? [blockers, optional]',
);
const departmentId = async (name: string) =>
  (await store.db.department.findFirstOrThrow({ where: { name, workspaceId: company.workspaceId } })).id;

let written = 0;
/** A message as the browser platform keeps one. */
async function write(to: { kind: 'person' | 'channel'; id: string }, key: string, threadId?: string) {
  written += 1;
  const { id } = await store.db.inboxMessage.create({
    data: {
      workspaceId: company.workspaceId,
      key,
      toKind: to.kind,
      toId: to.id,
      threadId: threadId ?? null,
      view: { summary: key, elements: [{ kind: 'text', text: key }] },
      sentAt: new Date(Date.parse('2026-11-20T08:00:00Z') + written * 1000),
    },
  });
  return id;
}
const person = (name: string) => ({ kind: 'person' as const, id: company.ids[name] ?? '' });
const everyone = { kind: 'channel' as const, id: 'everyone' };

describe('what is open', () => {
  it('is nothing before the time has come; then the inbox says what comes next', async () => {
    await company.makeStandup({ questions });
    expect(await inbox('Ana')).toEqual({
      open: [],
      messages: [],
      next: { standup: 'CRM rollout check-in', at: '2026-11-23T08:30:00.000Z' },
    });
  });

  it('is the prompt as a chat shows it, although this person is reached on Slack', async () => {
    await company.makeStandup({ questions });
    await company.at('2026-11-23T08:31:00Z');
    const card = only((await inbox('Ana')).open);
    const sent = only(company.platform.in('Ana'));
    expect(card).toMatchObject({ key: sent.key, answered: false, at: '2026-11-23T08:30:00.000Z' });
    expect(card.view).toEqual(sent.view);
    expect(textOf(card.view)).toContain('[ Answer ] [ Away… ]');
  });

  it('offers “Nothing new” once there is something to repeat', async () => {
    await company.makeStandup({ questions });
    await company.at('2026-11-23T08:31:00Z');
    await answer('Ana');
    await company.at('2026-11-24T08:31:00Z');
    expect(textOf(only((await inbox('Ana')).open).view)).toContain('[ Answer ] [ Nothing new ] [ Away… ]');
    expect(textOf(only((await inbox('Ben')).open).view)).not.toContain('Nothing new');
  });

  it('becomes what was answered, with Edit', async () => {
    await company.makeStandup({ questions });
    await company.at('2026-11-23T08:31:00Z');
    await answer('Ana');
    const card = only((await inbox('Ana')).open);
    const sent = only(company.platform.in('Ana'));
    expect(card).toMatchObject({ key: sent.key, answered: true });
    const entry = await store.db.entry.findFirstOrThrow({ where: { personId: company.ids.Ana ?? '' } });
    expect(card.at).toBe(entry.answeredAt?.toISOString());
    expect(card.view).toEqual(sent.view);
    expect(textOf(card.view)).toMatch(/340 contacts moved.*\[ Edit \].*posted in #crm-rollout/s);
  });

  it('has what is not answered first', async () => {
    await company.makeStandup({ questions, times: ['09:30'] });
    await company.makeStandup({ questions, name: 'Second', times: ['09:40'] });
    await company.at('2026-11-23T08:31:00Z');
    await answer('Ana');
    await company.at('2026-11-23T08:41:00Z');
    const { open } = await inbox('Ana');
    expect(open.map(({ answered }) => answered)).toEqual([false, true]);
    expect(textOf(open[0]?.view ?? { summary: '', elements: [] })).toContain('Second');
  });

  it('says so when the round is over, and still takes an answer', async () => {
    await company.makeStandup({ questions });
    await company.at('2026-11-23T08:31:00Z');
    await company.at('2026-11-23T12:31:00Z');
    const { view } = only((await inbox('Ana')).open);
    expect(textOf(view)).toContain('late answer is welcome');
    expect(textOf(view)).toContain('[ Answer ]');
    expect(textOf(view)).not.toContain('Away…');
    expect(view.summary).toContain('late answer');
  });

  it('asks nothing of somebody who is away, and is gone once the round is over', async () => {
    await company.makeStandup({ questions });
    await company.command('Ana', '/away today');
    await company.at('2026-11-23T08:31:00Z');
    expect(textOf(only((await inbox('Ana')).open).view)).toContain('You are away');
    await company.at('2026-11-23T12:31:00Z');
    expect((await inbox('Ana')).open).toEqual([]);
  });
});

describe('messages', () => {
  it('are those to me, to everyone and to my department, newest first, with their places', async () => {
    await write(person('Ana'), 'to Ana');
    await write(person('Ben'), 'to Ben');
    const parent = await write(everyone, 'to everyone');
    await write({ kind: 'channel', id: await departmentId('Sales') }, 'to Sales');
    await write({ kind: 'channel', id: await departmentId('Operations') }, 'to Operations');
    await write(everyone, 'in the thread', parent);
    await write(everyone, 'in the thread too', parent);
    const shown = (await inbox('Ana')).messages.map(({ view, place, replies }) => [
      view.summary,
      place,
      replies,
    ]);
    expect(shown).toEqual([
      ['to Sales', 'Sales', 0],
      ['to everyone', 'Everyone', 2],
      ['to Ana', null, 0],
    ]);
    expect((await inbox('Chi')).messages.map(({ view }) => view.summary)).toEqual(['to everyone']);
  });

  it('leave out what stands on top already: its prompt and its reminders', async () => {
    await company.makeStandup({ questions });
    await company.at('2026-11-23T08:31:00Z');
    const { key } = only((await inbox('Ana')).open);
    const entryId = key.replace('prompt:', '');
    await write(person('Ana'), key);
    await write(person('Ana'), `reminder:after:${entryId}`);
    await write(person('Ana'), `reminder:before:${entryId}`);
    await write(person('Ana'), 'prompt:another');
    expect((await inbox('Ana')).messages.map(({ view }) => view.summary)).toEqual(['prompt:another']);
  });

  it('are at most fifty', async () => {
    for (let count = 0; count < 53; count += 1) await write(everyone, `message ${count}`);
    const { messages } = await inbox('Ana');
    expect(messages).toHaveLength(50);
    expect(messages[0]?.view.summary).toBe('message 52');
  });

  it('of another company with the same place are not mine', async () => {
    const other = await store.db.workspace.create({ data: { name: 'Other' } });
    await store.db.inboxMessage.create({
      data: {
        workspaceId: other.id,
        key: 'x',
        toKind: 'channel',
        toId: 'everyone',
        view: {},
        sentAt: new Date(0),
      },
    });
    expect((await inbox('Ana')).messages).toEqual([]);
  });
});

describe('the thread of a message', () => {
  it('is read in one of my places, oldest first, and nowhere else', async () => {
    const parent = await write({ kind: 'channel', id: await departmentId('Sales') }, 'parent');
    const first = await write({ kind: 'channel', id: await departmentId('Sales') }, 'first', parent);
    await write({ kind: 'channel', id: await departmentId('Sales') }, 'second', parent);
    const { replies } = await ask('GET /api/messages/{id}/replies', 'Ana', { params: { id: parent } });
    expect(replies.map(({ view }) => view.summary)).toEqual(['first', 'second']);
    await expect(
      ask('GET /api/messages/{id}/replies', 'Ben', { params: { id: parent } }),
    ).rejects.toMatchObject({
      status: 404,
      code: 'no_such_message',
    });
    await expect(
      ask('GET /api/messages/{id}/replies', 'Ana', { params: { id: first } }),
    ).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('my own answers', () => {
  it('come a page at a time; only the newest of a stand-up can be edited', async () => {
    const standupId = await company.makeStandup({ questions });
    const personId = company.ids.Ana ?? '';
    for (let day = 1; day <= 22; day += 1) {
      const at = new Date(Date.UTC(2026, 9, day, 8, 30));
      await store.db.occurrence.create({
        data: {
          standupId,
          localDate: new Date(Date.UTC(2026, 9, day)),
          slot: 570,
          questions,
          state: 'closed',
          opensAt: at,
          closesAt: at,
          entries: {
            create: {
              personId,
              state: 'answered',
              promptAt: at,
              closesAt: at,
              answers: { q1: `answer ${day}`, q2: 'more' },
              answeredAt: new Date(at.getTime() + 60_000),
            },
          },
        },
      });
    }
    const first = await ask('GET /api/answers', 'Ana');
    expect(first.answers).toHaveLength(20);
    expect(first.more).toBe(true);
    expect(first.answers.map(({ editable }) => editable)).toEqual([true, ...Array(19).fill(false)]);
    expect(textOf(first.answers[0]?.view ?? { summary: '', elements: [] })).toContain('[ Edit ]');
    expect(textOf(first.answers[1]?.view ?? { summary: '', elements: [] })).not.toContain('[ Edit ]');
    const rest = await ask('GET /api/answers', 'Ana', { query: { before: first.answers.at(-1)?.at } });
    expect(rest.more).toBe(false);
    expect(rest.answers.map(({ view }) => textOf(view).match(/answer \d+/)?.[0])).toEqual([
      'answer 2',
      'answer 1',
    ]);
    expect((await ask('GET /api/answers', 'Ben')).answers).toEqual([]);
  });

  it('can be edited by the rule by which an edit is taken', async () => {
    await company.makeStandup({ questions });
    await company.at('2026-11-23T08:31:00Z');
    await answer('Ana');
    expect(only((await ask('GET /api/answers', 'Ana')).answers).editable).toBe(true);
    await company.at('2026-11-24T08:29:00Z');
    expect(only((await ask('GET /api/answers', 'Ana')).answers).editable).toBe(true);
    await company.at('2026-11-24T08:31:00Z');
    expect(only((await ask('GET /api/answers', 'Ana')).answers).editable).toBe(false);
  });
});

describe('absences', () => {
  const absences = async (name: string) => (await ask('GET /api/absences', name)).absences;
  const leave = (name: string, from: string, to: string) =>
    ask('POST /api/absences', name, { body: { from, to } });

  it('are listed with those to come first, soonest first, then the past, latest first', async () => {
    const personId = company.ids.Ana ?? '';
    const days = (from: string, to: string) => ({ personId, from: new Date(from), to: new Date(to) });
    await store.db.absence.createMany({
      data: [
        days('2026-10-01', '2026-10-02'),
        days('2026-12-24', '2026-12-31'),
        days('2026-11-20', '2026-11-23'),
        days('2026-11-02', '2026-11-02'),
      ],
    });
    expect((await absences('Ana')).map(({ from, past }) => [from, past])).toEqual([
      ['2026-11-20', false],
      ['2026-12-24', false],
      ['2026-11-02', true],
      ['2026-10-01', true],
    ]);
  });

  it('excuse from what is open, as /away does, and pages are told', async () => {
    const heard: string[] = [];
    store.listen((payload) => heard.push(payload ?? ''));
    await company.makeStandup({ questions });
    await company.at('2026-11-23T08:31:00Z');
    await leave('Ana', '2026-11-23', '2026-11-24');
    await company.settle();
    expect(await absences('Ana')).toMatchObject([{ from: '2026-11-23', to: '2026-11-24', past: false }]);
    expect(textOf(only(company.platform.in('Ana')).view)).toContain('You are away');
    const told = JSON.stringify({ workspaceId: company.workspaceId, topic: 'rounds' });
    await expect.poll(() => heard).toContain(told);
    const { id } = only(await absences('Ana'));
    await ask('DELETE /api/absences/{id}', 'Ana', { params: { id } });
    await company.settle();
    expect(await absences('Ana')).toEqual([]);
    expect(textOf(only(company.platform.in('Ana')).view)).toContain('[ Answer ]');
  });

  it('are ended one by one: the others stay', async () => {
    await leave('Ana', '2026-12-24', '2026-12-31');
    await leave('Ana', '2026-12-01', '2026-12-02');
    const [, later] = await absences('Ana');
    await ask('DELETE /api/absences/{id}', 'Ana', { params: { id: later?.id ?? '' } });
    expect((await absences('Ana')).map(({ from }) => from)).toEqual(['2026-12-01']);
  });

  it('are kept to the limits of typed dates, with a sentence at the field', async () => {
    await expect(leave('Ana', '2026-11-25', '2026-11-24')).rejects.toMatchObject({
      status: 422,
      code: 'bad_absence',
      fields: { to: expect.stringContaining('before the first') },
    });
    await expect(leave('Ana', '2026-11-20', '2026-11-22')).rejects.toThrow('already over');
    await expect(leave('Ana', '2026-11-24', '2027-12-24')).rejects.toThrow('at most 366');
    await expect(leave('Ana', '0001-01-01', '2026-12-24')).rejects.toMatchObject({ status: 422 });
    expect(await absences('Ana')).toEqual([]);
  });

  it('of somebody else, or over, are not mine to drop', async () => {
    await leave('Ana', '2026-12-24', '2026-12-31');
    const { id } = only(await absences('Ana'));
    const drop = (name: string) => ask('DELETE /api/absences/{id}', name, { params: { id } });
    await expect(drop('Ben')).rejects.toMatchObject({ status: 404, code: 'no_such_absence' });
    await company.clock.moveTo('2027-01-02T08:00:00Z');
    await expect(drop('Ana')).rejects.toMatchObject({ status: 404 });
    expect(await absences('Ana')).toHaveLength(1);
  });
});

describe('choices', () => {
  it('find active people by a part of name or e-mail, in which % and _ mean nothing', async () => {
    const { workspaceId } = company;
    await store.db.person.createMany({
      data: [
        { workspaceId, name: 'Ano%ther', email: 'x@example.com' },
        { workspaceId, name: 'Zed', email: 'Anatol@example.com' },
        { workspaceId, name: 'Ana who left', active: false },
      ],
    });
    const found = async (query: object) =>
      (await ask('GET /api/choices/people', 'Ben', { query: { ...query } })).people.map(({ name }) => name);
    expect(await found({ text: 'aNa' })).toEqual(['Ana', 'Zed']);
    expect(await found({ text: '%' })).toEqual(['Ano%ther']);
    expect(await found({ text: '_' })).toEqual([]);
    expect(await found({})).toEqual(['Ana', 'Ano%ther', 'Ben', 'Chi', 'Zed']);
    const left = await store.db.person.findFirstOrThrow({ where: { active: false } });
    expect(await found({ ids: `${left.id},${company.ids.Ana},nonsense` })).toEqual(['Ana', 'Ana who left']);
    expect(await found({ ids: 'nonsense' })).toEqual([]);
  });

  it('list at most twenty people, with their departments', async () => {
    const { workspaceId } = company;
    await store.db.person.createMany({
      data: Array.from({ length: 30 }, (_, index) => ({ workspaceId, name: `Extra ${index}` })),
    });
    const { people } = await ask('GET /api/choices/people', 'Ana', { query: { text: 'extra' } });
    expect(people).toHaveLength(20);
    const [ana] = (await ask('GET /api/choices/people', 'Ana', { query: { text: 'ana' } })).people;
    expect(ana).toEqual({ id: company.ids.Ana, name: 'Ana', department: 'Sales' });
  });

  it('name the places a stand-up can post in, as the platform names them', async () => {
    const { channels } = await ask('GET /api/choices/channels', 'Ana');
    expect(channels.map(({ name }) => name)).toEqual(['Everyone', 'Operations', 'Sales']);
    expect(channels[0]?.id).toBe(EVERYONE);
    const web = createPlatform(company.context);
    for (const { id, name } of channels) expect(await web.channelName(company.workspaceId, id)).toBe(name);
  });
});
