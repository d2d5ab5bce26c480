import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFault, MOST_BYTES, toBase64 } from '../../web/src/pages/setup/import/import-file.ts';
import {
  type DryRun,
  doneText,
  type ImportRow,
  importText,
  mapped,
  pageOf,
  ROWS_AT_ONCE,
} from '../../web/src/pages/setup/import/import-rows.ts';

describe('a chosen file', () => {
  it('is sent up to three megabytes, which the server’s four of Base64 hold', () => {
    expect(fileFault({ name: 'people.csv', size: MOST_BYTES })).toBeUndefined();
    expect(Math.ceil(MOST_BYTES / 3) * 4).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  it('is refused with one sentence when it is larger, empty, or no text', () => {
    expect(fileFault({ name: 'people.csv', size: MOST_BYTES + 1 })).toBe(
      'people.csv has 3.1 MB; at most 3 MB fit. Split it, or leave out columns that are not needed.',
    );
    expect(fileFault({ name: 'people.csv', size: 0 })).toBe('people.csv is empty.');
    expect(fileFault({ name: 'People.XLSX', size: 5000 })).toContain('Save it as CSV');
  });

  it('arrives byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
    const large = new Uint8Array(100_000).map((_byte, index) => index % 251);
    expect(toBase64(large)).toBe(Buffer.from(large).toString('base64'));
  });
});

describe('the rows of a dry run', () => {
  const rows = Array.from(
    { length: 250 },
    (_none, index): ImportRow => ({
      line: index + 2,
      outcome: index % 10 === 0 ? 'fault' : 'add',
      name: `Person ${index}`,
      email: null,
      sentence: '',
    }),
  );

  it('come a hundred at a time', () => {
    expect(pageOf(rows, undefined, 0).rows.length).toBe(ROWS_AT_ONCE);
    expect(pageOf(rows, undefined, 2)).toMatchObject({ from: 200, page: 2, pages: 3, total: 250 });
    expect(pageOf(rows, undefined, 2).rows.length).toBe(50);
  });

  it('are filtered by outcome, and stay on a page that is there', () => {
    const faults = pageOf(rows, 'fault', 2);
    expect(faults).toMatchObject({ page: 0, pages: 1, total: 25 });
    expect(faults.rows.every(({ outcome }) => outcome === 'fault')).toBe(true);
    expect(pageOf(rows, 'same', 0)).toMatchObject({ rows: [], pages: 1, total: 0 });
  });
});

describe('which column holds what', () => {
  const columns: DryRun['columns'] = [
    { heading: 'Name', sample: 'Ana', field: 'name' },
    { heading: 'Mail', sample: 'ana@example.com', field: 'email' },
    { heading: 'Mail 2', sample: '', field: null },
  ];

  it('never takes one thing from two columns', () => {
    expect(mapped(columns, 2, 'email')).toEqual({ '0': 'name', '1': null, '2': 'email' });
  });

  it('leaves the others as they are when one is not used', () => {
    expect(mapped(columns, 1, null)).toEqual({ '0': 'name', '1': null, '2': null });
  });
});

describe('an import in words', () => {
  it('counts people, the new and the changed', () => {
    expect(importText({ add: 36, change: 2, same: 5, fault: 1 }, String)).toBe('Import 38 people');
    expect(importText({ add: 0, change: 1, same: 0, fault: 0 }, String)).toBe('Import 1 person');
  });

  it('says what was done and nothing that was not', () => {
    expect(doneText({ added: 36, changed: 2, departments: 1 }, String)).toBe(
      '36 people added, 2 changed, 1 department made',
    );
    expect(doneText({ added: 1, changed: 0, departments: 0 }, String)).toBe('1 person added');
  });
});
