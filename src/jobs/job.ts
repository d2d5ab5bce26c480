import type { z } from 'zod';
import type { Services } from '../services.ts';

/**
 * A job: a name, the shape of its data, and a handler that calls one feature function. A job with `cron` runs by
 * itself (five fields, UTC); the others are enqueued in the transaction that makes them true.
 */
export type Job<Data> = {
  readonly name: string;
  readonly data: z.ZodType<Data>;
  readonly cron?: string;
  /** At most one queued and one running at a time for each key; a second one enqueued meanwhile is dropped. */
  readonly exclusive?: boolean;
  /** How many jobs of this name run at once in one process; 1 unless given. */
  readonly concurrency?: number;
  readonly run: (services: Services, data: Data, signal: AbortSignal) => Promise<void>;
};

/** Declares a job; gives it its type and nothing else. */
export const defineJob = <Data>(job: Job<Data>): Job<Data> => job;
