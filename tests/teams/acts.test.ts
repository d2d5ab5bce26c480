// Long because it goes through every way in which somebody acts, and every reply to each.
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { ask, invalid, nothing, replace, say, show } from '../../src/chat/reply.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { inputsOn, saidOn } from '../support/local-teams-cards.ts';
import { aForm, aView, last, said, sent, teamsInTeam, teamsWithBot, withButton } from './fixture.ts';

const names = commands.map(({ name }) => name);
const secret = 'Only for Ana';

describe('a command', () => {
  it.each(names)(
    '%s is understood as a word, with a slash, as a slash command and as a mention',
    async (name) => {
      const { teams, bot } = await teamsInTeam({ dispatch: () => say('Done.') });
      bot.incoming.length = 0;
      await teams.say('ana', name);
      await teams.say('ana', `/${name} one two`);
      await teams.say('ana', `  ${name.toUpperCase()}   one\u00a0two `);
      await teams.slash('ana', 'CRM rollout', `/${name} one two`);
      await teams.mention('ana', 'CRM rollout', `${name} one two`);
      await bot.idle();
      const chat = { id: `a:${teams.person('ana').id}`, direct: true };
      const channel = { id: teams.channel('CRM rollout').id, direct: false };
      expect(bot.acts()).toEqual(
        [
          { text: '', channel: chat },
          { text: 'one two', channel: chat },
          { text: 'one two', channel: chat },
          { text: 'one two', channel },
          { text: 'one two', channel },
        ].map((more) => ({ kind: 'command', command: name, ...more })),
      );
    },
  );

  it('carries what was typed as it was typed', async () => {
    const { teams, bot } = await teamsWithBot({ dispatch: () => nothing });
    await teams.say('ana', 'standup now R&amp;D &lt;3 *x*');
    await bot.idle();
    expect(bot.acts()).toMatchObject([{ text: 'now R&D <3 *x*' }]);
  });

  it('that nobody knows is answered with one sentence', async () => {
    const { teams, bot } = await teamsWithBot();
    await teams.say('ana', 'what is this');
    await bot.idle();
    expect(bot.incoming).toEqual([]);
    expect(said(teams.messages('ana'))).toEqual([
      `I know these words: ${names.join(', ')}, home and help. Write help to read what they do.`,
    ]);
  });

  it('of help, of home, and of nothing at all does what one would think', async () => {
    const { teams, bot } = await teamsInTeam({ dispatch: () => say('Done.') });
    bot.incoming.length = 0;
    await teams.say('ana', 'help');
    await teams.say('ana', 'home');
    await teams.mention('ana', 'CRM rollout', '');
    await bot.idle();
    expect(bot.acts()).toMatchObject([
      { kind: 'command', command: 'tutti', text: 'help' },
      { kind: 'home' },
      { kind: 'command', command: 'tutti', text: 'help' },
    ]);
  });

  it('talk in a channel that does not mention the bot is none', async () => {
    const { teams, bot } = await teamsInTeam();
    bot.incoming.length = 0;
    await teams.chat('ana', 'CRM rollout', 'standup was long today');
    await bot.idle();
    expect(bot.incoming).toEqual([]);
  });
});

