import { describe, expect, it } from 'vitest';
import { ask, invalid, nothing, type Reply, replace, say } from '../../src/chat/reply.ts';
import type { LocalSlack } from '../support/local-slack.ts';
import { aForm, aView, first, gate, openForm, prompt, slackWithBot } from './fixture.ts';
import { createWireClock } from './wire-clock.ts';

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
