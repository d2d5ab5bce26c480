import { describe, expect, it } from 'vitest';
import { ask, invalid, nothing, type Reply, replace, say, show } from '../../src/chat/reply.ts';
import { TuttiError } from '../../src/errors.ts';
import type { LocalSlack } from '../support/local-slack.ts';
import type { Bot } from './bot.ts';
import { aButton, aForm, aView, gate, slackWithBot } from './fixture.ts';
import { createWireClock } from './wire-clock.ts';

const prompt = (slack: LocalSlack, bot: Bot) =>
  bot.platform.send(
    { workspaceId: bot.workspaceId, platform: 'slack', kind: 'person', id: slack.person('ana').id },
    { summary: 'Good morning', elements: [{ kind: 'text', text: 'Good morning' }, aButton('Answer')] },
    { key: 'prompt-1' },
  );

const first = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error('There is nothing');
  return one;
};

/** Opens ana's form by a command, and returns the window. */
async function openForm(slack: LocalSlack, bot: Bot, form = aForm()) {
  bot.answer(() => ask(form));
  const { modal } = await slack.command('ana', '/standup');
  if (!modal) throw new Error('No window opened');
  return modal;
}

describe('a slash command', () => {
  it('is acknowledged before any work, and answered when the work is done', async () => {
    const work = gate<Reply>();
    const { slack, bot } = await slackWithBot({ dispatch: () => work.passed });
    const { ack } = await slack.command('ana', '/standup', '', { waitMs: 0 });
    expect(ack).toBeUndefined();
    expect(slack.onlyFor('ana')).toEqual([]);
    work.open(say('You have no open stand-up.'));
    await slack.until(() => slack.onlyFor('ana').length === 1);
    expect(slack.onlyFor('ana')).toMatchObject([{ text: 'You have no open stand-up.' }]);
    expect(bot.acts).toMatchObject([{ kind: 'command', command: 'standup', text: '' }]);
  });

  it('hands on what was typed, as it was typed, and where', async () => {
    const { slack, bot } = await slackWithBot();
    await slack.command('ana', '/away', ' until Friday &amp; then &lt;some&gt; ', {
      waitMs: 0,
      channel: 'crm-rollout',
    });
    await slack.until(() => bot.acts.length === 1);
    const { id } = slack.channel('crm-rollout');
    expect(bot.acts).toEqual([
      {
        kind: 'command',
        command: 'away',
        text: 'until Friday & then <some>',
        channel: { id, direct: false },
      },
    ]);
  });

  it('opens a form', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot);
    expect(modal.content).toMatchObject({ title: { text: 'Check-in' } });
  });

  it('says so when Slack no longer lets the form be opened', async () => {
    const { slack, bot } = await slackWithBot();
    slack.fail('views.open', 'expired_trigger_id');
    bot.answer(() => ask(aForm()));
    const { messages } = await slack.command('ana', '/standup');
    expect(messages).toMatchObject([
      { text: 'Slack waits only three seconds for a form, and this one came too late. Please try again.' },
    ]);
  });

  it('says one clear sentence when something breaks, and logs no word of the person', async () => {
    const { slack, bot } = await slackWithBot();
    bot.answer(() => {
      throw new Error('select * from secrets where text = "my boss shouts"');
    });
    const { messages } = await slack.command('ana', '/standup', 'my boss shouts');
    expect(first(messages).text).toMatch(/^Something went wrong on my side/);
    expect(bot.lines.join()).toContain('slack_act_failed');
    expect(bot.lines.join()).not.toMatch(/boss|ana/);
  });

  it('writes to the person directly when the answering address has ended', async () => {
    const { slack, bot } = await slackWithBot();
    slack.fail('response_url', { status: 404 }, { status: 404 });
    bot.answer(() => {
      throw new TuttiError('no', 'That stand-up is over.');
    });
    await slack.command('ana', '/standup', '', { waitMs: 0 });
    await slack.until(() => slack.messages('ana').length === 1);
    expect(slack.messages('ana')).toMatchObject([{ text: 'That stand-up is over.' }]);
  });

  it('is told to come again when there is too much to do, in the acknowledgement itself', async () => {
    const work = gate<Reply>();
    const { slack } = await slackWithBot({ dispatch: () => work.passed });
    const many = Array.from({ length: 640 }, () => slack.command('ana', '/standup', '', { waitMs: 0 }));
    const acks = (await Promise.all(many)).map(({ ack }) => ack);
    work.open(nothing);
    const busy = acks.filter((ack) => ack !== undefined);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.length).toBeLessThan(60);
    expect(busy[0]).toMatch(/^I have too much to do/);
  });
});