describe('what is shown', () => {
  it('stands in the personal chat, where it was asked for', async () => {
    const { teams, bot } = await teamsWithBot({ dispatch: () => show(aView(secret)) });
    await teams.say('ana', 'standup');
    await bot.idle();
    expect(said(teams.messages('ana'))).toEqual([secret]);
  });

  it('after a slash command in a channel is seen by the person alone', async () => {
    const { teams, bot } = await teamsInTeam();
    bot.answer(() => show(aView(secret)));
    await teams.slash('ana', 'CRM rollout', 'standup');
    await bot.idle();
    expect(said(teams.onlyFor('ana'))).toEqual([secret]);
    expect(teams.messages('CRM rollout')).toEqual([]);
    expect(teams.messages('ana')).toEqual([]);
  });

  it('after a mention in a channel goes to the personal chat, and the channel only has a link to it', async () => {
    const { teams, bot } = await teamsInTeam();
    bot.answer(() => show(aView(secret)));
    await teams.mention('ana', 'CRM rollout', 'standup');
    await bot.idle();
    expect(said(teams.messages('CRM rollout'))).toEqual(['I answered you in our chat.']);
    expect(JSON.stringify(teams.messages('CRM rollout'))).toContain(
      'https://teams.microsoft.com/l/chat/0/0?users=28%3A',
    );
    expect(said(teams.messages('ana'))).toEqual([secret]);
  });

  it('after a mention by somebody who blocked the bot is said nowhere', async () => {
    const { teams, bot } = await teamsInTeam();
    bot.answer(() => show(aView(secret)));
    teams.block('ana');
    await teams.mention('ana', 'CRM rollout', 'standup');
    await bot.idle();
    expect(said(teams.messages('CRM rollout'))).toEqual([
      'I cannot write to you yet. Open our chat and say hello, then ask me again.',
    ]);
    expect(JSON.stringify(teams.state.messages)).not.toContain(secret);
  });

  it('after a button on a channel’s message goes to the personal chat', async () => {
    const { teams, bot } = await teamsInTeam();
    await bot.platform.send(
      {
        workspaceId: bot.workspaceId,
        platform: 'teams',
        kind: 'channel',
        id: teams.channel('CRM rollout').id,
      },
      withButton('See all', 'see_all'),
      { key: 'k' },
    );
    const before = last(teams.messages('CRM rollout'));
    for (const reply of [show(aView(secret)), replace(aView(secret)), invalid({ next: secret })]) {
      bot.answer(() => reply);
      expect((await teams.press('ana', before, 'See all')).body).toMatchObject({
        value: 'I answered you in our chat.',
      });
    }
    await bot.idle();
    expect(teams.messages('CRM rollout')).toEqual([before]);
    expect(said(teams.messages('ana'))).toEqual([secret, secret, secret]);
  });
});

