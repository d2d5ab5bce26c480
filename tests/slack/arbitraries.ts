import fc from 'fast-check';
import type { Choice, Field, Form, FormPart } from '../../src/chat/form.ts';
import type { Button, Element, View } from '../../src/chat/view.ts';

/** What people write, and worse: markup of Slack's, half characters, controls, texts far over every limit. */
export const HOSTILE = [
  '<!channel>',
  '<!here|here>',
  '<@U012AB3CD>',
  '<#C012AB3CD|general>',
  '<!subteam^S012|team>',
  '<https://evil.example|your bank>',
  '<!date^1392734382^{date}|now>',
  '*bold* _slanted_ ~gone~ `code` ```block```',
  ':smile: :warning:',
  '&amp; &lt; &gt; & < >',
  '> quoted\n>>> all',
  '@channel @here @everyone',
  '\u0000\u0007\u001b[31m',
  '\ud800 half',
  '👩‍👩‍👧‍👦🇩🇪é',
  '\u202egnitirw',
  '   ',
  '',
] as const;

const huge = fc
  .tuple(fc.constantFrom('x', 'word ', '&', '<', 'ß', '👍', 'line\n'), fc.integer({ min: 100, max: 7000 }))
  .map(([unit, times]) => unit.repeat(times));

const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: huge },
);

const name = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
  .map((text) => text.replace(/[/#\s]/g, 'x'));

const button: fc.Arbitrary<Button> = fc.record(
  {
    label: anyText,
    command: name,
    action: name,
    value: fc.string({ maxLength: 1000 }),
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['label', 'command', 'action', 'value'] },
);

const element: fc.Arbitrary<Element> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: anyText }),
  fc.record({ kind: fc.constant('text' as const), text: anyText, strong: fc.boolean() }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: anyText, text: anyText }), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(anyText, { maxLength: 12 }) }),
  fc.record({ kind: fc.constant('quote' as const), text: anyText }),
  fc.constant({ kind: 'divider' as const }),
  fc.record({
    kind: fc.constant('table' as const),
    caption: anyText,
    columns: fc.array(anyText, { maxLength: 5 }),
    rows: fc.array(fc.array(anyText, { maxLength: 6 }), { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('chart' as const),
    chart: fc.record({
      title: anyText,
      alt: anyText,
      bars: fc.array(fc.record({ label: anyText, value: fc.double() }), { maxLength: 8 }),
    }),
  }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(button, { maxLength: 30 }) }),
  fc.record({
    kind: fc.constant('link' as const),
    text: anyText,
    url: fc.oneof(
      fc.webUrl(),
      anyText,
      fc.constantFrom('javascript:alert(1)', 'https://a.example/|<!channel>'),
    ),
  }),
  fc.record({ kind: fc.constant('context' as const), text: anyText }),
);

export const anyView: fc.Arbitrary<View> = fc.record({
  summary: anyText,
  elements: fc.array(element, { maxLength: 70 }),
});

const choice: fc.Arbitrary<Choice> = fc.record({ value: fc.string({ maxLength: 300 }), label: anyText });
const choices = fc.oneof(
  fc.array(choice, { maxLength: 14 }),
  fc
    .integer({ min: 0, max: 700 })
    .map((count) => Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}` }))),
);

const base = { name, label: anyText, hint: anyText, required: fc.boolean() };
const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    ...base,
    kind: fc.constantFrom('shortText' as const, 'longText' as const),
    maxLength: fc.integer({ min: -5, max: 9000 }),
    value: anyText,
  }),
  fc.record({
    ...base,
    kind: fc.constant('number' as const),
    min: fc.double(),
    max: fc.double(),
    value: fc.double(),
  }),
  fc.record({
    ...base,
    kind: fc.constantFrom('choice' as const, 'department' as const),
    options: choices,
    value: fc.string(),
  }),
  fc.record({
    ...base,
    kind: fc.constant('multiChoice' as const),
    options: choices,
    value: fc.array(fc.string()),
  }),
  fc.record({
    ...base,
    kind: fc.constantFrom('person' as const, 'channel' as const, 'date' as const, 'time' as const),
    value: anyText,
  }),
  fc.record({ ...base, kind: fc.constant('people' as const), value: fc.array(anyText, { maxLength: 4 }) }),
  fc.record({
    ...base,
    kind: fc.constant('rating' as const),
    max: fc.integer({ min: -1, max: 200 }),
    value: fc.integer(),
  }),
);

const part: fc.Arbitrary<FormPart> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('note' as const), text: anyText }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'divider' as const }) },
  { weight: 6, arbitrary: field },
);

export const anyForm: fc.Arbitrary<Form> = fc.record({
  title: anyText,
  submitLabel: anyText,
  command: name,
  name,
  state: fc.string({ unit: 'binary', maxLength: 2000 }),
  parts: fc.array(part, { maxLength: 110 }),
});
