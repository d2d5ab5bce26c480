import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dispatch } from '../../src/chat/dispatch.ts';
import type { Incoming } from '../../src/chat/incoming.ts';
import { say } from '../../src/chat/reply.ts';
import type { Store } from '../../src/store/index.ts';
import { minutes } from '../support/clock.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { serveWeb, type WebServer } from '../support/web.ts';

let store: Store;
let company: Company;
let web: WebServer;
let cookie: string;
/** What reached the commands, and what they do instead when a test says so. */
let carriedOut: Incoming[];
let instead: Dispatch | undefined;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  carriedOut = [];
  instead = undefined;
  company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people: { Ana: {}, Ben: {} } });
  web = await serveWeb(store, company.context, {
    dispatch: (real) => (incoming) => {
      carriedOut.push(incoming);
      return (instead ?? real)(incoming);
    },
  });
  cookie = await web.cookieOf(company.ids.Ana ?? '');
});
afterEach(async () => {
  await web.close();
  await company.close();
});

const command = (text: string) => ({ kind: 'command', command: 'tutti', text });
const act = (one: object, once?: string, as = cookie) =>
  web.ask('POST /api/act', { cookie: as, body: { act: one, ...(once ? { once } : {}) } });

describe('an act on the page', () => {
  it('reaches the commands as that person’s, in their workspace, and its reply comes back', async () => {
    const { status, json } = await act(command('help'));
    expect(status).toBe(200);
    expect(json.reply).toMatchObject({ kind: 'show', view: { summary: expect.any(String) } });
    expect(JSON.stringify(json.reply)).toContain('/standup');
    expect(carriedOut).toEqual([
      { platform: 'web', workspace: company.workspaceId, user: company.ids.Ana, act: command('help') },
    ]);
  });

  it('can open the bot’s own page, a form, and hand the form in', async () => {
    expect((await act({ kind: 'home' })).json.reply.kind).toBe('show');
    const { json } = await act(command('settings'));
    expect(json.reply).toMatchObject({ kind: 'ask', form: { command: 'tutti', name: 'settings' } });
    const { name: form, state } = json.reply.form;
    const handedIn = await act({
      kind: 'submit',
      command: 'tutti',
      form,
      state,
      values: { reminders: 'off' },
    });
    expect(handedIn.json.reply.view.summary).toBe('Your settings are saved.');
    expect(await store.db.person.findUnique({ where: { id: company.ids.Ana ?? '' } })).toMatchObject({
      reminders: false,
    });
  });

  it('gets a fault that a person can mend as a reply, and one of ours as an error', async () => {
    expect((await act({ kind: 'command', command: 'nothing', text: '' })).json.reply.view.summary).toBe(
      'I have no /nothing. /tutti help lists what I can do.',
    );
    await store.db.$executeRaw`ALTER TABLE "Standup" RENAME TO "Away"`;
    try {
      const failed = await act({ kind: 'home' });
      expect([failed.status, failed.json.error]).toEqual([500, 'unexpected']);
    } finally {
      await store.db.$executeRaw`ALTER TABLE "Away" RENAME TO "Standup"`;
    }
  });

  it('may name no shortcut and no channel: the page has none', async () => {
    expect((await act({ kind: 'shortcut', command: 'raise', text: 'x' })).status).toBe(400);
    await act({ ...command('help'), channel: { id: 'C1', direct: false } });
    expect(carriedOut.at(-1)?.act).toEqual(command('help'));
  });
});

describe('an act that is sent again', () => {
  it('is carried out once, and gets the first reply', async () => {
    const first = await act(command('help'), 'submission-1');
    instead = async () => say('Something else');
    expect((await act(command('help'), 'submission-1')).json).toEqual(first.json);
    expect(carriedOut).toHaveLength(1);
    expect((await act(command('help'), 'submission-2')).json.reply.view.summary).toBe('Something else');
  });

  it('is another one under the key of another person, or without a key', async () => {
    await act(command('help'), 'submission-1');
    await act(command('help'), 'submission-1', await web.cookieOf(company.ids.Ben ?? ''));
    await act(command('help'));
    await act(command('help'));
    expect(carriedOut).toHaveLength(4);
  });

  it('while the first is under way says so, and gets its reply afterwards', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    instead = async () => {
      await finished;
      return say('Done');
    };
    const first = act(command('help'), 'submission-1');
    await expect.poll(() => carriedOut.length).toBe(1);
    const again = await act(command('help'), 'submission-1');
    expect([again.status, again.json]).toEqual([
      409,
      {
        error: 'under_way',
        message: 'I am still working on this. Wait a moment; it need not be sent again.',
      },
    ]);
    finish();
    expect((await first).json.reply.view.summary).toBe('Done');
    expect((await act(command('help'), 'submission-1')).json.reply.view.summary).toBe('Done');
    expect(carriedOut).toHaveLength(1);
  });

  it('at the same moment is still carried out once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => act(command('help'), 'submission-1')));
    expect(carriedOut).toHaveLength(1);
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 409)).toBe(
      true,
    );
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });

  it('may be tried again when the first failed', async () => {
    instead = async () => {
      throw new Error('broken');
    };
    expect((await act(command('help'), 'submission-1')).status).toBe(500);
    instead = undefined;
    expect((await act(command('help'), 'submission-1')).status).toBe(200);
    expect(carriedOut).toHaveLength(2);
  });

  it('is not stuck for ever behind a process that was killed', async () => {
    await store.db.submission.create({
      data: { personId: company.ids.Ana ?? '', key: 'submission-1', createdAt: company.clock.now() },
    });
    expect((await act(command('help'), 'submission-1')).status).toBe(409);
    await company.clock.advance(minutes(1) + 1);
    expect((await act(command('help'), 'submission-1')).status).toBe(200);
  });

  it('keeps replies that hold whatever somebody typed', async () => {
    const typed = 'half \ud83d and \u0000 nothing';
    instead = async () => say(typed);
    const first = await act(command('help'), 'submission-1');
    expect(first.status).toBe(200);
    expect((await act(command('help'), 'submission-1')).json).toEqual(first.json);
  });
});
