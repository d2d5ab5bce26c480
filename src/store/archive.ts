// A backup as text: one JSON value a line. A header; then each table with its columns, its rows (arrays of the values
// as PostgreSQL writes them, null for NULL) and its count; and a last line with the checksum of all before it. Values
// are text of PostgreSQL's own making, so that they are the same whichever kind of database writes or reads them.
import { createHash } from 'node:crypto';
import { TuttiError } from '../errors.ts';

export type ArchiveHeader = {
  tutti: 'backup';
  format: 1;
  /** When the snapshot was taken. */
  at: string;
  /** The migrations that the database had. */
  migrations: string[];
};

/** What flows from a database to a file, from a file to a database, or from one database to another. */
export type ArchivePart =
  | { part: 'header'; header: ArchiveHeader }
  | { part: 'table'; schema: string; table: string; columns: string[] }
  /** Some rows of the table before it, each a line of JSON. */
  | { part: 'rows'; rows: string[] }
  | { part: 'count'; count: number };

export type ArchiveParts = AsyncIterable<ArchivePart>;

/** The lines of an archive, in chunks. */
export async function* encodeArchive(parts: ArchiveParts): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const part of parts) {
    const text = part.part === 'rows' ? part.rows.join('\n') : JSON.stringify(lineOf(part));
    hash.update(`${text}\n`);
    yield `${text}\n`;
  }
  yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
}

function lineOf(part: Exclude<ArchivePart, { part: 'rows' }>): object {
  if (part.part === 'header') return part.header;
  if (part.part === 'count') return { count: part.count };
  return { schema: part.schema, table: part.table, columns: part.columns };
}

/** Reads an archive back. It throws on the first thing amiss, at the latest at its end: read it all before using it. */
export async function* decodeArchive(lines: AsyncIterable<string[]>): AsyncGenerator<ArchivePart> {
  const hash = createHash('sha256');
  let begun = false;
  let ended = false;
  let count = 0;
  for await (const batch of lines) {
    let rows: string[] = [];
    for (const line of batch) {
      if (ended) throw damaged();
      if (line.startsWith('[') && begun) {
        rows.push(line);
        continue;
      }
      if (rows.length > 0) {
        yield takeRows();
        rows = [];
      }
      const value = parseLine(line);
      if (!begun) {
        yield { part: 'header', header: checkHeader(value) };
        begun = true;
      } else if (typeof value.sha256 === 'string') {
        if (value.sha256 !== hash.digest('hex')) throw damaged();
        ended = true;
        continue;
      } else if (typeof value.count === 'number') {
        if (value.count !== count) throw damaged();
        yield { part: 'count', count };
        count = 0;
      } else {
        yield { part: 'table', schema: value.schema, table: value.table, columns: value.columns };
      }
      hash.update(`${line}\n`);
    }
    if (rows.length > 0) yield takeRows();

    function takeRows(): ArchivePart {
      hash.update(`${rows.join('\n')}\n`);
      count += rows.length;
      return { part: 'rows', rows };
    }
  }
  if (!ended) throw damaged();
}

// biome-ignore lint/suspicious/noExplicitAny: the checksum vouches for the rest of the line's shape
function parseLine(line: string): any {
  try {
    return JSON.parse(line);
  } catch {
    throw damaged();
  }
}

function checkHeader(value: Partial<ArchiveHeader>): ArchiveHeader {
  if (value?.tutti !== 'backup') throw damaged();
  if (value.format !== 1) throw archiveTooNew();
  return value as ArchiveHeader;
}

export function damaged(): TuttiError {
  return new TuttiError(
    'backup_damaged',
    'The file is not a whole Tutti backup. Take another one; nothing was changed.',
  );
}

export function archiveTooNew(): TuttiError {
  return new TuttiError(
    'backup_too_new',
    'The backup was made by a newer Tutti. Restore it with that version; nothing was changed.',
  );
}