describe('a pressed button', () => {
  it('opens a form', async () => {
    const { slack, bot } = await slackWithBot();
    await prompt(slack, bot);
    bot.answer(() => ask(aForm()));
    const { ack, modal } = await slack.press('ana', first(slack.messages('ana')), 'Answer');
    expect(ack).toBeUndefined();
    expect(modal).toBeDefined();
    expect(bot.acts).toEqual([{ kind: 'press', command: 'standup', action: 'answer', value: 'v1' }]);
  });

  it('replaces the message it stood in', async () => {
    const { slack, bot } = await slackWithBot();
    await prompt(slack, bot);
    bot.answer(() => replace(aView('Nothing new, noted.')));
    await slack.press('ana', first(slack.messages('ana')), 'Answer');
    expect(slack.messages('ana')).toMatchObject([{ text: 'Nothing new, noted.', edits: 1 }]);
  });

  it('replaces the message with the token when the answering address has ended', async () => {
    const { slack, bot } = await slackWithBot();
    await prompt(slack, bot);
    slack.fail('response_url', { status: 404 });
    bot.answer(() => replace(aView('Noted.')));
    await slack.press('ana', first(slack.messages('ana')), 'Answer');
    expect(slack.messages('ana')).toMatchObject([{ text: 'Noted.' }]);
  });

  it('replaces a message that only this person sees', async () => {
    const { slack, bot } = await slackWithBot();
    bot.answer(() => show({ summary: 'Choose', elements: [aButton('Yes')] }));
    const { messages } = await slack.command('ana', '/tutti');
    bot.answer(() => replace(aView('Chosen.')));
    await slack.press('ana', first(messages), 'Yes');
    expect(slack.onlyFor('ana')).toMatchObject([{ text: 'Chosen.' }]);
    expect(slack.calls.some(({ method }) => method === 'chat.update')).toBe(false);
  });

  it('shows an answer beside the message, to this person alone', async () => {
    const { slack, bot } = await slackWithBot();
    await prompt(slack, bot);
    bot.answer(() => say('You are away until Friday.'));
    await slack.press('ana', first(slack.messages('ana')), 'Answer');
    expect(slack.messages('ana')).toMatchObject([{ text: 'Good morning', edits: 0 }]);
    expect(slack.onlyFor('ana')).toMatchObject([{ text: 'You are away until Friday.' }]);
  });
});

describe('a submitted form', () => {
  it('hands on the values by field name, with the state it was opened with', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot);
    bot.answer(() => nothing);
    await slack.submit('ana', modal, { 'What is next?': 'the labels & <boxes>' });
    expect(bot.acts.at(-1)).toEqual({
      kind: 'submit',
      command: 'standup',
      form: 'answer',
      state: 'occurrence-1',
      values: { next: 'the labels & <boxes>' },
    });
  });

  it('closes when there is nothing to say', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot);
    bot.answer(() => nothing);
    const { ack } = await slack.submit('ana', modal, { next: 'x' });
    expect(ack).toEqual({ response_action: 'clear' });
    expect(slack.modal('ana')).toBeUndefined();
  });

  it('stays open and says what to mend, at the field', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot);
    bot.answer(() => invalid({ next: 'Please say a little more.' }));
    const { errors } = await slack.submit('ana', modal, { next: 'x' });
    expect(errors).toEqual({ next: 'Please say a little more.' });
  });

  it('says at its first field what belongs to none, since Slack refuses errors without a field', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot);
    bot.answer(() => invalid({ members: 'Nobody is in that channel.' }));
    const { errors } = await slack.submit('ana', modal, { next: 'x' });
    expect(errors).toEqual({ next: 'Nobody is in that channel.' });
  });

  it('becomes what there is to read', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot);
    bot.answer(() => say('Your stand-up starts on Monday.'));
    const { modal: after } = await slack.submit('ana', modal, { next: 'x' });
    expect(JSON.stringify(after?.content.blocks)).toContain('Your stand-up starts on Monday.');
  });

  it('becomes the next form', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot);
    bot.answer(() => ask({ ...aForm(), title: 'Second' }));
    const { modal: after } = await slack.submit('ana', modal, { next: 'x' });
    expect(after?.content).toMatchObject({ title: { text: 'Second' } });
  });

  it('replaces the message whose button opened it', async () => {
    const { slack, bot } = await slackWithBot();
    await prompt(slack, bot);
    bot.answer(() => ask(aForm()));
    const { modal } = await slack.press('ana', first(slack.messages('ana')), 'Answer');
    bot.answer(() => replace(aView('answered 09:14')));
    if (modal) await slack.submit('ana', modal, { next: 'x' });
    await slack.until(() => slack.messages('ana')[0]?.text === 'answered 09:14');
    expect(slack.modal('ana')).toBeUndefined();
  });

  it('keeps what was typed when something breaks', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot);
    bot.answer(() => {
      throw new Error('the database is gone');
    });
    const { errors } = await slack.submit('ana', modal, { next: 'a long answer' });
    expect(errors?.next).toMatch(/^Something went wrong on my side/);
  });

  it('without fields shows the sentence instead', async () => {
    const { slack, bot } = await slackWithBot();
    const modal = await openForm(slack, bot, aForm([{ kind: 'note', text: 'Delete this stand-up?' }]));
    bot.answer(() => invalid({ '': 'It is already deleted.' }));
    const { modal: after } = await slack.submit('ana', modal);
    expect(JSON.stringify(after?.content.blocks)).toContain('It is already deleted.');
  });
});

