import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { TuttiError } from '../errors.ts';
import type { WorkerTask } from './embedded-worker.ts';

/** Starts the embedded PostgreSQL's thread. What it prints is dropped: it may quote what people wrote. */
export function startWorker(task: WorkerTask): Worker {
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    workerData: task,
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

/** Runs a task that ends by itself, in a thread of its own so that its memory is given back. */
export async function runTask(task: WorkerTask): Promise<void> {
  const worker = startWorker(task);
  const [code] = await once(worker, 'exit');
  if (code !== 0)
    throw new TuttiError('store_failed', 'The embedded database could not be made. Is the disk full?');
}
