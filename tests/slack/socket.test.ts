import { describe, expect, it } from 'vitest';
import { ask, nothing, say } from '../../src/chat/reply.ts';
import { aForm, botFor, localSlack, slackWithBot } from './fixture.ts';
import { createWireClock } from './wire-clock.ts';

describe('Socket Mode', () => {
  it('needs no address of ours: a command comes and is acknowledged over the socket', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'socket' });
    bot.answer(() => ask(aForm()));
    const { ack, modal } = await slack.command('ana', '/standup');
    expect(ack).toBeUndefined();
    expect(modal?.content).toMatchObject({ title: { text: 'Check-in' } });
    expect((await fetch(`${bot.url}/slack/events`, { method: 'POST' })).status).toBe(404);
    expect(await bot.metrics.registry.metrics()).toContain(
      'tutti_acknowledgement_seconds_count{platform="slack"} 1',
    );
  });

  it('carries a submission and its outcome', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'socket' });
    bot.answer(() => ask(aForm()));
    const { modal } = await slack.command('ana', '/standup');
    if (!modal) throw new Error('No window');
    bot.answer(() => say('Thank you.'));
    const { modal: after } = await slack.submit('ana', modal, { next: 'x' });
    expect(JSON.stringify(after?.content)).toContain('Thank you.');
  });

  it('carries events', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'socket' });
    await slack.change('ben', { active: false });
    await slack.until(() => bot.told.profiles.length === 1);
  });

  it('comes again at once when Slack ends the connection, as it does from time to time', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'socket' });
    slack.socket.disconnect();
    await slack.until(() => slack.socket.connections === 2);
    bot.answer(() => nothing);
    expect((await slack.command('ana', '/standup', '', { waitMs: 0 })).status).toBe(200);
  });

  it('goes on trying while Slack cannot be reached', async () => {
    const wireClock = createWireClock();
    const { slack } = await slackWithBot({ mode: 'socket', wireClock });
    slack.fail('apps.connections.open', { broken: true }, { status: 500 });
    slack.socket.disconnect();
    await expect.poll(() => wireClock.asleep).toBe(1);
    wireClock.advance(1000);
    await expect
      .poll(() => slack.calls.filter(({ method }) => method === 'apps.connections.open').length)
      .toBe(3);
    await expect.poll(() => wireClock.asleep).toBe(1);
    wireClock.advance(2000);
    await slack.until(() => slack.socket.connected);
  });
});

describe('signing in', () => {
  it('keeps the installation of the workspace that the token belongs to', async () => {
    const { slack, bot } = await slackWithBot();
    expect([...bot.installations.values()]).toMatchObject([
      {
        externalId: slack.workspace.id,
        name: 'Web shop',
        credentials: { token: slack.botToken, botUserId: 'UTUTTIBOT' },
      },
    ]);
  });

  it.each([
    [
      'another token',
      'invalid_auth',
      'Slack did not accept SLACK_BOT_TOKEN: it does not know this token (invalid_auth). Copy "Bot User OAuth Token" (xoxb-…)',
    ],
    [
      'a revoked token',
      'token_revoked',
      'Slack did not accept SLACK_BOT_TOKEN: the token was revoked (token_revoked).',
    ],
  ])('says which variable is wrong and what Slack answered: %s', async (_, code, sentence) => {
    const slack = await localSlack();
    slack.fail('auth.test', code);
    await expect(botFor(slack)).rejects.toThrow(sentence);
  });

  it('says when the token for the socket is wrong', async () => {
    const slack = await localSlack();
    slack.fail('apps.connections.open', 'invalid_auth');
    await expect(botFor(slack, { mode: 'socket' })).rejects.toThrow('Slack did not accept SLACK_APP_TOKEN');
  });

  it('says when the token is none of a bot', async () => {
    const slack = await localSlack();
    await expect(botFor({ ...slack, botToken: slack.appToken })).rejects.toThrow(
      'SLACK_BOT_TOKEN is not the token of a bot.',
    );
  });

  it('says when Slack cannot be reached', async () => {
    const slack = await localSlack();
    await expect(botFor({ ...slack, apiUrl: 'http://127.0.0.1:10009/api/' })).rejects.toThrow(
      'Slack could not be reached. Check the network',
    );
  });
});
