import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/api/fault.ts';
import { PlatformError } from '../../src/chat/platform.ts';
import { TuttiError } from '../../src/errors.ts';
import { deviceOf } from '../../src/web/device.ts';
import { faultOf, toPlatformError } from '../../src/web/errors.ts';

const statusOf = (error: unknown) => faultOf(error)?.status;
const withCode = (code: string) => Object.assign(new Error('somebody’s text'), { code });

describe('the status of a fault', () => {
  it.each([
    ['not_signed_in', 401],
    ['role', 403],
    ['not_manager', 403],
    ['no_such_round', 404],
    ['link_gone', 404],
    ['name_taken', 409],
    ['import_changed', 409],
    ['just_started', 409],
    ['rate_limited', 429],
    ['unavailable', 503],
    ['bad_time', 422],
    ['roles', 422],
    ['begone', 422],
  ])('%s is %i', (code, status) => {
    expect(faultOf(new TuttiError(code, 'One sentence.'))).toEqual({
      status,
      body: { error: code, message: 'One sentence.' },
    });
  });

  it('is what the route says where it says so, with sentences by field', () => {
    const fields = { name: 'Name is empty.' };
    expect(faultOf(new ApiError(418, 'role', 'One sentence.', { fields }))).toEqual({
      status: 418,
      body: { error: 'role', message: 'One sentence.', fields },
    });
  });

  it('says how long to wait where a platform says so', () => {
    expect(faultOf(new PlatformError('rate_limited', 'Slower.', { retryAfterMs: 1200 }))).toMatchObject({
      status: 429,
      retryAfterSeconds: 2,
    });
  });

  it('is ours for whatever else is thrown, and nothing of it is shown', () => {
    for (const error of [new Error('text'), withCode('P2002'), 'text', null, undefined, { status: 200 }])
      expect(faultOf(error)).toBeUndefined();
    expect(statusOf({ type: 'entity.too.large', status: 413 })).toBe(413);
    expect(statusOf({ type: 'toString', status: 400, message: 'CANARY' })).toBe(400);
    expect(JSON.stringify(faultOf({ type: 'x', status: 400, message: 'CANARY' }))).not.toContain('CANARY');
  });
});

describe('a fault of the database while a message is written', () => {
  it.each([
    ['P1001', 'unavailable'],
    ['P2024', 'unavailable'],
    ['ECONNREFUSED', 'unavailable'],
    ['P2003', 'no_such_message'],
    ['P2002', 'rejected'],
    ['P1017', 'ambiguous'],
    ['P2028', 'ambiguous'],
    ['unheard_of', 'ambiguous'],
  ])('%s is %s', (code, fault) => {
    const error = toPlatformError(withCode(code));
    expect(error).toMatchObject({ fault, message: expect.stringMatching(/^[A-Z][^\n]+\.$/) });
    expect(error.message).not.toContain('somebody');
  });

  it('that is in our words already stays as it is', () => {
    const ours = new PlatformError('no_such_place', 'That department is gone.');
    expect(toPlatformError(ours)).toBe(ours);
  });
});

describe('a browser in words', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'Firefox on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Safari on macOS',
    ],
    ['Mozilla/5.0 (X11; Linux x64) Something/1.0', 'A browser on Linux'],
    ['curl/8.0', 'A browser'],
    [undefined, 'A browser'],
  ])('%s', (userAgent, words) => {
    expect(deviceOf(userAgent)).toBe(words);
  });
});
