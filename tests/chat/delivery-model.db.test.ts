// Whatever happens in whatever order, every message is shown exactly once, with its newest view.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drainLane } from '../../src/chat/drain.ts';
import type { Store } from '../../src/store/index.ts';
import { minutes } from '../support/clock.ts';
import { textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { createLane, type Lane } from '../support/lane.ts';

let store: Store;
let lane: Lane;
beforeAll(async () => {
  store = await openTestStore();
  lane = await createLane(store);
});
afterAll(async () => {
  await lane.close();
  await store.close();
});

const places = {
  ana: { to: 'Ana' },
  ben: { to: 'Ben' },
  round: { to: 'C1' },
  first: { to: 'C1', threadKey: 'round' },
  second: { to: 'C1', threadKey: 'round' },
} as const;
type Name = keyof typeof places;

const post = fc.constantFrom<Name>('ana', 'ben', 'round', 'first', 'second');
const posts = fc.uniqueArray(post, { minLength: 1 });
const fault = fc.record({
  method: fc.constantFrom('send' as const, 'update' as const, 'find' as const),
  fault: fc.constantFrom('unavailable', 'ambiguous', 'ambiguous', 'rate_limited', 'unauthorised', 'silent'),
  after: fc.boolean(),
  retryAfterMs: fc.constantFrom(1_000, 20_000, 90_000),
});
const step = fc.oneof(
  { weight: 3, arbitrary: posts.map((names) => ({ kind: 'post', names }) as const) },
  { weight: 4, arbitrary: fault.map((one) => ({ kind: 'fault', ...one }) as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1_000, 16_000, 90_000).map((ms) => ({ kind: 'time', ms }) as const),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'drain' } as const) },
);

/** Sends what is due, as a process that dies when the platform falls silent. */
async function drain(): Promise<void> {
  const living = new AbortController();
  const place = { workspaceId: lane.workspaceId, platform: 'slack' } as const;
  const silence = lane.platform.nextSilence();
  await Promise.race([drainLane(lane.context, place, living.signal), silence]);
  living.abort();
}

it('shows every message exactly once with its newest view, through faults, crashes and time', async () => {
  let run = 0;
  let texts = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
      run += 1;
      const wanted = new Map<string, string>();
      // A thread needs its first message, or it waits.
      for (const one of [{ kind: 'post', names: ['round'] } as const, ...steps]) {
        if (one.kind === 'post') {
          const made = one.names.map((name) => {
            const place = places[name];
            const thread = 'threadKey' in place ? { threadKey: `${run} ${place.threadKey}` } : {};
            texts += 1;
            const text = `${name}, view ${texts}`;
            wanted.set(`${run} ${name}`, text);
            return [`${run} ${name}`, { to: place.to, text, ...thread }];
          });
          await lane.post(Object.fromEntries(made));
        } else if (one.kind === 'fault') {
          const { method, fault: what, after, retryAfterMs } = one;
          // An answer that says "not now" comes from a platform that did nothing.
          const lost = what === 'ambiguous' || what === 'silent';
          // Who may not look sends again, which doubt.db.test.ts shows: here everybody may.
          if (method === 'find' && what === 'unauthorised') continue;
          lane.platform.failNext(method, {
            fault: what as 'ambiguous',
            after: after && lost && method !== 'find',
            retryAfterMs,
          });
        } else if (one.kind === 'time') {
          await lane.clock.advance(one.ms);
        } else {
          await drain();
        }
      }
      for (let times = 0; times < 12; times++) {
        // The first of these still meet what faults are left.
        if (times === 4) lane.platform.mend();
        await lane.clock.advance(minutes(5));
        await drain();
      }
      const shown = lane.platform.shown.filter(({ key }) => key.startsWith(`${run} `));
      const said = shown.map(({ key, view }) => [key, textOf(view)]).sort();
      expect(said).toEqual([...wanted].sort());
      const round = shown.find(({ key }) => key === `${run} round`);
      for (const { key, thread } of shown) if (/first|second/.test(key)) expect(thread).toBe(round?.ref);
      const left = await store.db.delivery.count({ where: { state: { not: 'sent' } } });
      expect(left).toBe(0);
      const texted = await store.db.$queryRaw`SELECT 1 FROM "Delivery" WHERE view IS NOT NULL`;
      expect(texted).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 60_000);
