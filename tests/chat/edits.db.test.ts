import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.ts';
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
  const { perChannel, perWorkspace } = lane.platform.limits;
  Object.assign(lane.platform, {
    limits: { perChannel, perWorkspace, edits: { burst: 1, intervalMs: 4_000 } },
  });
  await lane.post({ a: { to: 'Ana', text: 'old' }, b: { to: 'Ben', text: 'old' } });
  await lane.settle();
});
afterEach(() => lane.close());

describe('edits, where the platform counts them by themselves', () => {
  it('keep a pace of their own, and hold up no new message', async () => {
    await lane.post({
      a: { to: 'Ana', text: 'new' },
      b: { to: 'Ben', text: 'new' },
      c: { to: 'Dee', text: 'hello' },
    });
    const before = lane.clock.now().getTime();
    await lane.settle();
    expect(lane.seen().sort()).toEqual(['Ana: new', 'Ben: new', 'Dee: hello']);
    const dee = lane.platform.in('Dee')[0];
    expect(dee && dee.sentAt.getTime() - before).toBeLessThan(1_000);
    expect(lane.clock.now().getTime() - before).toBeGreaterThanOrEqual(4_000);
  });

  it('wait by themselves when the platform says that there were too many', async () => {
    lane.platform.failNext('update', { fault: 'rate_limited', retryAfterMs: 60_000 });
    await lane.post({ a: { to: 'Ana', text: 'new' }, c: { to: 'Dee', text: 'hello' } });
    await lane.settle();
    expect(lane.seen().sort()).toEqual(['Ana: old', 'Ben: old', 'Dee: hello']);
    await lane.after(61_000);
    expect(lane.seen().sort()).toEqual(['Ana: new', 'Ben: old', 'Dee: hello']);
  });

  it('hold up no message that is written while they wait', async () => {
    lane.platform.failNext('update', { fault: 'rate_limited', retryAfterMs: 60_000 });
    // The first is refused; the second is due, but waits with it.
    await lane.post({ a: { to: 'Ana', text: 'new' }, b: { to: 'Ben', text: 'new' } });
    await lane.settle();
    await lane.post({ c: { to: 'Dee', text: 'hello' } });
    await lane.settle();
    expect(lane.seen().sort()).toEqual(['Ana: old', 'Ben: old', 'Dee: hello']);
    await lane.after(61_000);
    expect(lane.seen().sort()).toEqual(['Ana: new', 'Ben: new', 'Dee: hello']);
  });
});
