/** Work that waits its turn: so many at once, and so many waiting. */
export type Lane = {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** True when nothing more should be added. */
  readonly full: boolean;
};

/**
 * At most one task begins in each turn of the event loop. Under load a turn serves every request that has arrived, so
 * acknowledgements come first and the work behind them later: it never starves them.
 */
export function createLane({ concurrency, capacity }: { concurrency: number; capacity: number }): Lane {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  let scheduled = false;

  function wake() {
    if (scheduled || waiting.length === 0 || running >= concurrency) return;
    scheduled = true;
    setImmediate(turn);
  }

  function turn() {
    scheduled = false;
    const task = waiting.shift();
    if (!task) return;
    running++;
    void task().finally(() => {
      running--;
      wake();
    });
    wake();
  }

  return {
    get full() {
      return waiting.length >= capacity;
    },
    run: (task) =>
      new Promise((resolve, reject) => {
        waiting.push(() => task().then(resolve, reject));
        wake();
      }),
  };
}

/** Work in hand, so that a stop can wait for it. */
export function createTracker() {
  const pending = new Set<Promise<void>>();
  return {
    track(work: Promise<void>): void {
      pending.add(work);
      void work.finally(() => pending.delete(work));
    },
    async idle(): Promise<void> {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
