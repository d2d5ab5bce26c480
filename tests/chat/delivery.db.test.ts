import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../src/chat/delivery.ts';
import type { Store } from '../../src/store/index.ts';
import { only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { createLane, type Lane, viewOfText } from '../support/lane.ts';

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

describe('a message', () => {
  it('goes out once its cause is committed', async () => {
    await lane.post({ greeting: { to: 'Ana', text: 'Hello Ana' }, news: { to: 'C1', text: 'News' } });
    expect(lane.seen()).toEqual([]);
    await lane.settle();
    expect(lane.seen().sort()).toEqual(['Ana: Hello Ana', 'C1: News']);
    expect(await lane.counted()).toEqual({ sent: 2 });
  });

  it('does not exist when its cause is rolled back', async () => {
    const cause = store.db.$transaction(async (tx) => {
      const to = { workspaceId: lane.workspaceId, platform: 'slack', kind: 'person', id: 'Ana' } as const;
      await deliver(lane.context, tx, { key: 'greeting', to, view: viewOfText('Hello') });
      throw new Error('rolled back');
    });
    await expect(cause).rejects.toThrow('rolled back');
    await lane.settle();
    expect(lane.seen()).toEqual([]);
    expect(await store.db.delivery.count()).toBe(0);
  });

  it('is sent once however often its cause is carried out', async () => {
    await lane.post({ greeting: { to: 'Ana', text: 'Hello' } });
    await lane.post({ greeting: { to: 'Ana', text: 'Hello' } });
    await lane.settle();
    await lane.post({ greeting: { to: 'Ana', text: 'Hello' } });
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: Hello']);
  });

  it('shows the later of two views that one cause has for it', async () => {
    const to = { workspaceId: lane.workspaceId, platform: 'slack', kind: 'person', id: 'Ana' } as const;
    const views = ['first', 'second'].map((text) => ({ key: 'same', to, view: viewOfText(text) }));
    await deliver(lane.context, store.db, ...views);
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: second']);
  });

  it('is edited in place when it is delivered again under its key', async () => {
    await lane.post({ greeting: { to: 'Ana', text: 'Hello' } });
    await lane.settle();
    await lane.post({ greeting: { to: 'Ana', text: 'Hello again' } });
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: Hello again']);
    expect(only(lane.platform.shown).edits).toBe(1);
    expect(await lane.counted()).toEqual({ sent: 1, updated: 1 });
  });

  it('shows the newer view that came while the older one was being sent', async () => {
    await lane.post({ greeting: { to: 'Ana', text: 'older' } });
    const { send } = lane.platform;
    lane.platform.send = async (...args) => {
      lane.platform.send = send;
      const ref = await send(...args);
      await lane.post({ greeting: { to: 'Ana', text: 'newer' } });
      return ref;
    };
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: newer']);
    expect(only(lane.platform.shown).edits).toBe(1);
    expect(await lane.row('greeting')).toMatchObject({ state: 'sent', version: 2, sentVersion: 2 });
  });

  it('leaves no text behind in its row once it is sent', async () => {
    await lane.post({ greeting: { to: 'Ana', text: 'a secret' } });
    await lane.settle();
    const row = await lane.row('greeting');
    expect(row).toMatchObject({ state: 'sent', view: null, messageRef: 'Ana:1' });
    expect(JSON.stringify(row)).not.toContain('a secret');
  });

  it('may hold whatever people write, even what no database keeps', async () => {
    await lane.post({
      odd: { to: 'Ana', text: 'half \ud83d, null \u0000, quote \' " \\ and <!channel> 👍🏽' },
    });
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: half \ufffd, null , quote \' " \\ and <!channel> 👍🏽']);
  });

  it('of a platform that is not connected here waits', async () => {
    const to = { workspaceId: lane.workspaceId, platform: 'teams', kind: 'person', id: 'Ana' } as const;
    await deliver(lane.context, store.db, { key: 'elsewhere', to, view: viewOfText('Hello') });
    await lane.settle();
    expect(await lane.row('elsewhere')).toMatchObject({ state: 'pending' });
    expect(lane.seen()).toEqual([]);
  });
});

