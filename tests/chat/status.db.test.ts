import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sweep } from '../../src/chat/jobs.ts';
import { statusView } from '../../src/chat/status.ts';
import type { Store } from '../../src/store/index.ts';
import { hours, minutes } from '../support/clock.ts';
import { textOf } from '../support/company.ts';
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

const reader = () => ({ workspaceId: lane.workspaceId, locale: 'en', zone: 'Europe/Berlin' });
const status = async () => textOf(await statusView(lane.context, reader()));

describe('the status of a workspace', () => {
  it('is calm when there is nothing to say', async () => {
    expect(await status()).toBe(`Status
Everything that was due has been sent.
slack, Web shop: connected
Last message: none yet
Waiting: 0
Given up in 7 days: 0
Possible duplicates: 0`);
  });

  it('says what waits, and when the last message went out', async () => {
    await lane.post({ a: { to: 'Ana' } });
    expect(await status()).toContain('One message is waiting to be sent.');
    await lane.settle();
    await lane.post({ b: { to: 'Ana' }, c: { to: 'Ben' } });
    expect(await status()).toContain('2 messages are waiting to be sent.');
    expect(await status()).toContain('Last message: Tue, Nov 24, 9:00 AM');
  });

  it('says what was given up, for a week', async () => {
    lane.platform.channels.delete('C1');
    await lane.post({ round: { to: 'C1' }, answer: { to: 'C1', threadKey: 'round' } });
    await lane.settle();
    expect(await status()).toContain('Some messages could not be sent;');
    expect(await status()).toContain('Given up in 7 days: 2');
    await lane.clock.advance(hours(7 * 24 + 1));
    expect(await status()).toContain('Everything that was due has been sent.');
  });

  it('says which platforms are connected, not set up here, or removed', async () => {
    const { workspaceId } = lane;
    const also = { workspaceId, platform: 'teams', externalId: 'tenant', name: 'Web shop Ltd' } as const;
    await store.db.installation.create({ data: also });
    expect(await status()).toContain('teams, Web shop Ltd: not set up here');
    await store.db.installation.updateMany({
      where: { platform: 'slack' },
      data: { revokedAt: lane.clock.now() },
    });
    expect(await status()).toContain('slack, Web shop: removed: install it again');
  });

  it('is that of one workspace alone', async () => {
    await lane.post({ a: { to: 'Ana' } });
    const { id } = await store.db.workspace.create({ data: { name: 'Another' } });
    const view = await statusView(lane.context, { ...reader(), workspaceId: id });
    expect(textOf(view)).toContain('Waiting: 0');
    expect(textOf(view)).not.toContain('slack');
  });
});

describe('the sweep of every minute', () => {
  it('counts what waits, by state, for operators', async () => {
    lane.platform.failNext('send', { fault: 'unavailable' });
    await lane.post({ a: { to: 'Ana' } });
    await lane.settle();
    await lane.post({ b: { to: 'Ben' } });
    await sweep(lane.context);
    expect((await lane.context.metrics.pending.get()).values).toMatchObject([
      { labels: { state: 'pending' }, value: 2 },
    ]);
    await lane.after(minutes(1));
    await sweep(lane.context);
    expect((await lane.context.metrics.pending.get()).values).toEqual([]);
  });

  it('wakes what waits for another try, and nobody else', async () => {
    lane.platform.failNext('send', { fault: 'unavailable' });
    await lane.post({ a: { to: 'Ana' } });
    await lane.settle();
    const queued = () =>
      store.db.$queryRaw`SELECT 1 FROM pgboss.job WHERE name = 'chat.deliver' AND state = 'created'`;
    await sweep(lane.context);
    expect(await queued()).toHaveLength(0);
    await lane.clock.advance(minutes(1));
    await sweep(lane.context);
    await sweep(lane.context);
    expect(await queued()).toHaveLength(1);
  });
});
