const FIRST_MS = 1000;
const MOST_MS = 30_000;

/** How long to wait before trying to connect again: longer each time, and not everybody at once. `dice` is from 0 to 1. */
export const backoff = (attempt: number, dice: number): number => {
  const longest = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return longest / 2 + (longest / 2) * dice;
};