describe('a message in a thread', () => {
  it('waits for the message whose thread it is in', async () => {
    await lane.post({ answer: { to: 'C1', threadKey: 'round' } });
    await lane.after(60_000);
    expect(lane.seen()).toEqual([]);
    await lane.post({ round: { to: 'C1' } });
    await lane.settle();
    expect(lane.seen()).toEqual(['C1: round', 'C1: answer']);
    const [round] = lane.platform.in('C1');
    expect(round && lane.platform.inThread(round)).toHaveLength(1);
  });

  it('waits while its parent is tried again, and lets others pass', async () => {
    lane.platform.failNext('send', { fault: 'unavailable' });
    await lane.post({ round: { to: 'C1' }, answer: { to: 'C1', threadKey: 'round' } });
    await lane.settle();
    await lane.post({ other: { to: 'Ana' } });
    await lane.settle();
    expect(lane.seen()).toEqual(['Ana: other']);
    await lane.after(10_000);
    expect(lane.seen()).toEqual(['Ana: other', 'C1: round', 'C1: answer']);
  });
});

describe('the pace', () => {
  const people = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, { to: `U${index}` }]));

  it('of a workspace is one message in 200 ms', async () => {
    await lane.post(people(6));
    await lane.settle();
    expect(lane.times()).toEqual([0, 200, 400, 600, 800, 1000]);
  });

  it('of a place is one message a second, and nobody else waits for it', async () => {
    await lane.post({ c1: { to: 'C1' }, c2: { to: 'C1' }, c3: { to: 'C1' } });
    await lane.clock.advance(1);
    await lane.post(people(4));
    await lane.settle();
    const times = lane.platform.shown.map(({ to, sentAt }) => [to.kind, sentAt.toISOString().slice(17, 23)]);
    expect(times).toEqual([
      ['channel', '00.001'],
      ['person', '00.201'],
      ['person', '00.401'],
      ['person', '00.601'],
      ['person', '00.801'],
      ['channel', '01.001'],
      ['channel', '02.001'],
    ]);
  });

  it('of a busy channel holds up nobody, however much waits there', async () => {
    const thread = Array.from({ length: 120 }, (_, index) => [
      `answer${index}`,
      { to: 'C1', threadKey: 'round' },
    ]);
    await lane.post({ round: { to: 'C1' } });
    await lane.settle();
    await lane.post(Object.fromEntries(thread));
    await lane.clock.advance(1);
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    expect(lane.platform.shown.findIndex(({ key }) => key === 'prompt')).toBeLessThanOrEqual(2);
    expect(lane.platform.shown).toHaveLength(122);
  });

  it('counts edits too', async () => {
    await lane.post({ greeting: { to: 'Ana', text: 'one' } });
    await lane.settle();
    const before = lane.clock.now().getTime();
    await lane.post({ greeting: { to: 'Ana', text: 'two' } });
    await lane.settle();
    expect(lane.clock.now().getTime() - before).toBe(1000);
  });

  it('is kept over a restart', async () => {
    await lane.post({ c1: { to: 'C1' } });
    await lane.settle();
    await lane.post({ u1: { to: 'U1' } });
    await lane.settle();
    expect(lane.times()).toEqual([0, 200]);
    // Each drain begins without any memory but the database's, as a new process does.
    await lane.post({ c2: { to: 'C1' } });
    await lane.post({ u2: { to: 'U2' } });
    await lane.settle();
    const time = (key: string) =>
      only(lane.platform.shown.filter((one) => one.key === key))
        .sentAt.toISOString()
        .slice(17, 23);
    expect(time('u2')).toBe('00.400');
    expect(time('c2')).toBe('01.000');
  });
});

describe('sending many', () => {
  it('keeps everybody to one message each, all of them to the pace', async () => {
    const posts = Array.from({ length: 200 }, (_, index) => [`prompt:${index}`, { to: `U${index}` }]);
    await lane.post(Object.fromEntries(posts));
    await lane.settle();
    expect(lane.platform.shown).toHaveLength(200);
    expect(new Set(lane.platform.shown.map(({ to }) => to.id)).size).toBe(200);
    const times = lane.times();
    expect(times.at(-1)).toBe(199 * 200);
  });
});

describe('the metrics of delivery', () => {
  it('tell how long new messages took to arrive', async () => {
    await lane.post({ a: { to: 'Ana' }, b: { to: 'Ben' } });
    await lane.clock.advance(7_000);
    await lane.settle();
    const { values } = await lane.context.metrics.deliveryDelay.get();
    expect(values.find(({ metricName }) => metricName?.endsWith('_count'))?.value).toBe(2);
    expect(values.find(({ metricName }) => metricName?.endsWith('_sum'))?.value).toBeCloseTo(14.2, 0);
  });
});
