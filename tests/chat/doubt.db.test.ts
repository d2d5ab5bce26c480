import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drainLane } from '../../src/chat/drain.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { statusView } from '../../src/chat/status.ts';
import type { Store } from '../../src/store/index.ts';
import { minutes } from '../support/clock.ts';
import { only, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { createLane, type Lane } from '../support/lane.ts';

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

const place = () => ({ workspaceId: lane.workspaceId, platform: 'slack' }) as const;
/** Ten times a minute goes by: whatever is to be tried again is tried. */
const muchLater = async () => {
  for (let times = 0; times < 10; times++) await lane.after(minutes(1));
};

describe('a message whose answer was lost', () => {
  it('is looked for once, and edited when it had arrived', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    expect(await lane.row('prompt')).toMatchObject({ state: 'ambiguous', messageRef: null });
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: prompt']);
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 1, update: 1 });
    expect(await lane.row('prompt')).toMatchObject({ state: 'sent', view: null, possibleDuplicates: 0 });
    expect(await lane.counted()).toEqual({ ambiguous: 1, sent: 1, updated: 1 });
  });

  it('is looked for once, and sent again when it had not arrived', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous' });
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: prompt']);
    expect(lane.platform.calls).toMatchObject({ send: 2, find: 1, update: 0 });
    expect(await lane.row('prompt')).toMatchObject({ state: 'sent', possibleDuplicates: 0 });
  });

  it('is looked for in its thread', async () => {
    await lane.post({ round: { to: 'C1' } });
    await lane.settle();
    lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    await lane.post({ answer: { to: 'C1', threadKey: 'round' } });
    await lane.settle();
    await muchLater();
    expect(lane.seen()).toEqual(['C1: round', 'C1: answer']);
  });

  it('is not looked for before the platform can have listed it, not even when a newer view comes', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    await lane.post({ prompt: { to: 'Ana', text: 'older' } });
    await lane.settle();
    await lane.post({ prompt: { to: 'Ana', text: 'newer' } });
    await lane.settle();
    expect(lane.platform.calls.find).toBe(0);
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: newer']);
  });

  it('stays in doubt while the platform cannot be asked, and is never sent blindly', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    lane.platform.failNext(
      'find',
      { fault: 'unavailable' },
      { fault: 'ambiguous' },
      { fault: 'rate_limited', retryAfterMs: 10_000 },
    );
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: prompt']);
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 4 });
  });

  it('is looked for from the time of its first try, however often looking failed', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    lane.platform.failNext('find', ...Array.from({ length: 6 }, () => ({ fault: 'unavailable' as const })));
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await muchLater();
    expect(lane.platform.calls.find).toBe(7);
    expect(lane.seen()).toEqual(['Ana: prompt']);
  });

  it('is not given up, nor counted as sent twice, when the answers to looking are lost', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    lane.platform.failNext('find', ...Array.from({ length: 6 }, () => ({ fault: 'ambiguous' as const })));
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await muchLater();
    expect(await lane.row('prompt')).toMatchObject({ state: 'sent', possibleDuplicates: 0 });
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 7 });
  });

  it('may be lost again when it is sent again', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous' }, { fault: 'ambiguous', after: true });
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: prompt']);
    expect(lane.platform.calls).toMatchObject({ send: 2, find: 2 });
  });

  it('does not hold up the others', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous' });
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await lane.post({ other: { to: 'Ben' } });
    await lane.settle();
    expect(lane.seen()).toEqual(['Ben: other']);
  });
});

describe('an edit whose answer was lost', () => {
  it.each([true, false])('is made again, which does no harm (it had arrived: %s)', async (after) => {
    await lane.post({ prompt: { to: 'Ana', text: 'one' } });
    await lane.settle();
    lane.platform.failNext('update', { fault: 'ambiguous', after });
    await lane.post({ prompt: { to: 'Ana', text: 'two' } });
    await lane.settle();
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: two']);
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 0, update: 2 });
    expect(await lane.row('prompt')).toMatchObject({ state: 'sent', possibleDuplicates: 0 });
  });
});

describe('where a platform cannot look', () => {
  beforeEach(() => {
    const { find: _, ...blind } = lane.platform;
    (lane.context.platforms as Map<string, Platform>).set('slack', blind);
  });
  const status = async () =>
    textOf(
      await statusView(lane.context, {
        workspaceId: lane.workspaceId,
        locale: 'en',
        zone: 'Europe/Berlin',
      }),
    );

  it('a message in doubt is sent again, and counted and shown as a possible duplicate', async () => {
    expect(await status()).toContain('Possible duplicates: 0');
    lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: prompt', 'Ana: prompt']);
    expect(await lane.counted()).toEqual({ ambiguous: 1, sent: 1, possible_duplicate: 1 });
    expect(await status()).toContain('Possible duplicates: 1');
  });

  it('a message that may have arrived is given up after three more tries, not repeated for ever', async () => {
    for (let times = 0; times < 9; times++)
      lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    await lane.post({ prompt: { to: 'Ana', reportTo: 'Eve' } });
    await lane.settle();
    await muchLater();
    expect(lane.seen()).toEqual(Array.from({ length: 4 }, () => 'Ana: prompt'));
    expect(await lane.row('prompt')).toMatchObject({ state: 'dead', view: null });
    expect(await lane.counted()).toMatchObject({ possible_duplicate: 3, dead: 1 });
  });

  it('a message that surely did not arrive counts as no duplicate', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous' }, { fault: 'unavailable' });
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await muchLater();
    expect(lane.platform.calls.send).toBe(3);
    expect(await lane.counted()).toMatchObject({ possible_duplicate: 1, sent: 1 });
  });
});

