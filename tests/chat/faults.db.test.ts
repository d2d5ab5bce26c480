// Long because every fault that a platform can have is told here, each with what comes of it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../src/chat/delivery.ts';
import { drainLane } from '../../src/chat/drain.ts';
import { sweep } from '../../src/chat/jobs.ts';
import type { Store } from '../../src/store/index.ts';
import { hours, minutes } from '../support/clock.ts';
import { only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { createLane, type Lane, START, viewOfText } from '../support/lane.ts';
import { createTestPlatform } from '../support/platform.ts';

let store: Store;
let lane: Lane;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  lane = await createLane(store);
});
afterEach(() => lane.close());

/** Moves to so many milliseconds after START. */
const at = (ms: number) => lane.after(Date.parse(START) + ms - lane.clock.now().getTime());
const waits = async (key: string) => (await lane.row(key)).dueAt.getTime() - lane.clock.now().getTime();

describe('a platform that is not there', () => {
  it('is tried again after ever longer pauses, from two seconds to an hour', async () => {
    const pauses: number[] = [];
    await lane.post({ greeting: { to: 'Ana' } });
    for (let tries = 0; tries < 16; tries++) {
      lane.platform.failNext('send', { fault: 'unavailable' });
      await lane.settle();
      pauses.push(await waits('greeting'));
      await lane.clock.advance(await waits('greeting'));
      await sweep(lane.context);
    }
    const expected = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600, 3600, 3600];
    for (const [index, seconds] of expected.entries()) {
      // Each message has its own share of these pauses, so that a thousand do not come back at once.
      expect(pauses[index]).toBeGreaterThanOrEqual(0.8 * 1000 * seconds - 200);
      expect(pauses[index]).toBeLessThanOrEqual(1.2 * 1000 * seconds);
    }
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: greeting']);
    expect(await lane.counted()).toEqual({ retried: 16, sent: 1 });
  });

  it('is given up after half a day, and a newer view is tried afresh', async () => {
    await lane.post({ greeting: { to: 'Ana', text: 'old' } });
    let tries = 0;
    while ((await lane.row('greeting')).state !== 'dead') {
      lane.platform.failNext('send', { fault: 'unavailable' });
      await lane.after(Math.max(0, await waits('greeting')));
      tries += 1;
    }
    expect(tries).toBe(23);
    const took = lane.clock.now().getTime() - Date.parse(START);
    expect(took).toBeGreaterThan(hours(9));
    expect(took).toBeLessThan(hours(15));
    expect(await lane.row('greeting')).toMatchObject({ view: null, errorCode: 'unavailable' });
    await lane.post({ greeting: { to: 'Ana', text: 'new' } });
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: new']);
  });
});

describe('a platform that says how long to wait', () => {
  const people = { a: { to: 'Ana' }, b: { to: 'Ben' }, c: { to: 'Dan' } };

  it('gets nothing before that, from the whole lane, and everything after it', async () => {
    lane.platform.failNext('send', { fault: 'rate_limited', retryAfterMs: 30_000 });
    await lane.post(people);
    await lane.settle();
    expect(lane.platform.calls.send).toBe(1);
    // Looked at again and again meanwhile; only the last five seconds are waited for in place.
    for (const ms of [1_000, 10_000, 24_999]) {
      await at(ms);
      expect(lane.platform.calls.send).toBe(1);
    }
    await at(29_999);
    expect(lane.times()).toEqual([30_000, 30_200, 30_400]);
    expect(lane.platform.calls.send).toBe(4);
    expect(await lane.counted()).toEqual({ retried: 1, sent: 3 });
  });

  it('is waited for by what is written meanwhile, and after a restart', async () => {
    lane.platform.failNext('send', { fault: 'rate_limited', retryAfterMs: 30_000 });
    await lane.post({ a: { to: 'Ana' } });
    await lane.settle();
    await lane.clock.advance(10_000);
    await lane.post({ a: { to: 'Ana', text: 'newer' }, b: { to: 'Ben' } });
    await lane.settle();
    expect(lane.platform.calls.send).toBe(1);
    await at(24_999);
    expect(lane.platform.calls.send).toBe(1);
    await at(29_999);
    expect(lane.seen().sort()).toEqual(['Ana: newer', 'Ben: b']);
    expect(lane.times()).toEqual([30_000, 30_200]);
    expect(lane.platform.calls.send).toBe(3);
  });

  it('is waited for in place when it is short', async () => {
    lane.platform.failNext('send', { fault: 'rate_limited', retryAfterMs: 1_000 });
    await lane.post({ a: { to: 'Ana' } });
    await lane.settle();
    await lane.post({ b: { to: 'Ben' } });
    await lane.settle();
    expect(lane.times()).toEqual([1_000, 1_200]);
  });

  it('does not lead to giving up, however often it says so', async () => {
    await lane.post({ a: { to: 'Ana' } });
    for (let times = 0; times < 40; times++) {
      lane.platform.failNext('send', { fault: 'rate_limited', retryAfterMs: 60_000 });
      await lane.after(60_000);
    }
    await lane.after(60_000);
    expect(lane.seen()).toEqual(['Ana: a']);
  });
});

