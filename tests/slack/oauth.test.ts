import { describe, expect, it } from 'vitest';
import { ask } from '../../src/chat/reply.ts';
import { BOT_SCOPES } from '../../src/slack/scopes.ts';
import type { LocalPerson, LocalSlack } from '../support/local-slack.ts';
import type { Bot } from './bot.ts';
import { aForm, aView, slackWithBot } from './fixture.ts';
import { createWireClock, type WireClock } from './wire-clock.ts';

/** A browser at our first page: where it is sent, and the cookie it keeps. */
async function beginInstall(bot: Bot) {
  const response = await fetch(`${bot.url}/slack/install`, { redirect: 'manual' });
  return {
    consent: response.headers.get('location') ?? '',
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  };
}

async function install(
  slack: LocalSlack,
  bot: Bot,
  installer: LocalPerson,
): Promise<{ status: number; text: string }> {
  const { consent, cookie } = await beginInstall(bot);
  const response = await fetch(slack.consent(consent, installer), { headers: { cookie } });
  return { status: response.status, text: await response.text() };
}

const sendTo = (bot: Bot, person: LocalPerson) =>
  bot.platform.send(
    { workspaceId: `w-${person.workspace}`, platform: 'slack', kind: 'person', id: person.id },
    aView('Good morning'),
    { key: 'k' },
  );

describe('installing by OAuth', () => {
  it('asks for exactly the permissions that are used, and comes back to us', async () => {
    const { bot } = await slackWithBot({ mode: 'oauth' });
    const { searchParams } = new URL((await beginInstall(bot)).consent);
    expect(searchParams.get('scope')).toBe(BOT_SCOPES.join(','));
    expect(searchParams.get('redirect_uri')).toBe(`${bot.url}/slack/oauth_redirect`);
  });

  it('keeps the installation, and hands on who installed as the first administrator', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'oauth' });
    const { status, text } = await install(slack, bot, slack.person('mia'));
    expect(status).toBe(200);
    expect(text).toContain('Tutti is now in Web shop.');
    expect(bot.told.installers).toEqual([slack.person('mia').id]);
    await sendTo(bot, slack.person('ana'));
    expect(slack.messages('ana')).toHaveLength(1);
  });

  it('serves several workspaces, each with its own token', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'oauth' });
    const other = await slack.addWorkspace({ name: 'Bakery', people: [{ name: 'zoe' }] });
    const zoe = slack.person([...other.people.keys()][0] ?? '', other);
    await install(slack, bot, slack.person('mia'));
    await install(slack, bot, zoe);
    await sendTo(bot, slack.person('ana'));
    await sendTo(bot, zoe);
    expect(slack.messages(zoe)).toHaveLength(1);
    bot.answer(() => ask(aForm()));
    expect((await slack.command(zoe, '/standup')).modal?.workspace).toBe(other.id);
    expect((await slack.command('ana', '/standup')).modal?.workspace).toBe(slack.workspace.id);
  });

  it('tells a person plainly where we are not installed', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'oauth' });
    bot.answer(() => ask(aForm()));
    const { messages } = await slack.command('ana', '/standup');
    expect(messages).toMatchObject([
      { text: 'I am not installed in this Slack workspace. Ask an administrator to install me.' },
    ]);
  });
});

describe('an installation that someone else began', () => {
  it.each([
    ['without the cookie', (state: string) => state, ''],
    ['with the cookie of another browser', (state: string) => state, 'slack-app-oauth-state=another'],
    ['with a state that was not made here', () => 'eyJhIjoxfQ.AAAA', 'slack-app-oauth-state=eyJhIjoxfQ.AAAA'],
  ])('is refused %s', async (_, change, cookie) => {
    const { slack, bot } = await slackWithBot({ mode: 'oauth' });
    const begun = await beginInstall(bot);
    const back = new URL(slack.consent(begun.consent, slack.person('mia')));
    back.searchParams.set('state', change(back.searchParams.get('state') ?? ''));
    const response = await fetch(back, { headers: { cookie } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('did not begin in this browser');
    expect(bot.installations.size).toBe(0);
  });

  it('is refused after ten minutes', async () => {
    const wireClock = createWireClock();
    const { slack, bot } = await slackWithBot({ mode: 'oauth', wireClock });
    const { consent, cookie } = await beginInstall(bot);
    wireClock.advance(600_001);
    const response = await fetch(slack.consent(consent, slack.person('mia')), { headers: { cookie } });
    expect(response.status).toBe(400);
  });

  it('is told in plain words when the person cancelled, or Slack refused', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'oauth' });
    const cancelled = await fetch(`${bot.url}/slack/oauth_redirect?error=access_denied`);
    expect(await cancelled.text()).toContain('It was cancelled in Slack.');
    slack.fail('oauth.v2.access', 'bad_client_secret');
    const { status, text } = await install(slack, bot, slack.person('mia'));
    expect(status).toBe(400);
    expect(text).toContain('SLACK_CLIENT_ID and SLACK_CLIENT_SECRET');
  });
});

