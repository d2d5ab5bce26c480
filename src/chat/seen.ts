import type { Clock } from '../clock.ts';

/** Keys seen lately. Two generations: each is kept for `forMs` at least and twice that at most, and `most` bounds both. */
export function createSeen({ clock, forMs, most }: { clock: Clock; forMs: number; most: number }) {
  let young = new Set<string>();
  let old = new Set<string>();
  let since = clock.now().getTime();

  return {
    /** Notes the key; true when it was there already. */
    note(key: string): boolean {
      const now = clock.now().getTime();
      if (now - since >= forMs || young.size >= most) {
        old = now - since >= 2 * forMs ? new Set() : young;
        young = new Set();
        since = now;
      }
      if (young.has(key) || old.has(key)) return true;
      young.add(key);
      return false;
    },
    /** For a request that was not taken after all, and may come again. */
    forget(key: string): void {
      young.delete(key);
      old.delete(key);
    },
  };
}