describe('a token that is refused', () => {
  it('holds everything up, loses nothing, and lets it out once it is mended', async () => {
    await lane.post({ a: { to: 'Ana' }, b: { to: 'Ben' }, c: { to: 'C1' } });
    for (let times = 0; times < 60; times++) {
      lane.platform.failNext('send', { fault: 'unauthorised' });
      await lane.after(minutes(1));
    }
    expect(lane.seen()).toEqual([]);
    // One message a minute is tried, not all of them.
    expect(lane.platform.calls.send).toBe(60);
    expect(lane.logged.filter((line) => line.includes('delivery.unauthorised'))).toHaveLength(60);
    await lane.after(minutes(2));
    expect(lane.seen().sort()).toEqual(['Ana: a', 'Ben: b', 'C1: c']);
  });

  it('of a workspace that removed the bot is not even tried, until it is installed again', async () => {
    const { workspaceId } = lane;
    await store.db.installation.updateMany({ where: { workspaceId }, data: { revokedAt: lane.clock.now() } });
    await lane.post({ a: { to: 'Ana' } });
    await lane.after(minutes(10));
    expect(lane.platform.calls.send).toBe(0);
    await store.db.installation.updateMany({ where: { workspaceId }, data: { revokedAt: null } });
    await lane.after(minutes(1));
    expect(lane.seen()).toEqual(['Ana: a']);
  });
});

describe('a message that somebody deleted', () => {
  it('is posted anew with what it would say now', async () => {
    await lane.post({ round: { to: 'C1', text: '1 of 3 answered' } });
    await lane.settle();
    lane.platform.delete(only(lane.platform.shown));
    await lane.post({ round: { to: 'C1', text: '2 of 3 answered' } });
    await lane.settle();
    await lane.after(3_000);
    expect(lane.seen()).toEqual(['C1: 2 of 3 answered']);
    expect(await lane.row('round')).toMatchObject({ state: 'sent', messageRef: 'C1:2' });
  });

  it('takes its thread along: later answers wait for the new one', async () => {
    await lane.post({ round: { to: 'C1' } });
    await lane.settle();
    lane.platform.delete(only(lane.platform.shown));
    await lane.post({ answer: { to: 'C1', threadKey: 'round' } });
    await lane.after(1_000);
    expect(lane.seen()).toEqual([]);
    await lane.post({ round: { to: 'C1', text: '1 of 3 answered' } });
    for (let times = 0; times < 5; times++) await lane.after(10_000);
    expect(lane.seen()).toEqual(['C1: 1 of 3 answered', 'C1: answer']);
    expect(lane.platform.inThread(only(lane.platform.in('C1')))).toHaveLength(1);
  });
});

