import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, Offline, pathOf, Refusal } from '../../web/src/api/call.ts';
import { isStaleBy } from '../../web/src/api/hooks.ts';
import { isSignedOut } from '../../web/src/api/queries.ts';
import { isLost, sentenceOf } from '../../web/src/view/submission.ts';

afterEach(() => vi.unstubAllGlobals());

const answering = (answer: () => Response | Promise<Response>) => {
  const fetch = vi.fn(async (_path: string, _options: RequestInit) => answer());
  vi.stubGlobal('fetch', fetch);
  return fetch;
};
const fault = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the address of a route', () => {
  it('has its parameters filled in and its query written, whatever is in them', () => {
    const id = '7b1f6c1e-2f6e-4f0e-9d38-111111111111';
    expect(pathOf('GET /api/rounds/{id}', { params: { id } })).toBe(`/api/rounds/${id}`);
    expect(pathOf('DELETE /api/holidays/{date}', { params: { date: '2026/12/24' } })).toBe(
      '/api/holidays/2026%2F12%2F24',
    );
    expect(pathOf('GET /api/choices/people', { query: { text: 'a & b=c' } })).toBe(
      '/api/choices/people?text=a+%26+b%3Dc',
    );
  });

  it('leaves out what is not given', () => {
    expect(pathOf('GET /api/answers', { query: { before: undefined } })).toBe('/api/answers');
  });
});

describe('asking the server', () => {
  it('sends a body as JSON, and only where there is one', async () => {
    const fetch = answering(() => new Response('{}'));
    await call('POST /api/sign-in', { body: { token: 'x' } });
    await call('POST /api/sign-out', {});
    expect(fetch.mock.calls).toMatchObject([
      [
        '/api/sign-in',
        { method: 'POST', body: '{"token":"x"}', headers: { 'content-type': 'application/json' } },
      ],
      ['/api/sign-out', { method: 'POST' }],
    ]);
    expect(fetch.mock.calls[1]?.[1]).not.toHaveProperty('body');
  });

  it('hands on the sentence of a refusal, and those of its fields', async () => {
    answering(() => fault(422, { error: 'bad_absence', message: 'Not so.', fields: { to: 'Too early.' } }));
    const error = await caught(
      call('POST /api/absences', { body: { from: '2026-11-24', to: '2026-11-23' } }),
    );
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({
      status: 422,
      code: 'bad_absence',
      message: 'Not so.',
      fields: { to: 'Too early.' },
    });
  });

  it('has a sentence of its own where something between answers with a page', async () => {
    answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(await caught(call('GET /api/me', {}))).toMatchObject({
      status: 502,
      code: 'unknown',
      message: 'The server did not answer as expected. Please try again in a minute.',
    });
  });

  it('is offline when the request does not get through, and when the answer breaks off', async () => {
    answering(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await caught(call('GET /api/me', {}))).toBeInstanceOf(Offline);
    answering(
      () =>
        new Response(
          new ReadableStream({
            start(stream) {
              stream.enqueue(new TextEncoder().encode('{"id":'));
              stream.error(new TypeError('network error'));
            },
          }),
        ),
    );
    expect(await caught(call('GET /api/me', {}))).toBeInstanceOf(Offline);
  });

  it('is not offline when the page itself no longer wants the answer', async () => {
    answering(() => Promise.reject(new DOMException('stop', 'AbortError')));
    expect(await caught(call('GET /api/me', {}))).toMatchObject({ name: 'AbortError' });
  });
});

describe('what a failed submission means', () => {
  const refusal = (status: number, code = 'x') => new Refusal(status, { error: code, message: 'No.' });

  it('is lost when nobody knows whether it was carried out, and is sent again under its key', () => {
    for (const error of [new Offline(), refusal(502), refusal(503), refusal(504), refusal(409, 'under_way')])
      expect(isLost(error), String(error)).toBe(true);
    for (const error of [
      refusal(401),
      refusal(409),
      refusal(422),
      refusal(429),
      refusal(500),
      new Error('x'),
    ])
      expect(isLost(error), String(error)).toBe(false);
  });

  it('is one sentence, never a stack or a code', () => {
    expect(sentenceOf(refusal(422))).toBe('No.');
    expect(sentenceOf(new Offline())).toMatch(/^There is no connection/);
    expect(sentenceOf(new TypeError('x is not a function'))).not.toContain('function');
  });

  it('asks who is here only when the session is gone', () => {
    expect(isSignedOut(refusal(401))).toBe(true);
    expect(isSignedOut(refusal(403))).toBe(false);
    expect(isSignedOut(null)).toBe(false);
  });
});

describe('a change', () => {
  it('makes stale what shows it, and nothing else', () => {
    expect(isStaleBy(['GET /api/inbox', {}], 'inbox')).toBe(true);
    expect(isStaleBy(['GET /api/inbox', {}], 'rounds')).toBe(true);
    expect(isStaleBy(['GET /api/today', {}], 'inbox')).toBe(false);
    expect(isStaleBy(['GET /api/people', {}], 'people')).toBe(true);
    expect(isStaleBy(['GET /api/people', {}], 'rounds')).toBe(false);
  });
});
