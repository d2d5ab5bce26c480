import type { ArchiveHeader, ArchivePart, ArchiveParts } from './archive.ts';

export type Tally = { header?: ArchiveHeader; tables: { table: string; rows: number }[] };

/** Hands parts on as they are, and keeps account of what went by. */
export async function* tallied(parts: ArchiveParts, tally: Tally): AsyncGenerator<ArchivePart> {
  let table = '';
  for await (const part of parts) {
    if (part.part === 'header') tally.header = part.header;
    if (part.part === 'table') table = part.table;
    if (part.part === 'count') tally.tables.push({ table, rows: part.count });
    yield part;
  }
}
