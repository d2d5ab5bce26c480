import type { ArchiveHeader, ArchivePart, ArchiveParts } from './archive.ts';

export type Tally = { header?: ArchiveHeader; tables: { table: string; rows: number }[] };

export type Tell = (line: string) => void;

/** Hands parts on as they are, keeps account of what went by, and tells it table by table. */
export async function* tallied(
  parts: ArchiveParts,
  tally: Tally,
  tell: Tell = () => {},
): AsyncGenerator<ArchivePart> {
  let table = '';
  for await (const part of parts) {
    if (part.part === 'header') tally.header = part.header;
    if (part.part === 'table') table = part.table;
    yield part;
    if (part.part !== 'count') continue;
    tally.tables.push({ table, rows: part.count });
    if (part.count > 0 && !table.startsWith('_')) tell(`  ${table}: ${part.count}`);
  }
}