describe('a submission that takes long', () => {
  async function slowly(outcome: (work: ReturnType<typeof gate<Reply>>) => void) {
    const wireClock = createWireClock();
    const { slack, bot } = await slackWithBot({ wireClock });
    const modal = await openForm(slack, bot);
    const work = gate<Reply>();
    bot.answer(() => work.passed);
    const submitted = slack.submit('ana', modal, { next: 'a long answer' });
    await expect.poll(() => wireClock.asleep).toBe(1);
    wireClock.advance(2500);
    const waiting = await submitted;
    expect(JSON.stringify(waiting.modal?.content.blocks)).toContain('Still saving what you sent');
    return { slack, bot, modal, finish: () => outcome(work) };
  }
  const shown = (slack: LocalSlack) => JSON.stringify(slack.modal('ana')?.content.blocks ?? []);

  it('says that it is still being saved, and then what came of it', async () => {
    const { slack, finish } = await slowly((work) => work.open(say('Thank you, Ana.')));
    finish();
    await slack.until(() => shown(slack).includes('Thank you, Ana.'));
  });

  it('says when it is done, for a window cannot be closed from outside', async () => {
    const { slack, finish } = await slowly((work) => work.open(nothing));
    finish();
    await slack.until(() => shown(slack).includes('You can close this window.'));
  });

  it('opens the form again with everything in it when something is to mend', async () => {
    const { slack, bot, finish } = await slowly((work) => work.open(invalid({ next: 'Please say more.' })));
    finish();
    await slack.until(() => shown(slack).includes('Please say more.'));
    bot.answer(() => nothing);
    const again = slack.modal('ana');
    if (again) await slack.submit('ana', again);
    expect(bot.acts.at(-1)).toMatchObject({
      kind: 'submit',
      state: 'occurrence-1',
      values: { next: 'a long answer' },
    });
  });

  it('writes to the person when the window was closed and something is to mend', async () => {
    const { slack, modal, finish } = await slowly((work) => work.open(invalid({ next: 'Please say more.' })));
    modal.open = false;
    finish();
    await slack.until(() => slack.messages('ana').length === 1);
    expect(slack.messages('ana')[0]?.text).toContain('Please say more.');
  });

  it('leaves a person in peace who closed the window, when all went well', async () => {
    const { slack, bot, modal, finish } = await slowly((work) => work.open(nothing));
    modal.open = false;
    finish();
    await bot.stop();
    expect(slack.messages('ana')).toEqual([]);
    expect(bot.lines.filter((line) => line.includes('failed'))).toEqual([]);
  });
});

describe('a shortcut on a message', () => {
  it('hands on the message as a person reads it', async () => {
    const { slack, bot } = await slackWithBot();
    await slack.shortcut(
      'ana',
      'raise',
      { text: 'waits on <@U1|ben> see <https://x.example|the list> &amp; more' },
      { waitMs: 0 },
    );
    await slack.until(() => bot.acts.length === 1);
    expect(bot.acts[0]).toMatchObject({
      kind: 'shortcut',
      command: 'raise',
      text: 'waits on ben see the list & more',
    });
  });

  it('is answered to this person alone', async () => {
    const { slack, bot } = await slackWithBot();
    bot.answer(() => say('Not built yet.'));
    const { messages } = await slack.shortcut('ana', 'raise', { text: 'x' });
    expect(messages).toMatchObject([{ text: 'Not built yet.' }]);
  });
});

