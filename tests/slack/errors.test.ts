import { describe, expect, it } from 'vitest';
import type { LocalFault } from '../support/local-slack.ts';
import { startBot } from './bot.ts';
import { aView, localSlack, refusal, slackWithBot, toChannel, toPerson } from './fixture.ts';

describe('what goes wrong is told in one sentence to whoever can mend it', () => {
  const cases: [string, LocalFault, string, string][] = [
    [
      'rate limited',
      { retryAfter: 7 },
      'rate_limited',
      'Slack asked me to slow down. I will try again by myself.',
    ],
    [
      'removed from the channel',
      'not_in_channel',
      'no_such_place',
      'I could not post in #crm-rollout: I was removed from it. Invite me with /invite @Tutti, or choose another channel.',
    ],
    [
      'an archived channel',
      'is_archived',
      'no_such_place',
      'I could not post in #crm-rollout: it is archived. Restore it, or choose another channel.',
    ],
    [
      'a channel that is gone',
      'channel_not_found',
      'no_such_place',
      'I could not post in #crm-rollout: it is gone, or I am not in it. Invite me with /invite @Tutti, or choose another channel.',
    ],
    [
      'a revoked token',
      'token_revoked',
      'unauthorised',
      'Slack no longer accepts my access to this workspace. Ask an administrator to install me again.',
    ],
    [
      'a removed app',
      'account_inactive',
      'unauthorised',
      'Slack no longer accepts my access to this workspace. Ask an administrator to install me again.',
    ],
    [
      'a missing permission',
      'missing_scope',
      'unauthorised',
      'I lack a permission in Slack. Ask an administrator to install me again, which asks for it.',
    ],
    [
      'blocks that Slack refuses',
      'invalid_blocks',
      'rejected',
      'Slack refused this (invalid_blocks). Please tell your administrator; trying again will not help.',
    ],
    [
      'a message too long',
      'msg_too_long',
      'rejected',
      'Slack refused this (msg_too_long). Please tell your administrator; trying again will not help.',
    ],
    [
      'a fault of Slack that may have come after',
      { status: 500 },
      'ambiguous',
      'Slack did not say whether it took my message. I will look, and send it again only if it is missing.',
    ],
    [
      'a gateway that gave up',
      { status: 504 },
      'ambiguous',
      'Slack did not say whether it took my message. I will look, and send it again only if it is missing.',
    ],
    [
      'a broken connection',
      { broken: true },
      'ambiguous',
      'Slack did not say whether it took my message. I will look, and send it again only if it is missing.',
    ],
    [
      'Slack out of order',
      { status: 503 },
      'unavailable',
      'I could not reach Slack. I will try again by myself; if this lasts, check the network and https://status.slack.com.',
    ],
  ];

  it.each(cases)('%s', async (_, fault, kind, sentence) => {
    const { slack, bot } = await slackWithBot();
    slack.fail('chat.postMessage', fault);
    const error = await refusal(bot.platform.send(toChannel(slack, bot), aView('x'), { key: 'k' }));
    expect(error.fault).toBe(kind);
    expect(error.message).toBe(sentence);
  });

  it('says how long Slack asked to wait', async () => {
    const { slack, bot } = await slackWithBot();
    slack.fail('chat.postMessage', { retryAfter: 7 });
    const { retryAfterMs } = await refusal(
      bot.platform.send(toChannel(slack, bot), aView('x'), { key: 'k' }),
    );
    expect(retryAfterMs).toBe(7000);
  });

  it('says of a person who left that they have no account', async () => {
    const { slack, bot } = await slackWithBot({ slack: { people: [{ name: 'ana', active: false }] } });
    const error = await refusal(bot.platform.send(toPerson(slack, bot), aView('x'), { key: 'k' }));
    expect(error.fault).toBe('no_such_place');
    expect(error.message).toBe(
      'I could not write to them: they have no active account in this Slack workspace.',
    );
  });

  it('is certain that nothing was sent when Slack cannot be reached', async () => {
    const slack = await localSlack();
    const bot = await startBot(slack);
    const to = toChannel(slack, bot);
    await bot.close();
    await slack.close();
    const { fault } = await refusal(bot.platform.send(to, aView('x'), { key: 'k' }));
    expect(fault).toBe('unavailable');
  });

  it('sends a message once only, whatever goes wrong', async () => {
    const { slack, bot } = await slackWithBot();
    slack.fail('chat.postMessage', { broken: true, done: true });
    await refusal(bot.platform.send(toChannel(slack, bot), aView('x'), { key: 'k' }));
    expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
  });

  it('is refused in plain words where we are not installed', async () => {
    const { slack, bot } = await slackWithBot();
    const to = { ...toChannel(slack, bot), workspaceId: 'another' };
    const error = await refusal(bot.platform.send(to, aView('x'), { key: 'k' }));
    expect(error.fault).toBe('unauthorised');
    expect(error.message).toBe(
      'I am not installed in this Slack workspace. Ask an administrator to install me.',
    );
  });
});
