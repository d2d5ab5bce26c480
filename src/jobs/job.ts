import type { z } from 'zod';
import type { Context } from '../context.ts';

/**
 * A job: a name and the shape of its data. One with `cron` runs by itself (five fields, UTC); the others are enqueued
 * in the transaction that makes them true.
 */
export type Job<Data = unknown> = {
  /** The queue's name: letters, digits, `-` and `.`. */
  readonly name: string;
  readonly data: z.ZodType<Data>;
  readonly cron?: string;
  /** One queued and one running at most for each key; a further one enqueued meanwhile is dropped. */
  readonly exclusive?: boolean;
  /** How many of this name run at once in one process; 1 unless given. */
  readonly concurrency?: number;
  /** Tries after the first failed one, with growing pauses; 5 unless given. */
  readonly retries?: number;
};

/** A job and what carries it out. Kept apart, so that a feature can enqueue a job without importing its handler. */
export type JobHandler = {
  readonly job: Job;
  run(context: Context, data: unknown, signal: AbortSignal): Promise<void>;
};

/** Declares a job; gives it its type and nothing else. */
export const defineJob = <Data>(job: Job<Data>): Job<Data> => job;

/**
 * Joins a job to its handler, which calls one feature function. `signal` aborts when the process stops; the handler
 * then returns as soon as it safely can.
 */
export const handle = <Data>(
  job: Job<Data>,
  run: (context: Context, data: Data, signal: AbortSignal) => Promise<void>,
): JobHandler => ({ job, run: (context, data, signal) => run(context, job.data.parse(data ?? {}), signal) });
