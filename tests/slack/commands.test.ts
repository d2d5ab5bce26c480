import { describe, expect, it } from 'vitest';
import { ask, nothing, type Reply, replace, say, show } from '../../src/chat/reply.ts';
import { TuttiError } from '../../src/errors.ts';
import { aButton, aForm, aView, first, gate, openForm, prompt, slackWithBot } from './fixture.ts';

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
    expect(bot.lines.join()).toContain('slack.act_failed');
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
