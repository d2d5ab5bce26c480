import { describe, expect, it } from 'vitest';
import { refusal, slackWithBot } from './fixture.ts';

describe('asking Slack whether it still knows us', () => {
  it('says the name of the workspace', async () => {
    const { slack, bot } = await slackWithBot();
    const name = await bot.platform.check?.(bot.workspaceId);
    expect(name).toBeTruthy();
    expect(slack.calls.at(-1)).toMatchObject({ method: 'auth.test' });
  });

  it('says in one sentence what is wrong when it does not', async () => {
    const { slack, bot } = await slackWithBot();
    await slack.uninstall();
    const { fault, message } = await refusal(bot.platform.check?.(bot.workspaceId) ?? Promise.resolve());
    expect(fault).toBe('unauthorised');
    expect(message).not.toContain('token_revoked');
  });
});
