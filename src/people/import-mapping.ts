import { shorten } from '../chat/text.ts';
import { TuttiError } from '../errors.ts';
import type { TableRow } from './import-file.ts';

export type ImportField = 'name' | 'email' | 'department' | 'role' | 'zone' | 'locale';

/** Which column gives which field, by the column's number from 0; null: none. */
export type Mapping = Readonly<Record<string, ImportField | null>>;

export type Column = {
  readonly heading: string;
  readonly sample: string;
  readonly field: ImportField | null;
};

/** A table with its columns understood. */
export type MappedTable = {
  readonly columns: readonly Column[];
  /** Without the row of headings. */
  readonly rows: readonly TableRow[];
  /** False: no column is said to hold a name or an e-mail address, so the rows cannot be read yet. */
  readonly readable: boolean;
  /** What a row says of a field; '' where it says nothing. */
  valueOf(row: TableRow, field: ImportField): string;
};

type Heading = ImportField | 'first' | 'last';

const synonyms: Readonly<Record<Heading, readonly string[]>> = {
  name: ['name', 'fullname', 'displayname', 'employeename', 'person', 'employee'],
  first: ['firstname', 'first', 'givenname', 'forename'],
  last: ['lastname', 'last', 'surname', 'familyname'],
  email: ['email', 'mail', 'emailaddress', 'mailaddress', 'workemail', 'emailwork', 'companyemail'],
  department: [
    'department',
    'departmentname',
    'dept',
    'team',
    'teamname',
    'unit',
    'businessunit',
    'division',
  ],
  role: ['role', 'tuttirole'],
  zone: ['timezone', 'zone', 'tz'],
  locale: ['language', 'locale', 'lang'],
};
const headings = new Map(
  Object.entries(synonyms).flatMap(([heading, words]) => words.map((word) => [word, heading as Heading])),
);

/** "E-mail address" is "emailaddress". */
const headingOf = (cell: string): Heading | undefined =>
  headings.get(cell.toLowerCase().replace(/[^\p{L}]/gu, ''));

/** How many of a row's cells are headings that are known. */
export const knownHeadings = (cells: readonly string[]): number =>
  cells.filter((cell) => headingOf(cell) !== undefined).length;

const MAX_ROWS = 10_000;

const SAMPLE = 60;
const SAMPLE_ROWS = 20;

/** Finds each field's column by its heading, or as the mapping says. */
export function mapTable(table: readonly TableRow[], mapping: Mapping = {}): MappedTable {
  const first = table[0]?.cells ?? [];
  const guessed = guess(first);
  const fields = first.map((_, column) => fieldAt(column, guessed, mapping));
  const twice = fields.find((field, column) => field && field !== 'name' && fields.indexOf(field) !== column);
  if (twice) {
    throw new TuttiError('bad_mapping', `Two columns are set to ${fieldNames[twice]}. Choose one of them.`);
  }
  const headed = knownHeadings(first) > 0 || isWord(first[fields.indexOf('email')]);
  const rows = headed ? table.slice(1) : table;
  if (rows.length > MAX_ROWS) {
    throw new TuttiError(
      'too_many_rows',
      `This file has ${rows.length.toLocaleString('en')} rows; at most ${MAX_ROWS.toLocaleString('en')} fit. Split it into several files.`,
    );
  }
  const columns = fields.map((field, column) => ({
    heading: (headed && shorten(first[column] ?? '', SAMPLE)) || `Column ${column + 1}`,
    sample: shorten(sampleOf(rows, column) ?? '', SAMPLE),
    field,
  }));
  const names = namesInOrder(first, fields);
  return {
    columns,
    rows,
    readable: fields.includes('name') || fields.includes('email'),
    valueOf: ({ cells }, field) =>
      field === 'name'
        ? names
            .map((column) => clean(cells[column]))
            .join(' ')
            .trim()
        : clean(cells[fields.indexOf(field)]),
  };
}

const fieldNames: Readonly<Record<ImportField, string>> = {
  name: 'the name',
  email: 'the e-mail address',
  department: 'the department',
  role: 'the role',
  zone: 'the time zone',
  locale: 'the language',
};

const clean = (cell = ''): string => cell.normalize('NFC').trim();

const sampleOf = (rows: readonly TableRow[], column: number): string | undefined =>
  rows.slice(0, SAMPLE_ROWS).flatMap(({ cells }) => cells[column]?.trim() || [])[0];

/** What is chosen counts; a guess does where nothing is, and no other column was chosen for the same. */
function fieldAt(column: number, guessed: readonly (ImportField | null)[], mapping: Mapping) {
  const chosen = mapping[column];
  if (chosen !== undefined) return chosen;
  const field = guessed[column] ?? null;
  return field && Object.values(mapping).includes(field) ? null : field;
}

/** The first column of each heading. A whole name wins over its parts; beside a first name alone, "Name" is the last. */
function guess(cells: readonly string[]): (ImportField | null)[] {
  const found = cells.map(headingOf);
  const whole = found.includes('name') && (found.includes('last') || !found.includes('first'));
  return found.map((heading, column) => {
    if (!heading || found.indexOf(heading) !== column) return null;
    if (heading === 'first' || heading === 'last') return whole ? null : 'name';
    return heading;
  });
}

/** Several columns make one name: the last name comes last, wherever it stands. */
function namesInOrder(cells: readonly string[], fields: readonly (ImportField | null)[]): number[] {
  const columns = fields.flatMap((field, column) => (field === 'name' ? [column] : []));
  const rank = (column: number) => {
    const heading = headingOf(cells[column] ?? '');
    return heading === 'first' ? 0 : heading === undefined ? 1 : 2;
  };
  return columns.sort((a, b) => rank(a) - rank(b) || a - b);
}

/** Headings in a language we do not know: where an address is expected, there is a word. */
const isWord = (cell = ''): boolean => /^[\p{L}\s-]+$/u.test(cell.trim());
