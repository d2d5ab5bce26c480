import { describe, expect, it } from 'vitest';
import { ask, nothing, type Reply, say, show } from '../../src/chat/reply.ts';
import { aButton, aForm, aView, gate, slackWithBot } from './fixture.ts';
import { createWireClock } from './wire-clock.ts';

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