describe('a place that is gone', () => {
  const round = { to: 'C1', reportTo: 'Ana' };
  const gone = () => lane.platform.channels.delete('C1');

  it('ends its messages and those in their threads, and tells who can mend it, in one sentence', async () => {
    gone();
    await lane.post({ round, answer: { to: 'C1', threadKey: 'round' }, other: { to: 'Ben' } });
    await lane.settle();
    expect(lane.seen().sort()).toEqual(['Ana: There is no such channel.', 'Ben: other']);
    expect(await lane.row('round')).toMatchObject({ state: 'dead', view: null, errorCode: 'no_such_place' });
    expect(await lane.row('answer')).toMatchObject({ state: 'dead' });
    expect(await lane.counted()).toMatchObject({ dead: 1 });
  });

  it('gets what was meant for the thread once its message arrives after all', async () => {
    gone();
    await lane.post({ round, answer: { to: 'C1', threadKey: 'round', text: 'what Ben said' } });
    await lane.settle();
    lane.platform.channels.set('C1', { name: 'crm-rollout', members: [] });
    await lane.post({ round });
    await lane.settle();
    const [message] = lane.platform.in('C1');
    if (!message) throw new Error('Nothing arrived.');
    expect(lane.platform.inThread(message).map(({ view }) => view.summary)).toEqual(['what Ben said']);
    expect(await lane.row('answer')).toMatchObject({ state: 'sent', view: null });
  });

  it('is told of once a day, not with every answer', async () => {
    gone();
    for (let answers = 0; answers < 5; answers++) {
      await lane.post({ round });
      await lane.settle();
    }
    expect(lane.seen()).toEqual(['Ana: There is no such channel.']);
    expect(only(lane.platform.shown).edits).toBe(0);
    await lane.clock.advance(hours(24));
    await lane.post({ round });
    await lane.settle();
    expect(lane.seen()).toHaveLength(2);
  });

  it('is used again once it is back', async () => {
    gone();
    await lane.post({ round });
    await lane.settle();
    lane.platform.channels.set('C1', { name: 'crm-rollout', members: [] });
    await lane.post({ round });
    await lane.post({ answer: { to: 'C1', threadKey: 'round' } });
    await lane.settle();
    expect(lane.seen()).toContain('C1: round');
    expect(lane.seen()).toContain('C1: answer');
  });

  it('can be exchanged for another one', async () => {
    await lane.post({ round });
    await lane.settle();
    gone();
    await lane.post({ round });
    await lane.settle();
    await lane.post({ round: { to: 'C2', text: 'round, moved' } });
    await lane.settle();
    expect(lane.seen()).toEqual(['C1: round', 'Ana: There is no such channel.', 'C2: round, moved']);
  });

  it('keeps its message where it is while that can be edited', async () => {
    await lane.post({ round });
    await lane.settle();
    await lane.post({ round: { to: 'C2', text: 'round, edited' } });
    await lane.settle();
    expect(lane.seen()).toEqual(['C1: round, edited']);
  });

  it('is nobody’s business when the person who should hear of it is gone too', async () => {
    gone();
    lane.platform.failNext('send', { fault: 'no_such_place' }, { fault: 'no_such_place' });
    await lane.post({ round });
    await lane.settle();
    expect(lane.seen()).toEqual([]);
    expect(await store.db.delivery.count({ where: { state: 'dead' } })).toBe(2);
  });

  it('says the reason of a message that the platform refuses', async () => {
    lane.platform.failNext('send', { fault: 'rejected', sentence: 'Slack refused this (too_long).' });
    await lane.post({ round });
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: Slack refused this (too_long).']);
    expect(await lane.row('round')).toMatchObject({ state: 'dead', errorCode: 'rejected' });
  });
});

describe('stopping', () => {
  it('ends between two messages, finishes what is under way, and leaves the rest', async () => {
    const posts = Array.from({ length: 10 }, (_, index) => [`m${index}`, { to: `U${index}` }]);
    await lane.post(Object.fromEntries(posts));
    const stopping = new AbortController();
    const { send } = lane.platform;
    lane.platform.send = (...args) => {
      if (lane.platform.calls.send === 3) stopping.abort();
      return send(...args);
    };
    await drainLane(lane.context, { workspaceId: lane.workspaceId, platform: 'slack' }, stopping.signal);
    expect(lane.platform.shown).toHaveLength(4);
    expect(await store.db.delivery.count({ where: { state: 'sent' } })).toBe(4);
    expect(await store.db.delivery.count({ where: { state: 'pending' } })).toBe(6);
    await lane.after(0);
    expect(new Set(lane.seen()).size).toBe(10);
    expect(lane.seen()).toHaveLength(10);
  });
});

describe('two lanes', () => {
  it('do not wait for each other, whatever happens in one of them', async () => {
    const teams = createTestPlatform(lane.clock, 'teams');
    (lane.context.platforms as Map<string, typeof teams>).set('teams', teams);
    const { workspaceId } = lane;
    lane.platform.failNext('send', { fault: 'rate_limited', retryAfterMs: 3_600_000 });
    await lane.post({ a: { to: 'Ana' }, b: { to: 'Ben' } });
    await lane.settle();
    for (const id of ['Ben', 'Dan', 'Eve']) {
      const to = { workspaceId, platform: 'teams', kind: 'person', id } as const;
      await deliver(lane.context, store.db, { key: `teams:${id}`, to, view: viewOfText('Hello') });
    }
    await lane.settle();
    expect(teams.shown).toHaveLength(3);
    expect(lane.clock.now().getTime() - Date.parse(START)).toBeLessThan(2_000);
    expect(lane.seen()).toEqual([]);
  });
});
