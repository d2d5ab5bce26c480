import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TuttiError } from '../../src/errors.ts';
import { MAX_IMPORT_BYTES, readTable } from '../../src/people/import-file.ts';
import { knownHeadings } from '../../src/people/import-mapping.ts';

const read = (bytes: Uint8Array) => readTable(bytes, knownHeadings);
const cellsOf = (bytes: Uint8Array) => read(bytes).map(({ cells }) => cells);
const utf8 = (text: string) => new TextEncoder().encode(text);
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

/** How programs write a file, by name. */
const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': utf8,
  'UTF-8 with a mark': (text) => utf8(`\ufeff${text}`),
  'UTF-16 LE with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 BE with a mark': (text) => swapped(Buffer.from(`\ufeff${text}`, 'utf16le')),
  'UTF-16 LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 BE': (text) => swapped(Buffer.from(text, 'utf16le')),
};
const delimiters = [',', ';', '\t'];
const lineEnds = ['\n', '\r\n', '\r'];

/** As RFC 4180 says: a cell is quoted when it must be, and when `always` says so. */
const write = (
  rows: readonly (readonly string[])[],
  { delimiter, lineEnd, always }: { delimiter: string; lineEnd: string; always: boolean },
) =>
  rows
    .map((cells) =>
      cells
        .map((cell) =>
          always || cell.includes(delimiter) || /["\r\n]/.test(cell) || cell !== cell.trim()
            ? `"${cell.replaceAll('"', '""')}"`
            : cell,
        )
        .join(delimiter),
    )
    .join(lineEnd);

describe('a CSV file', () => {
  const heading = ['Name', 'E-mail', 'Department'];
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'Ána Prädo',
      'Müller, Max',
      'a;b',
      'said "hello"',
      'two\nlines',
      '李小龍',
      '一一一',
      '𝄞',
      '',
    ),
  );
  // A null character is what tells other files apart, and line ends become one kind; both are told of elsewhere.
  const kept = cell.map((text) => text.replace(/[\0\r\ufeff]/g, '').toWellFormed());
  const table = fc.array(
    fc.tuple(fc.string({ minLength: 1, unit: fc.constantFrom(...'abcĀ一') }), kept, kept),
    { minLength: 1, maxLength: 8 },
  );

  it('is read as it was written, in every encoding, with every delimiter and line end', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(...Object.keys(encodings)),
        fc.constantFrom(...delimiters),
        fc.constantFrom(...lineEnds),
        fc.boolean(),
        (rows, encoding, delimiter, lineEnd, always) => {
          const all = [heading, ...rows];
          const bytes = encodings[encoding]?.(write(all, { delimiter, lineEnd, always })) ?? utf8('');
          expect(cellsOf(bytes)).toEqual(all);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is not read the wrong way round for letters that look so: 一 in one order is N in the other', () => {
    const rows = [heading, ['ĀĀĀ一一一', '', '一一一'], ['一Ā一', '', '一一一']];
    const bytes = encodings['UTF-16 BE']?.(write(rows, { delimiter: ',', lineEnd: '\n', always: false }));
    expect(cellsOf(bytes ?? utf8(''))).toEqual(rows);
  });

  it('of older programs is read as Windows-1252', () => {
    const bytes = Uint8Array.from([
      ...utf8('Name;Team\nJ'),
      0xf6,
      ...utf8('rg;B'),
      0xfc,
      ...utf8('ro '),
      0x80,
    ]);
    expect(cellsOf(bytes)).toEqual([
      ['Name', 'Team'],
      ['Jörg', 'Büro €'],
    ]);
  });

  it('counts rows as a spreadsheet does, and leaves out the blank ones', () => {
    const text = 'Name,Team\n\nAna,"Sales\nNorth"\n , \nBen,IT\n';
    expect(read(utf8(text)).map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'Name'],
      [3, 'Ana'],
      [5, 'Ben'],
    ]);
  });

  it.each([
    ['commas in names, semicolons between them', 'Name;Team\nDoe, Ana;Sales\nRoe, Ben, Jr;IT', ';'],
    ['semicolons in most cells, commas between them', 'Name,E-mail\na;b,c;d\ne;f,g;h', ','],
    ['headings that nobody knows', 'Nombre\tCorreo\nAna\tana@example.com', '\t'],
    ['one column', 'Name\nAna\nBen', ','],
  ])('with %s is cut in the right places', (_, text, delimiter) => {
    expect(cellsOf(utf8(text))).toEqual(text.split('\n').map((line) => line.split(delimiter)));
  });
});

describe('what is no CSV file', () => {
  const sentenceOf = (bytes: Uint8Array): string => {
    try {
      return `read: ${JSON.stringify(read(bytes))}`;
    } catch (error) {
      if (!(error instanceof TuttiError)) throw error;
      return error.message;
    }
  };

  it.each([
    [
      'an Excel workbook',
      [0x50, 0x4b, 0x03, 0x04, 20, 0],
      'This looks like an Excel workbook. In Excel choose Save as, CSV UTF-8, and give me that file.',
    ],
    [
      'an old Excel workbook',
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1],
      'This looks like an Excel workbook. In Excel choose Save as, CSV UTF-8, and give me that file.',
    ],
    [
      'a picture',
      [0x89, 0x50, 0x4e, 0x47, 13, 10],
      'This is not a CSV file. Give me one with a row of headings and one person a row.',
    ],
    [
      'something with null characters',
      [...utf8('Name'), 0, 0, 1, 2, 0, 0, 3, 0, 0],
      'This is not a CSV file. Give me one with a row of headings and one person a row.',
    ],
    ['nothing', [], 'There is nothing in this file.'],
    ['blank lines', [...utf8('\n\n ,, \r\n')], 'There is nothing in this file.'],
  ])('is refused in a sentence: %s', (_, bytes, sentence) => {
    expect(sentenceOf(Uint8Array.from(bytes))).toBe(sentence);
  });

  it('is one whose quotation marks would swallow the rows after them', () => {
    expect(sentenceOf(utf8('Name,Team\nAna,Sales\n"Ben,IT\nChi,IT\n'))).toBe(
      'In row 3 a quotation mark is not closed, or something stands behind it. Mend that row, and give me the file again.',
    );
  });

  it('is one with too much in it', () => {
    expect(sentenceOf(utf8(','.repeat(5000)))).toContain('There is nothing in this file.');
    expect(sentenceOf(utf8(`Name${',x'.repeat(5000)}`))).toBe(
      'This file has 5,001 columns; at most 100 fit. Keep name, e-mail, department and role.',
    );
    expect(sentenceOf(new Uint8Array(MAX_IMPORT_BYTES + 400_000))).toBe(
      'This file has 3.4 MB; at most 3 MB fit. Take out the columns I do not need, or split it into several files.',
    );
  });

  it('never brings down more than a sentence, whatever its bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: fc.constantFrom(...'"\',;\t\n\r\0 aÄ𝄞=+-@'), maxLength: 80 }).map(utf8),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        expect(typeof sentenceOf(given)).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});
