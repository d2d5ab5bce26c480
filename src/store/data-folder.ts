import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runTask } from './embedded-task.ts';

/** Where the embedded PostgreSQL keeps its files within DATA_DIR. */
export const postgresFolder = (dataDir: string) => join(dataDir, 'postgres');

/**
 * Makes the database's folder unless it is there. It is made under another name, flushed, and renamed when whole, so
 * that a process killed at any moment of its first start leaves either nothing or a database.
 */
export async function ensurePostgresFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  await runTask({ task: 'create', folder: making });
  flushTree(making);
  renameSync(making, folder);
  flush(dirname(folder));
}

function flushTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) flushTree(path);
    else if (entry.isFile()) flush(path);
  }
  flush(folder);
}

/** Windows can neither open nor flush a folder, and does not need to. */
export function flush(path: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
