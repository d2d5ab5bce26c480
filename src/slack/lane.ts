/** Work that waits its turn: so many at once, and so many waiting. */
export type Lane = {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** True when nothing more should be added. */
  readonly full: boolean;
};

/** So many newcomers within one turn of the event loop are a rush. */
const RUSH = 4;

/** In a rush, work still begins this often: 100 times a second. */
const RUSH_INTERVAL_MS = 10;

/**
 * At most one task begins in each turn of the event loop, and fewer while many requests arrive together: they are
 * acknowledged first, and the work behind them comes after. It is delayed, never starved.
 */
export function createLane({ concurrency, capacity }: { concurrency: number; capacity: number }): Lane {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  let scheduled = false;
  let newcomers = 0;
  let begunAt = 0;

  function wake() {
    if (scheduled || waiting.length === 0 || running >= concurrency) return;
    scheduled = true;
    setImmediate(turn);
  }

  function turn() {
    scheduled = false;
    const rush = newcomers >= RUSH;
    newcomers = 0;
    const now = performance.now();
    if (!rush || now - begunAt >= RUSH_INTERVAL_MS) begin(now);
    wake();
  }

  function begin(now: number) {
    const task = waiting.shift();
    if (!task) return;
    begunAt = now;
    running++;
    void task().finally(() => {
      running--;
      wake();
    });
  }

  return {
    get full() {
      return waiting.length >= capacity;
    },
    run: (task) =>
      new Promise((resolve, reject) => {
        newcomers++;
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
