import type pg from 'pg';
import { systemClock } from '../clock.ts';
import { TuttiError } from '../errors.ts';
import type { ArchivePart } from './archive.ts';
import { recorded } from './migrate.ts';
import { listTables, quoted, type Table } from './tables.ts';

const rowsAtOnce = 500;

/** Makes every value's text the same on every server. */
export const plainText = `
  SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;`;

/** Everything in a database at one instant, while others go on writing. */
export async function* dump(client: pg.ClientBase): AsyncGenerator<ArchivePart> {
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${plainText}`);
  try {
    const migrations = (await recorded(client)).filter(({ rolledBack }) => !rolledBack);
    if (migrations.length === 0) throw nothingThere();
    yield {
      part: 'header',
      header: {
        tutti: 'backup',
        format: 1,
        at: systemClock.now().toISOString(),
        migrations: migrations.map(({ name }) => name),
      },
    };
    for (const table of await listTables(client)) yield* dumpTable(client, table);
  } finally {
    await client.query('ROLLBACK');
  }
}

async function* dumpTable(client: pg.ClientBase, table: Table): AsyncGenerator<ArchivePart> {
  const { schema, name, columns } = table;
  yield { part: 'table', schema, table: name, columns: columns.map((column) => column.name) };
  const values = columns.map((column) => `${quoted(column.name)}::text`);
  await client.query(
    `DECLARE backup NO SCROLL CURSOR FOR SELECT json_build_array(${values})::text FROM ${quoted(schema, name)}`,
  );
  let count = 0;
  for (;;) {
    const { rows } = await client.query<[string]>({
      text: `FETCH ${rowsAtOnce} FROM backup`,
      rowMode: 'array',
    });
    if (rows.length === 0) break;
    count += rows.length;
    yield { part: 'rows', rows: rows.map(([row]) => row) };
  }
  await client.query('CLOSE backup');
  yield { part: 'count', count };
}

export function nothingThere(): TuttiError {
  return new TuttiError(
    'nothing_there',
    'There is no Tutti database here yet. Check DATA_DIR and DATABASE_URL.',
  );
}