describe('where a platform does not let us look', () => {
  it.each(['unauthorised', 'rejected'] as const)(
    'a message in doubt is sent again and the lane goes on (%s)',
    async (fault) => {
      lane.platform.failNext('send', { fault: 'ambiguous', after: true });
      lane.platform.failNext('find', { fault });
      await lane.post({ prompt: { to: 'Ana' } });
      await lane.settle();
      await muchLater();
      expect(lane.seen()).toEqual(['Ana: prompt', 'Ana: prompt']);
      expect(await lane.row('prompt')).toMatchObject({ state: 'sent', possibleDuplicates: 1 });
    },
  );
});

/** A process that is killed while it waits for the platform's answer. */
async function killedWhileWaiting(): Promise<void> {
  const living = new AbortController();
  const silence = lane.platform.nextSilence();
  void drainLane(lane.context, place(), living.signal);
  await silence;
  living.abort();
}

describe('a process that is killed', () => {
  /** Claims the next message and hands it to the platform, whose answer nobody hears any more. */
  async function killedWhile(method: 'send' | 'update', arrived: boolean): Promise<void> {
    lane.platform.failNext(method, { fault: 'silent', after: arrived });
    await killedWhileWaiting();
  }

  it.each([
    ['had arrived, and is edited', true, { send: 1, find: 1, update: 1 }],
    ['had not arrived, and is sent', false, { send: 2, find: 1, update: 0 }],
  ])('while it sends: the message is looked for, %s', async (_case, arrived, calls) => {
    await lane.post({ prompt: { to: 'Ana' } });
    await killedWhile('send', arrived);
    expect(await lane.row('prompt')).toMatchObject({ state: 'sending' });
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: prompt']);
    expect(lane.platform.calls).toMatchObject(calls);
    expect(await lane.row('prompt')).toMatchObject({ state: 'sent', view: null, possibleDuplicates: 0 });
  });

  it.each([true, false])('while it edits: the edit is made again (it had arrived: %s)', async (arrived) => {
    await lane.post({ prompt: { to: 'Ana', text: 'one' } });
    await lane.settle();
    await lane.post({ prompt: { to: 'Ana', text: 'two' } });
    await lane.clock.advance(1_000);
    await killedWhile('update', arrived);
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: two']);
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 0, update: 2 });
  });

  it('leaves its message alone until it can no longer be sending it', async () => {
    await lane.post({ prompt: { to: 'Ana' } });
    await killedWhile('send', false);
    await lane.after(14_000);
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 0 });
    await lane.after(2_000);
    expect(lane.seen()).toEqual(['Ana: prompt']);
  });

  it('leaves its message alone even when a newer view comes, and then shows the newer one', async () => {
    await lane.post({ prompt: { to: 'Ana', text: 'one' } });
    await killedWhile('send', true);
    await lane.post({ prompt: { to: 'Ana', text: 'two' } });
    await lane.settle();
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 0 });
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: two']);
  });

  it('while it looks: the message is looked for again, from the time of its first try', async () => {
    lane.platform.failNext('send', { fault: 'ambiguous', after: true });
    lane.platform.failNext('find', { fault: 'silent' });
    await lane.post({ prompt: { to: 'Ana' } });
    await lane.settle();
    await lane.clock.advance(5_000);
    await killedWhileWaiting();
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: prompt']);
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 2 });
  });
});

describe('a database that does not answer', () => {
  it('after a message was sent leaves it in doubt, and stops nothing', async () => {
    await lane.post({ prompt: { to: 'Ana' } });
    const { send } = lane.platform;
    lane.platform.send = async (...args) => {
      const ref = await send(...args);
      await store.db
        .$executeRaw`ALTER TABLE "Delivery" ADD CONSTRAINT broken CHECK (state = 'sending') NOT VALID`;
      return ref;
    };
    await lane.settle();
    await store.db.$executeRaw`ALTER TABLE "Delivery" DROP CONSTRAINT broken`;
    expect(await lane.row('prompt')).toMatchObject({ state: 'sending' });
    const failed = lane.logged.filter((line) => line.includes('delivery.failed'));
    expect(JSON.parse(only(failed))).toMatchObject({ platform: 'slack', code: expect.any(String) });
    await muchLater();
    expect(lane.seen()).toEqual(['Ana: prompt']);
    expect(lane.platform.calls).toMatchObject({ send: 1, find: 1 });
  });
});
