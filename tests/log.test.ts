import { describe, expect, it } from 'vitest';
import { errorCode, TuttiError } from '../src/errors.ts';
import { createLog, type LogLevel } from '../src/log.ts';

function logging(level: LogLevel = 'debug') {
  const lines: string[] = [];
  return { lines, log: createLog(level, (line) => lines.push(line)) };
}

/** The one line that logging an error makes. */
function lineOf(error: unknown): string {
  const { lines, log } = logging();
  log.error('test.failed', error, { platform: 'slack' });
  expect(lines).toHaveLength(1);
  return lines.join('');
}

describe('the log', () => {
  it('is one JSON object a line, with the event and its fields', () => {
    const { lines, log } = logging();
    log.debug('test.debug', { count: 3 });
    log.info('test.info');
    log.warn('test.warn', { platform: 'slack', missing: undefined });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 20, event: 'test.debug', count: 3 },
      { level: 30, event: 'test.info' },
      { level: 40, event: 'test.warn', platform: 'slack' },
    ]);
    expect(lines.every((line) => line.endsWith('}\n'))).toBe(true);
  });

  it('leaves out what is below its level, and everything when it is silent', () => {
    const { lines, log } = logging('warn');
    log.info('test.info');
    expect(lines).toEqual([]);
    log.warn('test.warn');
    expect(lines).toHaveLength(1);
    const silent = logging('silent');
    silent.log.error('test.failed', new Error());
    expect(silent.lines).toEqual([]);
  });
});

describe('an error in the log', () => {
  it('is its code and its place', () => {
    const line = lineOf(new TuttiError('no_such_thing', 'There is none.'));
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      event: 'test.failed',
      platform: 'slack',
      code: 'no_such_thing',
      at: expect.stringContaining('log.test.ts'),
    });
    expect(JSON.parse(lineOf(new RangeError('x')))).toMatchObject({ code: 'RangeError' });
  });

  it.each([
    ['on one line', 'canary'],
    ['on several', 'first\ncanary\n  canary'],
    ['that looks like a place in the code', 'first\n    at canary (/home/canary.ts:1:2)\n    at canary'],
    ['that ends like one', 'a\n    at canary (/home/canary.ts:1:2)'],
  ])('never repeats its message: %s', (_case, message) => {
    const line = lineOf(new Error(message));
    expect(line).not.toContain('canary');
    expect(JSON.parse(line).at).toMatch(/log\.test\.ts/);
  });

  it('never repeats a message that was changed after it was made', () => {
    const error = new Error('canary\n    at canary (/canary.ts:1:2)');
    error.message = 'something else';
    expect(lineOf(error)).not.toContain('canary');
  });

  it('never repeats its cause, nor what else it carries', () => {
    const error = new Error('canary', { cause: new Error('canary') });
    expect(lineOf(Object.assign(error, { body: 'canary', detail: 'canary' }))).not.toContain('canary');
    expect(lineOf(new AggregateError([new Error('canary')], 'canary'))).not.toContain('canary');
  });

  it.each([
    ['a string', 'canary'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { message: 'canary', name: 'canary' }],
    ['an error with a strange code', Object.assign(new Error('x'), { code: 'canary said so' })],
  ])('may be anything thrown: %s', (_case, thrown) => {
    expect(lineOf(thrown)).not.toContain('canary');
    expect(JSON.parse(lineOf(thrown))).toMatchObject({ event: 'test.failed', code: expect.any(String) });
  });
});

describe('the code of an error', () => {
  it.each([
    [new TuttiError('role', 'No.'), 'role'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [Object.assign(new Error('x'), { code: '40P01' }), '40P01'],
    [Object.assign(new Error('x'), { code: 7 }), 'Error'],
    [{ message: 'a plain object, as some libraries hand on', code: '57P01' }, '57P01'],
    [new SyntaxError('x'), 'SyntaxError'],
    ['a string', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('of %s is %s', (error, code) => {
    expect(errorCode(error)).toBe(code);
  });
});
