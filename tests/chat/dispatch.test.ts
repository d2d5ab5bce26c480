// Long, since every way in which an act can end is told here, with one set of made-up commands.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Directory, Role } from '../../src/chat/actor.ts';
import { type Command, type CommandContext, defineCommand, type Submission } from '../../src/chat/command.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import type { Form } from '../../src/chat/form.ts';
import type { Act } from '../../src/chat/incoming.ts';
import { PlatformError } from '../../src/chat/platform.ts';
import { ask, nothing, type Reply, say } from '../../src/chat/reply.ts';
import type { Context } from '../../src/context.ts';
import { TuttiError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { saidIn } from '../support/company.ts';

/** A word that stands for people's own words: it must never be seen in the log. */
const CANARY = 'canary-7f3a';

let logged: string[];
let context: Context;
beforeEach(() => {
  logged = [];
  // What dispatch itself uses; the commands of these tests touch nothing else.
  context = {
    log: createLog('debug', (line) => logged.push(line)),
    metrics: createMetrics(),
  } as unknown as Context;
});

const actor = (user: string, role: Role): Actor => ({
  personId: `person-${user}`,
  workspaceId: 'workspace-1',
  name: `${user} ${CANARY}`,
  role,
  zone: 'Europe/Berlin',
  locale: 'en',
  departmentId: null,
});

const directory: Directory = {
  identify: async ({ user }) =>
    user === 'Stranger' ? undefined : actor(user, user === 'Lea' ? 'lead' : 'member'),
  persons: async (_place, userIds) =>
    new Map(userIds.filter((id) => id !== 'Bot').map((id) => [id, `person-${id}`])),
};

const feedbackForm = (state: string): Form => ({
  title: 'Feedback',
  submitLabel: 'Send',
  command: 'test',
  name: 'feedback',
  state,
  parts: [
    { kind: 'longText', name: 'text', label: 'What is it?', required: true },
    { kind: 'person', name: 'about', label: 'Who' },
    { kind: 'people', name: 'others', label: 'Others' },
  ],
});

let submitted: Submission[] = [];
let seen: { text: string; context: CommandContext }[] = [];
beforeEach(() => {
  submitted = [];
  seen = [];
});

const crash = () => {
  throw new TypeError(
    `cannot read ${CANARY} of undefined\n    at ${CANARY} said so\n  at ${CANARY} (file:1:2)`,
  );
};

const test = defineCommand({
  name: 'test',
  summary: 'For tests',
  run: async (inner, text) => {
    seen.push({ text, context: inner });
    if (text === 'crash') crash();
    if (text === 'refuse') throw new TuttiError('refused', 'That is not possible. Try another.');
    if (text === 'slow down') throw new PlatformError('rate_limited', 'Please wait a moment.');
    return say(`You said ${text}.`);
  },
  press: { greet: async (_context, value) => say(`Hello ${value}.`) },
  form: {
    feedback: async (_context, state) => {
      if (state === 'gone') throw new TuttiError('gone', 'That is closed by now.');
      return feedbackForm(state);
    },
  },
  submit: {
    feedback: async (_context, submission) => {
      submitted.push(submission);
      if (submission.state === 'refuse') throw new TuttiError('refused', 'Not now. Try it tomorrow.');
      if (submission.state === 'crash') crash();
      return nothing;
    },
  },
  shortcut: { title: 'Keep this', run: async (_context, text) => say(`Kept ${text}.`) },
  home: async ({ actor: { personId } }) => ({
    summary: 'Home',
    elements: [{ kind: 'text', text: `Home of ${personId}` }],
  }),
});
const leads = defineCommand({
  name: 'leads',
  summary: 'For leads',
  role: 'lead',
  run: async () => say('Welcome, lead.'),
});
const plain = defineCommand({ name: 'plain', summary: 'Nothing special', run: async () => nothing });
const commands: readonly Command[] = [test, leads, plain];

const dispatch = (act: Act, user = 'Ana'): Promise<Reply> =>
  createDispatch(context, directory, commands)({ platform: 'slack', workspace: 'T1', user, act });
const command = (line: string, user?: string) => {
  const [name = '', ...words] = line.split(' ');
  return dispatch({ kind: 'command', command: name, text: words.join(' ') }, user);
};
const submit = (values: Record<string, string | string[]>, more: { state?: string; user?: string } = {}) =>
  dispatch(
    { kind: 'submit', command: 'test', form: 'feedback', state: more.state ?? 's1', values },
    more.user,
  );
const outcomes = async () => (await context.metrics.requests.get()).values.map(({ labels }) => labels);

describe('a command', () => {
  it('gets its text without the space around it, and knows who asks and from where', async () => {
    const channel = { id: 'C1', direct: false };
    await dispatch({ kind: 'command', command: 'test', text: '  hello  you ', channel });
    expect(seen).toMatchObject([
      { text: 'hello  you', context: { actor: { personId: 'person-Ana' }, platform: 'slack', channel } },
    ]);
  });

  it('gets text that every database keeps', async () => {
    await dispatch({ kind: 'command', command: 'test', text: 'null\u0000 and half \ud83d' });
    expect(seen).toMatchObject([{ text: 'null and half \ufffd' }]);
  });

  it('that does not exist is refused with where to look', async () => {
    expect(saidIn(await command('dance'))).toBe('I have no /dance. /tutti help lists what I can do.');
  });

  it('is not found among the properties that every object has', async () => {
    expect(saidIn(await dispatch({ kind: 'press', command: 'test', action: 'constructor', value: '' }))).toBe(
      'This button is from an older version of Tutti. Try the command instead.',
    );
  });

  it('for leads is refused to members, and open to leads', async () => {
    expect(saidIn(await command('leads'))).toBe(
      '/leads is for leads and above. Ask an administrator if you need it.',
    );
    expect(saidIn(await command('leads', 'Lea'))).toBe('Welcome, lead.');
  });

  it('of somebody whom nobody knows is refused', async () => {
    expect(saidIn(await command('test hello', 'Stranger'))).toMatch(/^I do not know you here yet\. /);
    expect(seen).toEqual([]);
  });
});

describe('a button', () => {
  it('is handled by the press of its name', async () => {
    expect(saidIn(await dispatch({ kind: 'press', command: 'test', action: 'greet', value: 'v1' }))).toBe(
      'Hello v1.',
    );
  });

  it('opens the form of its name when there is no such press', async () => {
    expect(await dispatch({ kind: 'press', command: 'test', action: 'feedback', value: 's9' })).toEqual(
      ask(feedbackForm('s9')),
    );
  });

  it('that this version no longer has says so', async () => {
    expect(saidIn(await dispatch({ kind: 'press', command: 'test', action: 'old', value: '' }))).toBe(
      'This button is from an older version of Tutti. Try the command instead.',
    );
  });
});

describe('a shortcut and the home page', () => {
  it('reach the command that has them', async () => {
    expect(saidIn(await dispatch({ kind: 'shortcut', command: 'test', text: 'this' }))).toBe('Kept this.');
    expect(saidIn(await dispatch({ kind: 'home' }))).toBe('Home of person-Ana');
  });

  it('that this version no longer has say so, or stay as they are', async () => {
    expect(saidIn(await dispatch({ kind: 'shortcut', command: 'plain', text: 'this' }))).toBe(
      'This shortcut is from an older version of Tutti. /tutti help lists what I can do.',
    );
    const without = createDispatch(context, directory, [plain]);
    expect(await without({ platform: 'slack', workspace: 'T1', user: 'Ana', act: { kind: 'home' } })).toEqual(
      nothing,
    );
  });
});

describe('a form that comes back', () => {
  it('is read against what was asked, and people become persons', async () => {
    expect(await submit({ text: ' hello ', about: 'Ben', others: ['Chi', 'Dan'] })).toEqual(nothing);
    expect(submitted).toEqual([
      {
        state: 's1',
        values: { text: 'hello', about: 'person-Ben', others: ['person-Chi', 'person-Dan'] },
      },
    ]);
  });

  it('may leave people out', async () => {
    await submit({ text: 'hello' });
    expect(submitted).toEqual([{ state: 's1', values: { text: 'hello', about: null, others: [] } }]);
  });

  it('stays open and says what to mend, field by field', async () => {
    expect(await submit({ text: '', about: 'Ben' })).toEqual({
      kind: 'invalid',
      errors: { text: 'Please answer this one.' },
    });
    expect(await submit({ text: 'hello', about: 'Bot', others: ['Ben', 'Bot'] })).toEqual({
      kind: 'invalid',
      errors: {
        about: 'That is a bot, or somebody who has left; please choose again.',
        others: 'One of these is a bot or has left; please choose again.',
      },
    });
    expect(submitted).toEqual([]);
  });

  it.each([
    ['the command refuses it', { state: 'refuse' }, 'Not now. Try it tomorrow.'],
    ['what it was about is gone', { state: 'gone' }, 'That is closed by now.'],
    ['the person is not known any more', { user: 'Stranger' }, /^I do not know you here yet\./],
    ['the command fails', { state: 'crash' }, /^Something went wrong on my side/],
  ])(
    'stays open with the sentence, so that nothing typed is lost, when %s',
    async (_case, more, sentence) => {
      const reply = await submit({ text: 'hello', about: 'Ben' }, more);
      expect(reply.kind).toBe('invalid');
      expect(reply).toMatchObject({ errors: { text: expect.stringMatching(sentence) } });
    },
  );

  it.each([
    ['a form', { command: 'test', form: 'old' }],
    ['a command', { command: 'old', form: 'feedback' }],
    ['a command for leads', { command: 'leads', form: 'feedback' }],
  ])('stays open when %s is not there for the person any more', async (_case, where) => {
    const reply = await dispatch({ kind: 'submit', state: '', values: { text: 'hello' }, ...where });
    expect(reply).toEqual({ kind: 'invalid', errors: { text: expect.any(String) } });
  });

  it('says the sentence alone when nothing was typed that could be lost', async () => {
    expect(saidIn(await submit({}, { state: 'gone' }))).toBe('That is closed by now.');
  });
});

describe('what goes wrong', () => {
  it('becomes its own sentence when a person can mend it, and is not logged', async () => {
    expect(saidIn(await command('test refuse'))).toBe('That is not possible. Try another.');
    expect(saidIn(await command('test slow down'))).toBe('Please wait a moment.');
    expect(logged).toEqual([]);
  });

  it('becomes one sentence otherwise, and is logged by its code and place alone', async () => {
    expect(saidIn(await command('test crash'))).toBe(
      'Something went wrong on my side, and nothing was changed. Please try again in a minute.',
    );
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'dispatch.failed', code: 'TypeError', platform: 'slack', kind: 'command' },
    ]);
    expect(logged.join()).toContain('dispatch.test.ts');
  });

  it('leaves no word of a person in the log, whatever they do', async () => {
    const word = CANARY;
    const acts: Act[] = [
      { kind: 'command', command: 'test', text: word },
      { kind: 'command', command: 'test', text: 'crash' },
      { kind: 'command', command: word, text: word, channel: { id: word, direct: false } },
      { kind: 'press', command: 'test', action: word, value: word },
      { kind: 'submit', command: 'test', form: 'feedback', state: 'crash', values: { text: word } },
      { kind: 'submit', command: 'test', form: word, state: word, values: { [word]: word } },
      { kind: 'shortcut', command: 'test', text: word },
      { kind: 'home' },
    ];
    for (const act of acts) await dispatch(act);
    for (const act of acts) await dispatch(act, 'Stranger');
    const broken: Directory = { ...directory, identify: async () => crash() };
    const acting = createDispatch(context, broken, commands);
    for (const act of acts) await acting({ platform: 'slack', workspace: word, user: word, act });
    expect(logged.length).toBeGreaterThan(acts.length);
    expect(logged.join('\n')).not.toContain(word);
    expect(await context.metrics.registry.metrics()).not.toContain(word);
  });
});

describe('the metrics', () => {
  it('count every act by platform, kind and outcome, and errors by their code', async () => {
    await command('test hello');
    await command('test hello');
    await command('test refuse');
    await command('test crash');
    await command('leads');
    await command('test hello', 'Stranger');
    await submit({ text: '' });
    const { values } = await context.metrics.requests.get();
    expect(values.map(({ labels, value }) => `${labels.kind} ${labels.outcome} ${value}`)).toEqual([
      'command show 2',
      'command refused 1',
      'command failed 1',
      'command role 1',
      'command stranger 1',
      'submit invalid 1',
    ]);
    expect((await outcomes()).every(({ platform }) => platform === 'slack')).toBe(true);
    const errors = await context.metrics.errors.get();
    expect(errors.values).toMatchObject([{ labels: { code: 'TypeError' }, value: 1 }]);
  });
});