describe('the home page', () => {
  const home = show({
    summary: 'Home',
    elements: [{ kind: 'heading', text: 'My stand-ups' }, aButton('Answer')],
  });

  it('is drawn when it is opened, and not for the messages tab', async () => {
    const { slack, bot } = await slackWithBot({ dispatch: () => home });
    await slack.openHome('ana');
    expect(JSON.stringify(slack.home('ana')?.content)).toContain('My stand-ups');
    await slack.event(slack.workspace.id, {
      type: 'app_home_opened',
      user: slack.person('ben').id,
      tab: 'messages',
    });
    expect(bot.acts).toHaveLength(1);
  });

  it('is drawn anew after a press on it and after the form that it opened', async () => {
    const { slack, bot } = await slackWithBot({ dispatch: () => home });
    await slack.openHome('ana');
    bot.answer(({ act }) => (act.kind === 'home' ? home : ask(aForm())));
    const page = slack.home('ana');
    if (!page) throw new Error('No home page');
    const { modal } = await slack.press('ana', page, 'Answer');
    if (!modal) throw new Error('No window');
    bot.answer(({ act }) => (act.kind === 'home' ? show(aView('All answered')) : nothing));
    await slack.submit('ana', modal, { next: 'x' });
    await slack.until(() => JSON.stringify(slack.home('ana')?.content).includes('All answered'));
  });
});

describe('a window with buttons', () => {
  it('leads on to a form, and back to the page it began on', async () => {
    const page = show({ summary: 'Home', elements: [aButton('Settings')] });
    const { slack, bot } = await slackWithBot({ dispatch: () => page });
    await slack.openHome('ana');
    const home = slack.home('ana');
    if (!home) throw new Error('No home page');
    bot.answer(({ act }) =>
      act.kind === 'home' ? page : show({ summary: 'Settings', elements: [aButton('Change')] }),
    );
    const { modal } = await slack.press('ana', home, 'Settings');
    if (!modal) throw new Error('No window');
    bot.answer(({ act }) => (act.kind === 'home' ? page : ask(aForm())));
    await slack.press('ana', modal, 'Change');
    await slack.until(() => JSON.stringify(slack.modal('ana')?.content).includes('What is next?'));
    bot.answer(({ act }) => (act.kind === 'home' ? show(aView('Changed')) : nothing));
    await slack.submit('ana', modal, { next: 'x' });
    await slack.until(() => JSON.stringify(slack.home('ana')?.content).includes('Changed'));
  });
});

describe('news of the workspace', () => {
  it('tells of people who join, change and leave', async () => {
    const { slack, bot } = await slackWithBot();
    await slack.join({ name: 'eva', realName: 'Eva Novak', zone: 'Europe/Prague' });
    await slack.change('ben', { active: false });
    await slack.until(() => bot.told.profiles.length === 2);
    expect(bot.told.profiles).toMatchObject([
      { name: 'Eva Novak', zone: 'Europe/Prague', active: true },
      { name: 'ben', active: false },
    ]);
  });

  it('tells when the bot was removed', async () => {
    const { slack, bot } = await slackWithBot();
    await slack.uninstall();
    await slack.until(() => bot.told.revoked.length > 0);
    expect(new Set(bot.told.revoked)).toEqual(new Set([slack.workspace.id]));
  });
});

describe('stopping', () => {
  it('waits for the work in hand', async () => {
    const work = gate<Reply>();
    const { slack, bot } = await slackWithBot({ dispatch: () => work.passed });
    await slack.command('ana', '/standup', '', { waitMs: 0 });
    const stopped = bot.stop();
    work.open(say('Done.'));
    await stopped;
    expect(slack.onlyFor('ana')).toMatchObject([{ text: 'Done.' }]);
  });

  it('waits ten seconds at most', async () => {
    const wireClock = createWireClock();
    const work = gate<Reply>();
    const { slack, bot } = await slackWithBot({ wireClock, dispatch: () => work.passed });
    await slack.command('ana', '/standup', '', { waitMs: 0 });
    const stopped = bot.stop();
    await expect.poll(() => wireClock.asleep).toBe(1);
    wireClock.advance(10_000);
    await stopped;
    work.open(nothing);
  });

  it('takes nothing new', async () => {
    const { slack, bot } = await slackWithBot();
    await bot.stop();
    await expect(slack.command('ana', '/standup')).rejects.toThrow('503');
  });
});
