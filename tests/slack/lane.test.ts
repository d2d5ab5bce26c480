import { describe, expect, it } from 'vitest';
import { createSeen } from '../../src/chat/seen.ts';
import { createLane, createTracker } from '../../src/slack/lane.ts';
import { gate } from './fixture.ts';
import { createWireClock } from './wire-clock.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a lane', () => {
  it('runs no more at once than it is wide, and everything in the end, in order', async () => {
    const lane = createLane({ concurrency: 3, capacity: 100 });
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    const work = (index: number) => async () => {
      begun.push(index);
      most = Math.max(most, ++running);
      await turn();
      running--;
      return index;
    };
    const done = await Promise.all(Array.from({ length: 20 }, (_, index) => lane.run(work(index))));
    expect(most).toBeLessThanOrEqual(3);
    expect(begun).toEqual(done);
    expect(done).toHaveLength(20);
  });

  it('begins nothing in the turn in which it is asked, so that acknowledgements leave first', async () => {
    const lane = createLane({ concurrency: 1, capacity: 1 });
    let begun = false;
    const work = lane.run(async () => {
      begun = true;
    });
    await Promise.resolve();
    expect(begun).toBe(false);
    await work;
  });

  it('says when it is full, and has room again afterwards', async () => {
    const lane = createLane({ concurrency: 1, capacity: 2 });
    const held = gate<void>();
    const works = [1, 2, 3].map(() => lane.run(() => held.passed));
    expect(lane.full).toBe(true);
    held.open();
    await Promise.all(works);
    expect(lane.full).toBe(false);
  });

  it('hands on what a task throws, and goes on with the next', async () => {
    const lane = createLane({ concurrency: 1, capacity: 9 });
    const failing = lane.run(() => Promise.reject(new Error('no')));
    const next = lane.run(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});

describe('work in hand', () => {
  it('is waited for, with what it leads to', async () => {
    const tracker = createTracker();
    const first = gate<void>();
    let second = false;
    tracker.track(
      first.passed.then(() => {
        tracker.track(
          turn().then(() => {
            second = true;
          }),
        );
      }),
    );
    first.open();
    await tracker.idle();
    expect(second).toBe(true);
  });
});

describe('keys seen lately', () => {
  it('are known for as long as asked, and forgotten in the end', () => {
    const clock = createWireClock();
    const seen = createSeen({ clock, forMs: 1000, most: 100 });
    expect(seen.note('a')).toBe(false);
    clock.advance(999);
    expect(seen.note('a')).toBe(true);
    clock.advance(999);
    expect(seen.note('b')).toBe(false);
    expect(seen.note('a')).toBe(true);
    clock.advance(5000);
    expect(seen.note('a')).toBe(false);
  });

  it('are bounded in number', () => {
    const seen = createSeen({ clock: createWireClock(), forMs: 1e9, most: 10 });
    for (let index = 0; index < 1000; index++) seen.note(`${index}`);
    expect(seen.note('0')).toBe(false);
    expect(seen.note('999')).toBe(true);
  });

  it('can be forgotten, for a request that was not taken after all', () => {
    const seen = createSeen({ clock: createWireClock(), forMs: 1000, most: 10 });
    seen.note('a');
    seen.forget('a');
    expect(seen.note('a')).toBe(false);
  });
});
