import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Field, type Form, readForm } from '../../src/chat/form.ts';
import { initialValues, restored, unanswered } from '../../web/src/view/form-values.ts';

const options = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
const choice = fc.constantFrom('a', 'b', 'c');
const base = { label: 'Question' };
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** A field of each kind with a value that it may begin with, or none. */
const field = (name: string): fc.Arbitrary<Field> =>
  fc
    .oneof(
      fc.record({
        kind: fc.constantFrom('shortText' as const, 'longText' as const),
        value: maybe(fc.string()),
      }),
      fc.record({ kind: fc.constant('number' as const), value: maybe(fc.integer({ min: -999, max: 999 })) }),
      fc.record({
        kind: fc.constantFrom('choice' as const, 'department' as const),
        options: fc.constant(options),
        value: maybe(choice),
      }),
      fc.record({
        kind: fc.constant('multiChoice' as const),
        options: fc.constant(options),
        value: maybe(fc.uniqueArray(choice)),
      }),
      fc.record({ kind: fc.constantFrom('person' as const, 'channel' as const), value: maybe(choice) }),
      fc.record({ kind: fc.constant('people' as const), value: maybe(fc.uniqueArray(choice)) }),
      fc.record({ kind: fc.constant('date' as const), value: maybe(fc.constant('2026-11-24')) }),
      fc.record({ kind: fc.constant('time' as const), value: maybe(fc.constant('09:30')) }),
      fc.record({ kind: fc.constant('rating' as const), value: maybe(fc.integer({ min: 1, max: 5 })) }),
    )
    .map((rest) => ({ ...base, ...rest, name }) as Field);

const form: fc.Arbitrary<Form> = fc
  .array(fc.constant(null), { minLength: 1, maxLength: 8 })
  .chain((list) => fc.tuple(...list.map((_none, index) => field(`field${index}`))))
  .map((fields) => ({
    title: 'Form',
    submitLabel: 'Send',
    command: 'tutti',
    name: 'form',
    state: '-',
    parts: [{ kind: 'note', text: 'A note' }, ...fields, { kind: 'divider' }],
  }));

describe('a form as the browser holds it', () => {
  it('sent as it came is what the server gave', () => {
    fc.assert(
      fc.property(form, (given) => {
        const read = readForm(given, initialValues(given));
        expect(read).toHaveProperty('values');
        if (!('values' in read)) return;
        for (const part of given.parts) {
          if (!('name' in part) || part.value === undefined) continue;
          const empty = typeof part.value !== 'number' && part.value.length === 0;
          const text = typeof part.value === 'string' ? part.value.trim() : part.value;
          if (!empty && text !== '') expect(read.values[part.name]).toBeDefined();
        }
      }),
    );
  });

  it('says what has to be answered as the server would', () => {
    const blank = fc.constantFrom('', ' \n', 'a text');
    fc.assert(
      fc.property(form, fc.array(fc.boolean()), fc.array(blank), (given, required, texts) => {
        const parts = given.parts.map((part, index) =>
          'name' in part && (part.kind === 'shortText' || part.kind === 'people')
            ? { ...part, required: required[index] ?? false }
            : part,
        );
        const asked = { ...given, parts };
        const values = Object.fromEntries(
          Object.entries(initialValues(asked)).map(([name, value], index) => [
            name,
            typeof value === 'string' &&
            parts.some((part) => 'name' in part && part.name === name && part.kind === 'shortText')
              ? (texts[index] ?? '')
              : value,
          ]),
        );
        const read = readForm(asked, values);
        expect(unanswered(asked, values)).toEqual('errors' in read ? read.errors : {});
      }),
    );
  });

  it('takes what was typed back, and nothing that no longer fits', () => {
    const given: Form = {
      title: 'Form',
      submitLabel: 'Send',
      command: 'tutti',
      name: 'form',
      state: '-',
      parts: [
        { kind: 'shortText', name: 'name', label: 'Name', value: 'Daily' },
        { kind: 'people', name: 'people', label: 'People', value: ['ana'] },
        { kind: 'shortText', name: 'toString', label: 'A name that every object has' },
      ],
    };
    expect(restored(given, { name: 'Weekly', gone: 'x' })).toEqual({
      name: 'Weekly',
      people: ['ana'],
      toString: '',
    });
    expect(restored(given, { name: ['a', 'list'], people: 'a text' })).toEqual({
      name: 'Daily',
      people: ['ana'],
      toString: '',
    });
  });

  it('comes back whole from a draft', () => {
    fc.assert(
      fc.property(form, (given) => {
        const values = initialValues(given);
        expect(restored(given, JSON.parse(JSON.stringify(values)))).toEqual(values);
      }),
    );
  });
});
