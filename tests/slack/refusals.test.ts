import { describe, expect, it } from 'vitest';
import { encode, sign } from '../support/local-slack-wire.ts';
import { slackWithBot } from './fixture.ts';
import { createWireClock } from './wire-clock.ts';

const SECRET_TEXT = 'my boss shouts at me';

const command = (more = {}) =>
  encode('command', {
    team_id: 'T1',
    user_id: 'U1',
    command: '/standup',
    text: SECRET_TEXT,
    trigger_id: '1',
    ...more,
  });

const event = (id: string) =>
  encode('event', {
    type: 'event_callback',
    team_id: 'T1',
    event_id: id,
    event: { type: 'app_home_opened', user: 'U1', tab: 'home' },
  });

/** Counted by reason, and logged in one line that holds nothing of the body. */
function expectNoted(bot: Awaited<ReturnType<typeof slackWithBot>>['bot'], reason: string) {
  const refusals = bot.lines.filter((line) => line.includes('slack.request_refused'));
  expect(refusals).toEqual([expect.stringContaining(`"reason":"${reason}"`)]);
  expect(bot.lines.join()).not.toContain(SECRET_TEXT);
  expect(bot.acts).toEqual([]);
}

describe('a request that Slack did not sign', () => {
  it.each([
    ['without a signature', { signature: null }],
    ['without a timestamp', { timestamp: null }],
    ['with a timestamp that is none', { timestamp: 'soon' }],
    ['with another signature', { signature: `v0=${'0'.repeat(64)}` }],
    ['with an empty signature', { signature: '' }],
  ])('is refused %s', async (_, wrong) => {
    const { slack, bot } = await slackWithBot();
    expect((await slack.raw({ ...command(), ...wrong })).status).toBe(401);
    expectNoted(bot, 'unsigned');
  });

  it('is refused when its body was changed on the way', async () => {
    const { slack, bot } = await slackWithBot();
    const { body } = command();
    const signature = sign(`v0:1:${body}`);
    expect((await slack.raw({ body: `${body}x`, timestamp: 1, signature })).status).toBe(401);
    expectNoted(bot, 'unsigned');
  });
});

describe('the age of a request', () => {
  it.each([
    [-301, 401],
    [-299, 200],
    [0, 200],
    [59, 200],
    [62, 401],
    [86_400, 401],
  ])('%i seconds from now is answered %i', async (seconds, status) => {
    const wireClock = createWireClock();
    const { slack, bot } = await slackWithBot({ wireClock });
    const timestamp = Math.floor(wireClock.now().getTime() / 1000) + seconds;
    expect((await slack.raw({ ...command(), timestamp })).status).toBe(status);
    if (status === 401) expectNoted(bot, 'stale');
  });
});

describe('a request that comes again', () => {
  it('is refused, and worked on once', async () => {
    const { slack, bot } = await slackWithBot();
    const timestamp = Math.floor(Date.now() / 1000);
    expect((await slack.raw({ ...command(), timestamp })).status).toBe(200);
    expect((await slack.raw({ ...command(), timestamp })).status).toBe(409);
    expect(bot.acts).toHaveLength(1);
    expect(bot.lines.filter((line) => line.includes('"reason":"replayed"'))).toHaveLength(1);
  });

  it('is remembered for as long as its signature holds', async () => {
    const wireClock = createWireClock();
    const { slack, bot } = await slackWithBot({ wireClock });
    const timestamp = Math.floor(wireClock.now().getTime() / 1000) + 60;
    await slack.raw({ ...command(), timestamp });
    wireClock.advance(359_000);
    expect((await slack.raw({ ...command(), timestamp })).status).toBe(409);
    expect(bot.acts).toHaveLength(1);
  });

  it('is an event that Slack repeats: taken with 200, and worked on once', async () => {
    const { slack, bot } = await slackWithBot();
    expect((await slack.raw(event('Ev1'))).status).toBe(200);
    const repeated = await slack.raw({
      ...event('Ev1'),
      timestamp: Math.floor(Date.now() / 1000) + 1,
      headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' },
    });
    expect(repeated.status).toBe(200);
    expect(bot.acts).toHaveLength(1);
  });
});

describe('a body that Slack would not send', () => {
  it.each([
    ['null', { body: 'null', type: 'json' as const }],
    ['no JSON', { body: '{"type":', type: 'json' as const }],
    ['a list', { body: '[]', type: 'json' as const }],
    ['nothing', { body: '', type: 'json' as const }],
    ['an unknown type', encode('event', { type: 'something' })],
    ['an event without an event', encode('event', { type: 'event_callback', team_id: 'T1' })],
    ['an event that is a string', encode('event', { type: 'event_callback', team_id: 'T1', event: 'x' })],
    ['a payload that is no JSON', { body: 'payload=%7B' }],
    ['a payload of null', { body: 'payload=null' }],
    [
      'a press without a user',
      encode('interaction', { type: 'block_actions', team: { id: 'T1' }, actions: [{}] }),
    ],
    [
      'a submission without a view',
      encode('interaction', { type: 'view_submission', team: { id: 'T1' }, user: { id: 'U1' } }),
    ],
    ['a command without a user', encode('command', { team_id: 'T1', command: '/standup' })],
    ['a command that is none', command({ command: 'standup' })],
  ])('is refused at once: %s', async (_, request) => {
    const { slack, bot } = await slackWithBot();
    const { status, ackMs } = await slack.raw(request);
    expect(status).toBe(400);
    expect(ackMs).toBeLessThan(1000);
    expectNoted(bot, 'malformed');
  });

  it('is refused when it is larger than anything of Slack', async () => {
    const { slack, bot } = await slackWithBot();
    const { status } = await slack.raw({ body: 'x'.repeat(2_200_000) });
    expect(status).toBe(413);
    expectNoted(bot, 'too_large');
  });

  it('counts what was refused', async () => {
    const { slack, bot } = await slackWithBot();
    await slack.raw({ body: 'null', type: 'json' });
    const { values } = await bot.metrics.requests.get();
    expect(values).toMatchObject([
      { labels: { platform: 'slack', kind: 'request', outcome: 'malformed' }, value: 1 },
    ]);
  });
});

describe("Slack's own trials", () => {
  it('answers the challenge with which Slack tries the address of events', async () => {
    const { slack } = await slackWithBot();
    const { ack } = await slack.raw(encode('event', { type: 'url_verification', challenge: 'abc' }));
    expect(ack).toEqual({ challenge: 'abc' });
  });

  it('answers the unsigned check of a certificate, and does nothing else with it', async () => {
    const { slack, bot } = await slackWithBot();
    expect((await slack.raw({ body: 'token=x&ssl_check=1', signature: null })).status).toBe(200);
    expect((await slack.raw({ body: `ssl_check=1&${command().body}`, signature: null })).status).toBe(401);
    expect(bot.acts).toEqual([]);
  });
});
