// The embedded PostgreSQL, in a thread of its own so that a long statement never holds up the bot.
import { constants, cpSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { DurableFS, startParams } from './durable-fs.ts';
import { serveWire, type WireOptions } from './wire.ts';

export type WorkerTask =
  /** Makes an empty database in `folder` and ends. */
  | { task: 'create'; folder: string }
  | {
      task: 'serve';
      folder: string;
      /** False only for databases that nobody will miss: those of tests and of backups in the making. */
      durable: boolean;
      listen: WireOptions['listen'];
      password: string | undefined;
    };

export type WorkerRequest = 'close' | 'flushes';
export type WorkerReport =
  | { report: 'ready'; port: number | undefined }
  | { report: 'closed' }
  | { report: 'flushes'; flushes: number }
  | { report: 'notice'; payload: string }
  | { report: 'broken'; reason: string };

const port = parentPort;
if (!port) throw new Error('embedded-worker.ts runs as a worker thread only');
const say = (report: WorkerReport) => port.postMessage(report);
const task = workerData as WorkerTask;

if (task.task === 'create') {
  const db = await PGlite.create(task.folder);
  await db.close();
  say({ report: 'closed' });
  process.exit(0);
}

const files = new DurableFS(task.folder, () => broken('fsync failed'));
const db = await PGlite.create({
  fs: files,
  startParams: startParams(task.durable),
  extensions: { pg_trgm },
  onStderr: (line) => {
    if (line.startsWith('PANIC:')) broken('PostgreSQL panicked');
    return false;
  },
});
const wire = await serveWire({
  db,
  listen: task.listen,
  password: task.password,
  // Whole as it stands, between two statements: opening the copy replays its log like after a crash.
  snapshot: (folder) => cpSync(task.folder, folder, { recursive: true, mode: constants.COPYFILE_FICLONE }),
  onNotice: (payload) => say({ report: 'notice', payload }),
  onBroken: broken,
});
port.on('message', (request: WorkerRequest) => {
  if (request === 'flushes') say({ report: 'flushes', flushes: files.flushes });
  else void close();
});
say({ report: 'ready', port: wire.port });

async function close(): Promise<void> {
  await wire.close();
  await db.close();
  say({ report: 'closed' });
  process.exit(0);
}

/** What the memory holds may be wrong from here on; what the disk holds is right. So: stop, and never write again. */
function broken(reason: string): void {
  say({ report: 'broken', reason });
  process.exit(1);
}