describe('a form', () => {
  it('that a typed command asks for is opened by a button, since words open no dialog', async () => {
    const { teams, bot } = await teamsWithBot({ dispatch: () => ask(aForm()) });
    await teams.say('ana', 'standup');
    await bot.idle();
    const opener = last(teams.messages('ana'));
    expect(saidOn(opener.card)).toBe('Check-in\n[ Open ]');
    const { dialog } = await teams.press('ana', opener, 'Open');
    expect(dialog?.title).toBe('Check-in');
    expect(bot.acts().at(-1)).toEqual({
      kind: 'press',
      command: 'standup',
      action: 'answer',
      value: 'entry-1',
    });
  });

  it('that was opened so and is sent leaves no button behind', async () => {
    const { teams, bot } = await teamsWithBot({ dispatch: () => ask(aForm()) });
    await teams.say('ana', 'standup');
    await bot.idle();
    const opener = last(teams.messages('ana'));
    const { dialog } = await teams.press('ana', opener, 'Open');
    const again = await teams.submit('ana', dialog, { 'What is next?': 'x' });
    expect(saidOn(last(teams.messages('ana')).card)).toContain('[ Open ]');
    bot.answer(() => nothing);
    await teams.submit('ana', again.dialog, { 'What is next?': 'x' });
    await bot.idle();
    expect(teams.messages('ana')).toMatchObject([{ id: opener.id, edits: 1 }]);
    expect(said(teams.messages('ana'))).toEqual(['Check-in\nSent. Thank you.']);
  });

  it('opens from its button at once, and comes back with what was typed', async () => {
    const { teams, bot } = await teamsWithBot();
    const message = await sent(teams, bot, withButton('Answer', 'answer', true));
    bot.answer(({ act }) => (act.kind === 'submit' ? nothing : ask(aForm())));
    const { dialog } = await teams.press('ana', message, 'Answer');
    const closed = await teams.submit('ana', dialog, { 'What is next?': 'the labels' });
    expect(closed).toMatchObject({ status: 200, body: undefined });
    expect(bot.acts().at(-1)).toEqual({
      kind: 'submit',
      command: 'standup',
      form: 'answer',
      state: 'entry-1',
      values: { next: 'the labels' },
    });
  });

  it('stays open with what is to be mended, and loses nothing that was typed', async () => {
    const { teams, bot } = await teamsWithBot();
    const message = await sent(teams, bot, withButton('Answer', 'answer', true));
    bot.answer(({ act }) => (act.kind === 'submit' ? invalid({ next: 'Please say more.' }) : ask(aForm())));
    const { dialog } = await teams.press('ana', message, 'Answer');
    const again = await teams.submit('ana', dialog, { 'What is next?': 'labels' });
    expect(saidOn(again.dialog?.card)).toBe('What is next?: labels\nPlease say more.\n[ Send ]');
    bot.answer(() => nothing);
    await teams.submit('ana', again.dialog, { 'What is next?': 'the labels' });
    expect(bot.acts().at(-1)).toMatchObject({ kind: 'submit', values: { next: 'the labels' } });
  });

  it('becomes what is shown after it', async () => {
    const { teams, bot } = await teamsWithBot();
    const message = await sent(teams, bot, withButton('Settings', 'answer', true));
    bot.answer(({ act }) => (act.kind === 'submit' ? say('Your settings are saved.') : ask(aForm())));
    const { dialog } = await teams.press('ana', message, 'Settings');
    const after = await teams.submit('ana', dialog, { 'What is next?': 'x' });
    expect(saidOn(after.dialog?.card)).toBe('Your settings are saved.');
  });

  it('updates the card that it was opened from', async () => {
    const { teams, bot } = await teamsWithBot();
    const message = await sent(teams, bot, withButton('Answer', 'answer', true));
    bot.answer(({ act }) => (act.kind === 'submit' ? replace(aView('answered 09:14')) : ask(aForm())));
    const { dialog } = await teams.press('ana', message, 'Answer');
    await teams.submit('ana', dialog, { 'What is next?': 'x' });
    await bot.idle();
    expect(teams.messages('ana')).toMatchObject([{ id: message.id, summary: 'answered 09:14', edits: 1 }]);
  });

  it('offers the channels that the bot is in, and Teams’ own search for people', async () => {
    const { teams, bot } = await teamsInTeam();
    const parts = [
      { kind: 'channel', name: 'channel', label: 'Channel' },
      { kind: 'people', name: 'members', label: 'Members', value: [teams.person('ben').id] },
    ] as const;
    const message = await sent(teams, bot, withButton('Set up', 'answer', true));
    bot.answer(() => ask(aForm(parts)));
    const { dialog } = await teams.press('ana', message, 'Set up');
    expect(inputsOn(dialog?.card)).toMatchObject([
      { choices: [{ title: 'Web shop › General' }, { title: 'Web shop › CRM rollout' }] },
      {
        choices: [{ title: 'ben', value: teams.person('ben').id }],
        'choices.data': { dataset: 'graph.microsoft.com/users' },
      },
    ]);
    await teams.submit('ana', dialog, { Members: `${teams.person('ana').id},${teams.person('ben').id}` });
    expect(bot.acts().at(-1)).toMatchObject({
      values: { members: [teams.person('ana').id, teams.person('ben').id] },
    });
  });

  it('that takes long is answered in the chat, and nothing is lost', async () => {
    let finish = (_: typeof nothing) => {};
    let impatient = false;
    const sleep: Clock['sleep'] = async (ms, signal) =>
      impatient ? undefined : systemClock.sleep(ms, signal);
    const { teams, bot } = await teamsWithBot({ wireClock: { ...systemClock, sleep } });
    const message = await sent(teams, bot, withButton('Answer', 'answer', true));
    bot.answer(() => ask(aForm()));
    const { dialog } = await teams.press('ana', message, 'Answer');
    bot.answer(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    impatient = true;
    const slow = await teams.submit('ana', dialog, { 'What is next?': 'x' });
    expect(saidOn(slow.dialog?.card)).toContain('This takes longer than usual.');
    finish(nothing);
    await bot.idle();
    expect(said(teams.messages('ana')).at(-1)).toBe('Done.');
  });
});

describe('a button that opens no form', () => {
  it('changes its card at once and for good', async () => {
    const { teams, bot } = await teamsWithBot();
    const message = await sent(teams, bot, withButton('Nothing new', 'nothing_new'));
    bot.answer(() => replace(aView('answered 09:14')));
    const { body } = await teams.press('ana', message, 'Nothing new');
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    await bot.idle();
    expect(teams.messages('ana')).toMatchObject([{ id: message.id, summary: 'answered 09:14' }]);
  });

  it('works in clients that know no Action.Execute', async () => {
    const { teams, bot } = await teamsWithBot();
    const message = await sent(teams, bot, withButton('Nothing new', 'nothing_new'));
    bot.answer(() => replace(aView('answered 09:14')));
    await teams.press('ana', message, 'Nothing new', { old: true });
    await bot.idle();
    expect(bot.acts().at(-1)).toEqual({
      kind: 'press',
      command: 'standup',
      action: 'nothing_new',
      value: 'v1',
    });
    expect(teams.messages('ana')).toMatchObject([{ id: message.id, summary: 'answered 09:14' }]);
  });

  it('shows what it shows below, and a form by its button', async () => {
    const { teams, bot } = await teamsWithBot();
    const message = await sent(teams, bot, withButton('More', 'more'));
    bot.answer(() => say('More.'));
    await teams.press('ana', message, 'More');
    await bot.idle();
    bot.answer(() => ask(aForm()));
    await teams.press('ana', message, 'More');
    await bot.idle();
    expect(said(teams.messages('ana')).slice(-2)).toEqual(['More.', 'Check-in\n[ Open ]']);
  });
});

describe('the action on somebody’s message', () => {
  it('hands over the message as it reads, and shows or asks in a dialog', async () => {
    const { teams, bot } = await teamsInTeam();
    bot.answer(() => ask(aForm()));
    const { dialog } = await teams.shortcut(
      'ana',
      'CRM rollout',
      'raise',
      '<p>The export <b>fails</b> &amp; stops</p>',
    );
    expect(bot.acts().at(-1)).toMatchObject({
      kind: 'shortcut',
      command: 'raise',
      text: 'The export fails & stops',
    });
    expect(dialog?.title).toBe('Check-in');
    bot.answer(() => nothing);
    const closed = await teams.submit(
      'ana',
      dialog,
      { 'What is next?': 'x' },
      {
        where: 'CRM rollout',
        name: 'composeExtension/submitAction',
      },
    );
    expect(closed.body).toBeUndefined();
    expect(bot.acts().at(-1)).toMatchObject({ kind: 'submit', form: 'answer' });
  });
});

describe('a fault of ours', () => {
  it('is told to the person and noted once', async () => {
    const { teams, bot } = await teamsWithBot();
    await teams.install('ana');
    await bot.idle();
    bot.answer(() => {
      throw new Error('broken');
    });
    await teams.say('ana', 'standup');
    await bot.idle();
    expect(said(teams.messages('ana')).at(-1)).toContain('Something went wrong on my side');
    expect(bot.lines.filter((line) => line.includes('teams.act_failed'))).toHaveLength(1);
  });

  it('in a dialog is told in the dialog', async () => {
    const { teams, bot } = await teamsWithBot();
    const message = await sent(teams, bot, withButton('Answer', 'answer', true));
    bot.answer(() => {
      throw new Error('broken');
    });
    const { status, dialog } = await teams.press('ana', message, 'Answer');
    expect([status, saidOn(dialog?.card)]).toEqual([200, expect.stringContaining('Something went wrong')]);
  });
});
