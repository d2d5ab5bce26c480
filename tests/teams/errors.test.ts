import { describe, expect, it } from 'vitest';
import { PlatformError } from '../../src/chat/platform.ts';
import { say } from '../../src/chat/reply.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { toPlatformError } from '../../src/teams/errors.ts';
import { createHour } from '../../src/teams/hour.ts';
import { PER_HOUR } from '../../src/teams/limits.ts';
import { said, teamsWithBot } from './fixture.ts';

const answered = (status: number, code = 'ServiceError', headers = {}) => ({
  response: { status, data: { error: { code, message: code } }, headers },
});

describe('what Teams answers', () => {
  const cases: [number, string, string][] = [
    [412, 'PreconditionFailed', 'unavailable'],
    [429, 'TooManyRequests', 'rate_limited'],
    [500, 'ServiceError', 'ambiguous'],
    [502, 'BadGateway', 'ambiguous'],
    [503, 'ServiceUnavailable', 'unavailable'],
    [504, 'GatewayTimeout', 'ambiguous'],
    [401, 'Unauthorized', 'unauthorised'],
    [403, 'MessageWritesBlocked', 'no_such_place'],
    [403, 'BotNotInConversationRoster', 'no_such_place'],
    [403, 'BotDisabledByAdmin', 'unauthorised'],
    [404, 'ConversationNotFound', 'no_such_place'],
    [404, 'ActivityNotFoundInConversation', 'no_such_message'],
    [400, 'BadArgument', 'rejected'],
    [413, 'MessageSizeTooBig', 'rejected'],
  ];
  it.each(cases)('%i %s is a fault that delivery understands: %s', (status, code, fault) => {
    const error = toPlatformError(answered(status, code), { doing: 'post', place: 'Web shop › CRM' });
    expect(error).toBeInstanceOf(PlatformError);
    expect((error as PlatformError).fault).toBe(fault);
    expect(error.message).toMatch(/^[A-Z][^\n]+\.$/);
    expect(error.message).not.toMatch(/undefined|!/);
  });

  it('is waited for as long as it says', () => {
    const waits = (headers: object) =>
      (toPlatformError(answered(429, 'TooManyRequests', headers), { doing: 'post' }) as PlatformError)
        .retryAfterMs;
    expect(waits({ 'retry-after': '12' })).toBe(12_000);
    expect(waits({})).toBeGreaterThan(0);
  });

  it('to a question that got lost is asked again, to a message is not known', () => {
    const lost = { code: 'ECONNRESET' };
    expect((toPlatformError(lost, { doing: 'read' }) as PlatformError).fault).toBe('unavailable');
    expect((toPlatformError(lost, { doing: 'post' }) as PlatformError).fault).toBe('ambiguous');
    expect((toPlatformError({ code: 'ECONNREFUSED' }, { doing: 'post' }) as PlatformError).fault).toBe(
      'unavailable',
    );
  });

  it('instead of a token says that the settings are at fault', () => {
    const error = toPlatformError({ errorCode: 'invalid_client' }, { doing: 'post' }) as PlatformError;
    expect(error.fault).toBe('unauthorised');
    expect(error.message).toContain('TEAMS_CLIENT_SECRET');
  });

  it('never quotes a payload', () => {
    const error = toPlatformError(answered(400, 'a text that somebody wrote'), { doing: 'post' });
    expect(error.message).not.toContain('somebody');
  });
});

describe('an answer to a person', () => {
  it.each([412, 429, 502, 504])('is sent again when Teams asks for that: %i', async (status) => {
    const waits: number[] = [];
    const sleep: Clock['sleep'] = async (ms, signal) =>
      signal ? systemClock.sleep(ms, signal) : void waits.push(ms);
    const { teams, bot } = await teamsWithBot({
      dispatch: () => say('Hello.'),
      wireClock: { ...systemClock, sleep },
    });
    teams.fail('post', { status, retryAfter: 1 }, { status, retryAfter: 1 });
    await teams.say('ana', 'standup');
    await bot.idle();
    expect(said(teams.messages('ana'))).toEqual(['Hello.']);
    // A little later each time, and never in step.
    expect(waits).toHaveLength(2);
    expect(new Set(waits).size).toBe(2);
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(500);
  });
});

describe('a conversation', () => {
  it('takes as many messages an hour as Teams allows; others are not held up', () => {
    let now = 0;
    const hour = createHour({ ...systemClock, now: () => new Date(now) });
    for (let count = 0; count < PER_HOUR; count++) hour.take('one');
    expect(() => hour.take('one')).toThrow(PlatformError);
    hour.take('other');
    now += 3_600_000;
    hour.take('one');
  });
});
