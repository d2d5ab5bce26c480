import { describe, expect, it } from 'vitest';
import type { SlackVisitor } from '../../src/slack/open-id.ts';
import type { LocalPerson, LocalSlack } from '../support/local-slack.ts';
import type { Bot } from './bot.ts';
import { slackWithBot } from './fixture.ts';
import { createWireClock } from './wire-clock.ts';

const COOKIE = 'tutti=a-session; Path=/; HttpOnly; SameSite=Lax';

/** Our side with somebody who lets everybody in whom they know. */
async function opened(options: { publicUrl?: string; wireClock?: ReturnType<typeof createWireClock> } = {}) {
  const visitors: SlackVisitor[] = [];
  const strangers = new Set<string>();
  const { slack, bot } = await slackWithBot({
    mode: 'oauth',
    ...options,
    ...(options.wireClock && { slack: { clock: options.wireClock } }),
    letIn: async (visitor) => {
      visitors.push(visitor);
      return strangers.has(visitor.user) ? undefined : COOKIE;
    },
  });
  return { slack, bot, visitors, strangers };
}

/** A browser that presses "Sign in with Slack": where it is sent, and the cookie it keeps. */
async function begin(bot: Bot) {
  const response = await fetch(`${bot.url}/slack/sign_in`, { redirect: 'manual' });
  return {
    status: response.status,
    consent: response.headers.get('location') ?? '',
    set: response.headers.get('set-cookie') ?? '',
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  };
}

async function comeBack(url: string | URL, cookie: string) {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie, 'user-agent': 'A test' } });
  return {
    status: response.status,
    to: response.headers.get('location'),
    cookies: response.headers.getSetCookie(),
    text: await response.text(),
  };
}

async function signIn(slack: LocalSlack, bot: Bot, person: LocalPerson) {
  const { consent, cookie } = await begin(bot);
  return comeBack(slack.consent(consent, person), cookie);
}

describe('signing in with Slack', () => {
  it('asks Slack who it is, in a way that only this browser can end', async () => {
    const { slack, bot } = await opened();
    const { status, consent, set } = await begin(bot);
    const { origin, pathname, searchParams } = new URL(consent);
    expect([status, origin, pathname]).toEqual([302, slack.url, '/openid/connect/authorize']);
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      scope: 'openid profile',
      client_id: slack.clientId,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: `${bot.url}/slack/sign_in_redirect`,
    });
    for (const part of ['Path=/slack/sign_in_redirect', 'Max-Age=600', 'HttpOnly', 'SameSite=Lax']) {
      expect(set.split('; ')).toContain(part);
    }
    expect(set).not.toContain('Secure');
  });

  it('hands on whom Slack vouches for, and leads to the page with the cookie that lets them in', async () => {
    const { slack, bot, visitors } = await opened();
    const answered = await signIn(slack, bot, slack.person('ana'));
    expect([answered.status, answered.to]).toEqual([302, `${bot.url}/`]);
    expect(answered.cookies).toContain(COOKIE);
    expect(visitors).toMatchObject([
      {
        team: slack.workspace.id,
        user: slack.person('ana').id,
        request: { headers: { 'user-agent': 'A test' } },
      },
    ]);
    expect(bot.lines.join()).not.toContain(slack.person('ana').id);
  });

  it('keeps its own cookie to https where the page has such an address', async () => {
    const { bot } = await opened({ publicUrl: 'https://tutti.example.com' });
    const { set, consent } = await begin(bot);
    expect(set).toContain('Secure');
    expect(new URL(consent).searchParams.get('redirect_uri')).toBe(
      'https://tutti.example.com/slack/sign_in_redirect',
    );
  });

  it('tells a stranger so in one sentence', async () => {
    const { slack, bot, strangers } = await opened();
    strangers.add(slack.person('ben').id);
    const answered = await signIn(slack, bot, slack.person('ben'));
    expect(answered.status).toBe(400);
    expect(answered.text).toContain(
      'Slack knows you, but Tutti is not in that workspace, or you have left it.',
    );
    expect(answered.cookies).not.toContain(COOKIE);
  });
});

describe('a sign-in with Slack that is not as it should be', () => {
  it.each([
    ['without the cookie', (url: URL) => url, () => ''],
    ['with the cookie of another sign-in', (url: URL) => url, (_own: string, other: string) => other],
    ['with a cookie that was not made here', (url: URL) => url, () => 'tutti-slack-sign-in=e30.AAAA'],
    ['with a changed state', (url: URL) => change(url, 'state', 'another'), (own: string) => own],
    ['without a state', (url: URL) => change(url, 'state', ''), (own: string) => own],
  ])('is refused %s', async (_how, alter, choose) => {
    const { slack, bot, visitors } = await opened();
    const [mine, others] = [await begin(bot), await begin(bot)];
    const url = alter(new URL(slack.consent(mine.consent, slack.person('ana'))));
    const answered = await comeBack(url, choose(mine.cookie, others.cookie));
    expect(answered.status).toBe(400);
    expect(answered.text).toContain('This page did not begin in this browser within the last ten minutes.');
    expect([answered.cookies.includes(COOKIE), visitors]).toEqual([false, []]);
  });

  it('is refused after ten minutes', async () => {
    const wireClock = createWireClock();
    const { slack, bot, visitors } = await opened({ wireClock });
    const { consent, cookie } = await begin(bot);
    wireClock.advance(600_001);
    const answered = await comeBack(slack.consent(consent, slack.person('ana')), cookie);
    expect([answered.status, visitors]).toEqual([400, []]);
  });

  it.each([
    ['of another app', { aud: 'another' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['of another sign-in', { nonce: 'another' }],
    ['that has expired', { exp: 1 }],
    ['that names nobody', { 'https://slack.com/user_id': undefined }],
    ['that names no workspace', { 'https://slack.com/team_id': 7 }],
  ])('is refused with an answer %s', async (_what, claims) => {
    const { slack, bot, visitors } = await opened();
    Object.assign(slack.claims, claims);
    const answered = await signIn(slack, bot, slack.person('ana'));
    expect(answered.status).toBe(400);
    expect(answered.text).toContain('Slack’s answer was not meant for this sign-in.');
    expect(visitors).toEqual([]);
  });

  it('is told in plain words when the person cancelled, or Slack refused or was away', async () => {
    const { slack, bot } = await opened();
    const cancelled = await comeBack(`${bot.url}/slack/sign_in_redirect?error=access_denied`, '');
    expect(cancelled.text).toContain('It was cancelled in Slack.');
    for (const fault of ['invalid_code', { status: 503 }] as const) {
      slack.fail('openid.connect.token', fault);
      const answered = await signIn(slack, bot, slack.person('ana'));
      expect([answered.status, answered.text]).toEqual([
        400,
        expect.stringContaining('Slack did not confirm who you are. Please try again in a minute.'),
      ]);
    }
  });

  it('cannot be ended twice with the same code', async () => {
    const { slack, bot, visitors } = await opened();
    const { consent, cookie } = await begin(bot);
    const back = slack.consent(consent, slack.person('ana'));
    expect((await comeBack(back, cookie)).status).toBe(302);
    expect((await comeBack(back, cookie)).status).toBe(400);
    expect(visitors).toHaveLength(1);
  });
});

function change(url: URL, name: string, value: string): URL {
  url.searchParams.set(name, value);
  return url;
}
