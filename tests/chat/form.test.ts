import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, type Form, MAX_TEXT, type RawValues, readForm } from '../../src/chat/form.ts';

const form = (...parts: Form['parts']): Form => ({
  title: 'Test',
  submitLabel: 'Save',
  command: 'test',
  name: 'test',
  state: '',
  parts,
});

/** What one field makes of what came back: its value, or the sentence of its fault. */
function read(field: Field, raw: string | readonly string[] | undefined) {
  const result = readForm(form(field), raw === undefined ? {} : { [field.name]: raw });
  return 'errors' in result ? result.errors[field.name] : result.values[field.name];
}

const options = [
  { value: 'sales', label: 'Sales' },
  { value: 'finance', label: 'Finance' },
];
const text: Field = { kind: 'shortText', name: 'text', label: 'Text' };
const long: Field = { kind: 'longText', name: 'long', label: 'Long' };
const number: Field = { kind: 'number', name: 'number', label: 'Number' };
const choice: Field = { kind: 'choice', name: 'choice', label: 'Choice', options };
const multi: Field = { kind: 'multiChoice', name: 'multi', label: 'Several', options };
const department: Field = { kind: 'department', name: 'department', label: 'Department', options };
const person: Field = { kind: 'person', name: 'person', label: 'Person' };
const people: Field = { kind: 'people', name: 'people', label: 'People' };
const channel: Field = { kind: 'channel', name: 'channel', label: 'Channel' };
const date: Field = { kind: 'date', name: 'date', label: 'Date' };
const time: Field = { kind: 'time', name: 'time', label: 'Time' };
const rating: Field = { kind: 'rating', name: 'rating', label: 'Rating' };
const everyKind = [
  text,
  long,
  number,
  choice,
  multi,
  department,
  person,
  people,
  channel,
  date,
  time,
  rating,
];

describe('an empty field', () => {
  it.each(everyKind)('is null when it may be empty: $kind', (field) => {
    expect(read(field, undefined)).toBeNull();
    expect(read(field, '')).toBeNull();
    expect(read(field, [])).toBeNull();
    expect(read(field, [' ', ''])).toBeNull();
  });

  it.each(everyKind)('is refused when it is required: $kind', (field) => {
    const required = { ...field, required: true };
    for (const raw of [undefined, '', '  \n', [], ['']])
      expect(read(required, raw)).toBe('Please answer this one.');
  });
});

describe('text', () => {
  it('comes back without the space around it', () => {
    expect(read(text, '  340 contacts moved \n')).toBe('340 contacts moved');
    expect(read(long, 'one\n\n two\tthree')).toBe('one\n\n two\tthree');
  });

  it('keeps to the length asked for, and says by how much it is too long', () => {
    expect(read({ ...text, maxLength: 5 }, 'abcde')).toBe('abcde');
    expect(read({ ...text, maxLength: 5 }, 'abcdefgh')).toBe('This is 3 characters too long; 5 fit.');
    expect(read({ ...text, maxLength: 5 }, 'abcdef')).toBe('This is one character too long; 5 fit.');
    expect(read(long, 'x'.repeat(MAX_TEXT))).toHaveLength(MAX_TEXT);
    expect(read(long, 'x'.repeat(MAX_TEXT + 1))).toBe(`This is one character too long; ${MAX_TEXT} fit.`);
  });

  it('loses what no database keeps: null characters and halves of characters', () => {
    expect(read(text, 'a\u0000b')).toBe('ab');
    expect(read(text, 'half \ud83d.')).toBe('half \ufffd.');
    expect(read(text, 'whole 👍🏽')).toBe('whole 👍🏽');
    expect(read({ ...text, required: true }, '\u0000')).toBe('Please answer this one.');
  });
});

describe('a number', () => {
  it.each([
    ['3', 3],
    ['-12', -12],
    ['+4', 4],
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['0,125', 0.125],
    ['1234', 1234],
    ['1234,567', 1234.567],
    [' 7 ', 7],
  ])('is read from “%s”', (given, value) => {
    expect(read(number, given)).toBe(value);
  });

  it.each(['three', '1.2.3', '0x10', '1e5', 'NaN', 'Infinity', '--1', '1 000', '٣', '1,', ',5'])(
    'is not “%s”',
    (given) => {
      expect(read(number, given)).toBe('Please give a number such as 1200 or 1.5.');
    },
  );

  it('is not guessed where a comma or a point may stand for thousands or for a fraction', () => {
    expect(read(number, '1,200')).toBe('“1,200” can be read in two ways. Please write 1200 or 1.2.');
    expect(read(number, '-12.500')).toBe('“-12.500” can be read in two ways. Please write -12500 or -12.5.');
    expect(read(number, '1,234,567')).toBe('Please give a number such as 1200 or 1.5.');
    expect(read(number, '1.234,5')).toBe('Please give a number such as 1200 or 1.5.');
  });

  it('keeps to its limits', () => {
    const limited: Field = { ...number, kind: 'number', min: 0, max: 10 };
    expect(read(limited, '0')).toBe(0);
    expect(read(limited, '10')).toBe(10);
    expect(read(limited, '-0,5')).toBe('Please give a number of at least 0.');
    expect(read(limited, '10,5')).toBe('Please give a number of at most 10.');
  });
});

describe('a rating', () => {
  it('is a whole number on its scale, 1 to 5 unless it says otherwise', () => {
    expect(read(rating, '1')).toBe(1);
    expect(read(rating, '5')).toBe(5);
    expect(read({ ...rating, kind: 'rating', max: 10 }, '10')).toBe(10);
    for (const given of ['0', '6', '2.5', '-1', 'four', '0x5', '1e0'])
      expect(read(rating, given)).toBe('Please choose from 1 to 5.');
  });
});

