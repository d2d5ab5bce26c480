import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { TuttiError } from '../errors.ts';
import { type ArchivePart, type ArchiveParts, damaged, decodeArchive, encodeArchive } from './archive.ts';
import { flush } from './data-folder.ts';

/** Writes an archive that only this user can read. The file appears under its name when it is whole and on the disk. */
export async function writeArchive(file: string, parts: ArchiveParts): Promise<void> {
  const writing = `${file}.part`;
  rmSync(writing, { force: true });
  try {
    await pipeline(
      Readable.from(encodeArchive(parts)),
      createGzip({ level: constants.Z_BEST_SPEED }),
      createWriteStream(writing, { mode: 0o600, flags: 'wx', flush: true }),
    );
    renameSync(writing, file);
    flush(dirname(resolve(file)));
  } catch (error) {
    rmSync(writing, { force: true });
    throw unwritable(file, error);
  }
}

/** The parts of an archive; throws when the file is not one, at the latest at its end. */
export async function* readArchive(file: string): AsyncGenerator<ArchivePart> {
  const packed = createReadStream(file);
  const unpacked = createGunzip();
  const reading = pipeline(packed, unpacked);
  reading.catch(() => {});
  try {
    yield* decodeArchive(lines(unpacked));
    await reading;
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    packed.destroy();
  }
}

/** Lines by the chunk: a promise for each row would cost more than the row. */
async function* lines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let rest: Buffer[] = [];
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(0x0a);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const whole = Buffer.concat([...rest, chunk.subarray(0, end)]).toString('utf8');
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
    yield whole.split('\n');
  }
  if (rest.length > 0) throw damaged();
}

function unwritable(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT')
    return new TuttiError('backup_unwritable', `There is no folder for ${file}. Make it first.`);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EISDIR')
    return new TuttiError('backup_unwritable', `${file} cannot be written here. Choose another place.`);
  if (code === 'ENOSPC')
    return new TuttiError('backup_unwritable', `The disk is too full for ${file}. Free some space.`);
  return error;
}

function unreadable(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return new TuttiError('backup_missing', `There is no file ${file}.`);
  if (code === 'EACCES' || code === 'EISDIR')
    return new TuttiError('backup_missing', `${file} cannot be read as a file.`);
  return code.startsWith('Z_') ? damaged() : error;
}
