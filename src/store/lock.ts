import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TuttiError } from '../errors.ts';

export type FolderLock = { release(): void };

/**
 * Takes the folder for this process, or returns undefined when another one has it. The lock is a kernel's file lock,
 * which ends with its process however that ends: a crash or a reboot leaves nothing stale to judge. Node offers such
 * locks only through SQLite, of which nothing else is used.
 */
export function lockFolder(folder: string): FolderLock | undefined {
  let file: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    file = new DatabaseSync(join(folder, 'lock'));
    file.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (cause) {
    file?.close();
    const busy = 5;
    if ((cause as { errcode?: number }).errcode === busy) return undefined;
    throw new TuttiError(
      'data_dir_unusable',
      `Tutti can neither write nor lock ${folder}. Set DATA_DIR to a folder of its own on a local disk.`,
      { cause },
    );
  }
  return { release: () => file.close() };
}