describe('choices', () => {
  it('are among those offered', () => {
    expect(read(choice, 'sales')).toBe('sales');
    expect(read(department, 'finance')).toBe('finance');
    expect(read(multi, ['finance', 'sales'])).toEqual(['finance', 'sales']);
    expect(read(multi, 'sales')).toEqual(['sales']);
  });

  it('that are no longer offered are refused', () => {
    const gone = 'That choice is no longer offered; please choose again.';
    expect(read(choice, 'marketing')).toBe(gone);
    expect(read(department, 'Sales')).toBe(gone);
    expect(read(multi, ['sales', 'marketing'])).toBe(
      'One of these choices is no longer offered; please choose again.',
    );
  });

  it('count once, however often they come', () => {
    expect(read(multi, ['sales', 'sales'])).toEqual(['sales']);
    expect(read(people, ['U1', 'U2', 'U1'])).toEqual(['U1', 'U2']);
  });
});

describe('people and places', () => {
  it('come back as the platform names them', () => {
    expect(read(person, 'U1')).toBe('U1');
    expect(read(people, ['U1', 'U2'])).toEqual(['U1', 'U2']);
    expect(read(channel, 'C1')).toBe('C1');
  });
});

describe('dates and times', () => {
  it('are taken when they exist', () => {
    expect(read(date, '2026-11-24')).toBe('2026-11-24');
    expect(read(date, '2028-02-29')).toBe('2028-02-29');
    expect(read(time, '09:30')).toBe('09:30');
    expect(read(time, '23:59')).toBe('23:59');
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '24.11.2026',
    '0000-01-01',
    'tomorrow',
  ])('a date that does not exist is refused: %s', (given) => {
    expect(read(date, given)).toBe('Please give a date such as 2026-11-24.');
  });

  it.each(['24:00', '9:30', '09:60', '09:30:00', 'noon'])(
    'a time that does not exist is refused: %s',
    (given) => {
      expect(read(time, given)).toBe('Please give a time such as 09:30.');
    },
  );
});

describe('a whole form', () => {
  it('says everything that is wrong with it at once', () => {
    const asked = form(
      { kind: 'note', text: 'A note' },
      { kind: 'divider' },
      { ...text, required: true },
      date,
      time,
    );
    expect(readForm(asked, { date: 'x', time: '09:30' })).toEqual({
      errors: { text: 'Please answer this one.', date: 'Please give a date such as 2026-11-24.' },
    });
  });

  it('gives every field it asked for, and nothing that it did not', () => {
    const values = { text: 'x', injected: 'y', constructor: 'z' };
    expect(readForm(form(text, date), values)).toEqual({ values: { text: 'x', date: null } });
  });

  it('is not confused by fields named like properties that every object has', () => {
    const odd: Field = { kind: 'shortText', name: 'constructor', label: 'Odd' };
    expect(readForm(form(odd), {})).toEqual({ values: { constructor: null } });
  });
});

describe('whatever a platform hands back', () => {
  const rawValue = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })));
  const plausible = fc.oneof(
    rawValue,
    fc.constantFrom('sales', '3', '1,5', '2026-11-24', '2026-02-30', '09:30', '-0', '1e9'),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((instant) => instant.toISOString().slice(0, 10)),
  );
  const raw: fc.Arbitrary<RawValues> = fc.dictionary(
    fc.constantFrom(...everyKind.map(({ name }) => name), 'unknown'),
    plausible,
  );
  const limits = fc.record({
    required: fc.boolean(),
    maxLength: fc.integer({ min: 1, max: 20 }),
    min: fc.integer({ min: -10, max: 0 }),
    max: fc.integer({ min: 1, max: 10 }),
  });

  it('reading it never throws, and every value is within what its field allows', () => {
    fc.assert(
      fc.property(raw, limits, (given, limit) => {
        const fields = everyKind.map((field) => ({ ...field, ...limit })) as Field[];
        for (const field of fields) {
          const result = readForm(form(field), given);
          if ('errors' in result) {
            expect(Object.keys(result.errors)).toEqual([field.name]);
            expect(result.errors[field.name]).toMatch(/^[A-Z“].*\.$/s);
            continue;
          }
          const value = result.values[field.name] ?? null;
          if (value === null) {
            expect(limit.required).toBe(false);
            continue;
          }
          expect(isWithin(field, value, limit)).toBe(true);
          expect(JSON.parse(JSON.stringify(value))).toEqual(value);
          expect(JSON.stringify(value)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        }
      }),
    );
  });

  function isWithin(
    field: Field,
    value: string | number | readonly string[],
    limit: { maxLength: number; min: number; max: number },
  ): boolean {
    const offered = options.map((option) => option.value);
    switch (field.kind) {
      case 'shortText':
      case 'longText':
        return typeof value === 'string' && value === value.trim() && value.length <= limit.maxLength;
      case 'number':
        return typeof value === 'number' && value >= limit.min && value <= limit.max;
      case 'rating':
        return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= limit.max;
      case 'choice':
      case 'department':
        return offered.includes(String(value));
      case 'multiChoice':
        return Array.isArray(value) && value.length > 0 && value.every((one) => offered.includes(one));
      case 'people':
        return Array.isArray(value) && new Set(value).size === value.length;
      case 'person':
      case 'channel':
        return typeof value === 'string' && value !== '';
      case 'date':
        return new Date(`${value}T00:00:00Z`).toISOString().startsWith(String(value));
      case 'time':
        return /^\d\d:\d\d$/.test(String(value));
    }
  }
});
