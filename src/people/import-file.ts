import Papa from 'papaparse';
import { TuttiError } from '../errors.ts';

/** One record of the file that is not blank. */
export type TableRow = {
  /** Counted as spreadsheets count: blank rows too, and a cell of several lines as one. */
  readonly line: number;
  readonly cells: readonly string[];
};

export const MAX_IMPORT_BYTES = 3 * 1024 * 1024;
const MAX_COLUMNS = 100;

const DELIMITERS = [',', ';', '\t'];

/**
 * Reads a CSV file as spreadsheets and directories write them: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs.
 * Throws one sentence for anything that is no such file.
 *
 * @param knownHeadings how many of a row's cells are headings we know: tells delimiters apart better than counting cells.
 */
export function readTable(
  bytes: Uint8Array,
  knownHeadings: (cells: readonly string[]) => number,
): readonly TableRow[] {
  if (bytes.length > MAX_IMPORT_BYTES) {
    const size = (bytes.length / 1024 / 1024).toFixed(1);
    throw new TuttiError(
      'file_too_large',
      `This file has ${size} MB; at most 3 MB fit. Take out the columns I do not need, or split it into several files.`,
    );
  }
  const text = decode(bytes).replace(/\r\n?/g, '\n');
  const rows = parse(text, delimiterOf(text, knownHeadings));
  if (rows.length === 0) throw new TuttiError('empty_file', 'There is nothing in this file.');
  const columns = rows[0]?.cells.length ?? 0;
  if (columns > MAX_COLUMNS) {
    throw new TuttiError(
      'too_many_columns',
      `This file has ${columns.toLocaleString('en')} columns; at most ${MAX_COLUMNS} fit. Keep name, e-mail, department and role.`,
    );
  }
  return rows;
}

const notText = () =>
  new TuttiError(
    'not_csv',
    'This is not a CSV file. Give me one with a row of headings and one person a row.',
  );

/** How files begin that people take for CSV. */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04], // .xlsx, .ods, .zip
  [0xd0, 0xcf, 0x11, 0xe0], // .xls
];
const otherFiles = [
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0x25, 0x50, 0x44, 0x46, 0x2d], // PDF
  [0xff, 0xd8, 0xff], // JPEG
  [0x1f, 0x8b], // gzip
];

function decode(bytes: Uint8Array): string {
  const begins = (magic: readonly number[]) => magic.every((byte, index) => bytes[index] === byte);
  if (workbooks.some(begins)) {
    throw new TuttiError(
      'workbook',
      'This looks like an Excel workbook. In Excel choose Save as, CSV UTF-8, and give me that file.',
    );
  }
  if (otherFiles.some(begins)) throw notText();
  const text = decodeAs(encodingOf(bytes), bytes);
  if (text === undefined || text.includes('\0')) throw notText();
  return text;
}

/** Tab, line feed, carriage return, comma, semicolon. */
const MARKS = new Set([0x09, 0x0a, 0x0d, 0x2c, 0x3b]);

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // In UTF-16 delimiters and line ends have a zero for their other half. Letters would tell less: 一 is N the other way round.
  let little = 0;
  let big = 0;
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    const [one = 0, other = 0] = [bytes[index], bytes[index + 1]];
    if (other === 0 && MARKS.has(one)) little += 1;
    if (one === 0 && MARKS.has(other)) big += 1;
  }
  if (little > big) return 'utf-16le';
  if (big > little) return 'utf-16be';
  return decodeAs('utf-8', bytes) === undefined ? 'windows-1252' : 'utf-8';
}

/** Undefined when the bytes are not of this encoding. A mark at the beginning is dropped. */
function decodeAs(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Enough to tell, and little to read three times. */
const GUESS_ROWS = 20;

function delimiterOf(text: string, knownHeadings: (cells: readonly string[]) => number): string {
  const options = { newline: '\n', preview: GUESS_ROWS, skipEmptyLines: 'greedy' } as const;
  const guess = Papa.parse<string[]>(text, { ...options, delimitersToGuess: [...DELIMITERS] }).meta.delimiter;
  const known = DELIMITERS.map((delimiter) => {
    const [first = []] = Papa.parse<string[]>(text, { ...options, preview: 1, delimiter }).data;
    return { delimiter, count: knownHeadings(first) };
  }).sort((a, b) => b.count - a.count);
  const [best, next] = known;
  if (best && next && best.count > next.count) return best.delimiter;
  return DELIMITERS.includes(guess) ? guess : ',';
}

function parse(text: string, delimiter: string): TableRow[] {
  const { data, errors } = Papa.parse<string[]>(text, { newline: '\n', delimiter });
  const [fault] = errors;
  if (fault) {
    // Read on, a quotation mark that is not closed would swallow all rows after it.
    throw new TuttiError(
      'bad_quotes',
      `In row ${(fault.row ?? 0) + 1} a quotation mark is not closed, or something stands behind it. Mend that row, and give me the file again.`,
    );
  }
  return data.flatMap((cells, index) =>
    cells.some((cell) => cell.trim() !== '') ? [{ line: index + 1, cells }] : [],
  );
}