describe('tokens that expire', () => {
  const HALF_A_DAY = 12 * 3600;

  /** The provider of Slack's SDK dates the first token by the system's clock, so these tests begin now. */
  async function installed(wireClock: WireClock) {
    const started = await slackWithBot({
      mode: 'oauth',
      wireClock,
      slack: { tokensExpireIn: HALF_A_DAY, clock: wireClock },
    });
    await install(started.slack, started.bot, started.slack.person('mia'));
    return started;
  }
  const now = () => new Date().toISOString();
  const renewals = (slack: LocalSlack) =>
    slack.calls.filter(
      ({ method, body }) => method === 'oauth.v2.access' && body.grant_type === 'refresh_token',
    );

  it('are renewed before they do, once, however many need them', async () => {
    const wireClock = createWireClock(now());
    const { slack, bot } = await installed(wireClock);
    wireClock.advance(11 * 3_600_000);
    await Promise.all(['ana', 'ben', 'mia'].map((name) => sendTo(bot, slack.person(name))));
    expect(renewals(slack)).toHaveLength(1);
    wireClock.advance(2 * 3_600_000);
    await sendTo(bot, slack.person('ana'));
    expect(slack.messages('ana')).toHaveLength(2);
  });

  it('are renewed again and again, with the token that came last', async () => {
    const wireClock = createWireClock(now());
    const { slack, bot } = await installed(wireClock);
    for (let days = 0; days < 3; days++) {
      wireClock.advance(11 * 3_600_000);
      await sendTo(bot, slack.person('ana'));
    }
    expect(renewals(slack)).toHaveLength(3);
    expect(bot.told.installers).toEqual([slack.person('mia').id, undefined, undefined, undefined]);
  });

  it('are used as long as they hold when Slack does not renew them', async () => {
    const wireClock = createWireClock(now());
    const { slack, bot } = await installed(wireClock);
    wireClock.advance(11 * 3_600_000);
    slack.fail('oauth.v2.access', { status: 503 });
    await sendTo(bot, slack.person('ana'));
    expect(slack.messages('ana')).toHaveLength(1);
  });

  it('are read anew when another replica has renewed them', async () => {
    const wireClock = createWireClock(now());
    const { slack, bot } = await installed(wireClock);
    await sendTo(bot, slack.person('ana'));
    const [kept] = [...bot.installations.values()];
    if (!kept) throw new Error('Nothing is installed');
    bot.installations.set(kept.externalId, {
      ...kept,
      credentials: { ...(kept.credentials as object), token: slack.botToken },
    });
    slack.fail('chat.postMessage', 'token_expired');
    await sendTo(bot, slack.person('ana'));
    expect(slack.messages('ana')).toHaveLength(2);
    expect(slack.calls.at(-1)?.token).toBe(slack.botToken);
  });
});

describe('removing us', () => {
  it('is not believed when the news comes late, after we were installed again', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'oauth' });
    await install(slack, bot, slack.person('mia'));
    await slack.event(slack.workspace.id, { type: 'app_uninstalled' });
    await bot.stop();
    expect(bot.told.revoked).toEqual([]);
  });

  it('ends all sending, until we are installed again', async () => {
    const { slack, bot } = await slackWithBot({ mode: 'oauth' });
    await install(slack, bot, slack.person('mia'));
    await slack.uninstall();
    await slack.until(() => bot.told.revoked.length > 0);
    await expect(sendTo(bot, slack.person('ana'))).rejects.toMatchObject({ fault: 'unauthorised' });
    await install(slack, bot, slack.person('mia'));
    await sendTo(bot, slack.person('ana'));
    expect(slack.messages('ana')).toHaveLength(1);
  });
});
