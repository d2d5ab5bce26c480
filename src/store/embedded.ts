import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { TuttiError } from '../errors.ts';
import { ensurePostgresFolder, postgresFolder } from './data-folder.ts';
import { startWorker } from './embedded-task.ts';
import type { WorkerReport, WorkerRequest } from './embedded-worker.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { chooseSocket } from './socket.ts';

export type EmbeddedOptions = {
  dataDir: string;
  /** Whether a commit is on the disk before it is answered; false only for databases nobody will miss. */
  durable?: boolean;
  /** Puts the database's files in place, where they are not to be kept from last time. */
  fill?: (folder: string) => Promise<void>;
  /** Listen on a port even where unix sockets exist: for tests. */
  loopback?: boolean;
  /** Called when the database dies under a running process, which must not go on. */
  onDeath?: (error: TuttiError) => void;
  /** Called with what each committed transaction notified of. */
  onNotice?: (payload: string) => void;
};

export type Embedded = {
  connection: pg.PoolConfig;
  /** How often PostgreSQL has flushed a file since it was opened. */
  flushes(): Promise<number>;
  close(): Promise<void>;
};

/** Where a running process writes how to reach its database; only this user can read it. */
export const addressFile = (dataDir: string) => join(dataDir, 'address.json');

/** Takes DATA_DIR for this process and starts the embedded PostgreSQL on it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const lock = lockFolder(options.dataDir);
  if (!lock) throw inUse(options.dataDir);
  try {
    return await start(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function start(options: EmbeddedOptions, lock: FolderLock): Promise<Embedded> {
  const { dataDir, durable = true, fill, loopback, onDeath = die, onNotice } = options;
  const folder = postgresFolder(dataDir);
  if (fill) {
    rmSync(folder, { recursive: true, force: true });
    await fill(folder);
  } else await ensurePostgresFolder(folder);
  const socket = await chooseSocket(dataDir, loopback);
  const { listen, password } = socket;
  const worker = startWorker({ task: 'serve', folder, durable, listen, password });
  const reports = watch(worker);
  worker.on('message', (report: WorkerReport) => {
    if (report.report === 'notice') onNotice?.(report.payload);
  });
  let closing = false;
  const { port } = await reports.wait('ready');
  const connection = { ...socket.connection, ...(port ? { port } : {}) };
  const address = addressFile(dataDir);
  rmSync(address, { force: true });
  writeFileSync(address, JSON.stringify(connection), { mode: 0o600 });
  void reports.ended.then((cause) => {
    if (!closing) onDeath(died(cause));
  });

  const ask = (request: WorkerRequest) => worker.postMessage(request);
  return {
    connection,
    flushes: async () => {
      ask('flushes');
      return (await reports.wait('flushes')).flushes;
    },
    close: async () => {
      closing = true;
      rmSync(address, { force: true });
      ask('close');
      await reports.wait('closed');
      await reports.ended;
      socket.remove();
      lock.release();
    },
  };
}

/** Waits for the worker's reports by name; what waits when the worker ends, or later, fails. */
function watch(worker: Worker) {
  type Report<N> = Extract<WorkerReport, { report: N }>;
  type Pending = { name: string; resolve(report: never): void; reject(error: Error): void };
  let pending: Pending[] = [];
  let failure: TuttiError | undefined;
  let cause: unknown;
  worker.on('message', (report: WorkerReport) => {
    if (report.report === 'broken') cause = new Error(report.reason);
    const at = pending.findIndex(({ name }) => name === report.report);
    if (at >= 0) pending.splice(at, 1)[0]?.resolve(report as never);
  });
  worker.on('error', (error) => {
    cause = error;
  });
  const ended = new Promise<unknown>((resolve) => {
    worker.on('exit', () => {
      failure = unreadable(cause);
      for (const { reject } of pending) reject(failure);
      pending = [];
      resolve(cause);
    });
  });
  return {
    ended,
    wait: <N extends WorkerReport['report']>(name: N) =>
      new Promise<Report<N>>((resolve, reject) => {
        if (failure) reject(failure);
        else pending.push({ name, resolve, reject });
      }),
  };
}

export function inUse(dataDir: string): TuttiError {
  return new TuttiError(
    'data_dir_in_use',
    `Another Tutti is running on ${dataDir}. Stop it first, or give this one its own folder with DATA_DIR.`,
  );
}

function unreadable(cause: unknown): TuttiError {
  return new TuttiError(
    'store_unreadable',
    'The embedded database in DATA_DIR does not open: the disk is full, or its files are damaged or of another version. ' +
      'Free some space; if that is not it, move DATA_DIR/postgres away and restore the last backup.',
    { cause },
  );
}

function died(cause: unknown): TuttiError {
  return new TuttiError('store_died', 'The embedded database stopped. Start Tutti again.', { cause });
}

/** Uncaught on purpose: a bot without its database must end, and its supervisor must see it. */
function die(error: TuttiError): void {
  queueMicrotask(() => {
    throw error;
  });
}
