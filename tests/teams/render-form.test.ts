import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Choice, Form, FormPart } from '../../src/chat/form.ts';
import { readCarried } from '../../src/teams/carried.ts';
import type { Offered } from '../../src/teams/inputs.ts';
import { receive } from '../../src/teams/receive.ts';
import { filledIn, renderForm } from '../../src/teams/render-form.ts';
import { anyForm } from '../slack/arbitraries.ts';
import { actionsOn, type CardInput, checkCard, inputsOn, saidOn } from '../support/local-teams-cards.ts';

const NOTHING: Offered = { people: [], channels: [] };

const form = (...parts: FormPart[]): Form => ({
  title: 'Check-in',
  submitLabel: 'Send',
  command: 'standup',
  name: 'answer',
  state: 'occurrence-1',
  parts,
});

const input = (part: FormPart, offered = NOTHING): CardInput | undefined =>
  inputsOn(renderForm(form(part), offered).card)[0];

const choices = (count: number): Choice[] =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}` }));

/** What Teams sends back when a dialog is sent with what stands in it. */
function sentBack(card: unknown, typed: Readonly<Record<string, string>> = {}) {
  const data = {
    ...actionsOn(card).at(-1)?.data,
    ...Object.fromEntries(inputsOn(card).map(({ id, value }) => [id, String(value ?? '')])),
    ...typed,
  };
  const received = receive(
    {
      type: 'invoke',
      name: 'task/submit',
      value: { data },
      channelId: 'msteams',
      serviceUrl: 'https://smba.example',
      from: { id: '29:ana', aadObjectId: 'ana' },
      recipient: { id: '28:bot' },
      conversation: { id: 'a:1', tenantId: 't1', conversationType: 'personal' },
    },
    [],
  );
  if (received?.kind !== 'act' || received.incoming.act.kind !== 'submit') throw new Error('Not understood');
  return received.incoming.act;
}

describe('any form', () => {
  it('is a dialog in which every field can be filled in and nothing hostile lives', () => {
    fc.assert(
      fc.property(anyForm, (any) => {
        const { card } = renderForm(any, NOTHING);
        // What was typed is never cut, so that a dialog with much in it may be larger than a message.
        expect(checkCard(card, { bytes: Number.POSITIVE_INFINITY })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('carries its command, name and state through Teams', () => {
    fc.assert(
      fc.property(anyForm, (any) => {
        const carried = readCarried(actionsOn(renderForm(any, NOTHING).card).at(-1)?.data);
        expect(carried).toMatchObject({ kind: 'form', command: any.command, form: any.name });
        expect(carried?.kind === 'form' && carried.state).toBe(any.state.toWellFormed());
      }),
    );
  });

  it('stays within 25 KB as long as people have typed little, by leaving out what explains', () => {
    const notes = Array.from(
      { length: 40 },
      (_, at): FormPart => ({ kind: 'note', text: `${at} ${'x'.repeat(2000)}` }),
    );
    const asked: FormPart = { kind: 'longText', name: 'q', label: 'What is next?' };
    const { card } = renderForm(form(...notes, asked), NOTHING);
    expect(checkCard(card)).toEqual([]);
    expect(saidOn(card)).toContain('…');
    expect(inputsOn(card)).toHaveLength(1);
  });

  it('loses nothing that was typed, however much it is', () => {
    const typed = 'ß'.repeat(3000);
    const parts = Array.from(
      { length: 9 },
      (_, at): FormPart => ({ kind: 'longText', name: `q${at}`, label: `Q${at}` }),
    );
    const values = Object.fromEntries(parts.map((_, at) => [`q${at}`, typed]));
    const { card } = renderForm(filledIn(form(...parts), values), {
      ...NOTHING,
      errors: { q0: 'Too long.' },
    });
    expect(inputsOn(card).map(({ value }) => value)).toEqual(Array(9).fill(typed));
  });
});

describe('choices', () => {
  it('are shown while they are few and plain, and stand in a menu otherwise', () => {
    const style = (options: readonly Choice[]) =>
      input({ kind: 'choice', name: 'q', label: 'Q', options })?.style;
    expect(style(choices(6))).toBe('expanded');
    expect(style(choices(7))).toBe('compact');
    expect(style([{ value: '1', label: '[a link](https://evil.example)' }])).toBe('compact');
  });

  it('that are missing are said instead of asked', () => {
    expect(
      saidOn(
        renderForm(form({ kind: 'department', name: 'q', label: 'Department', options: [] }), NOTHING).card,
      ),
    ).toContain('Department: there is nothing to choose from yet.');
  });

  it('that are too many are said', () => {
    const { card } = renderForm(
      form({ kind: 'choice', name: 'q', label: 'Q', options: choices(200) }),
      NOTHING,
    );
    expect(saidOn(card)).toContain('Only the first 150');
  });

  it('come back as they were given, commas and all', () => {
    const choice = fc.record({
      value: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      label: fc.string(),
    });
    const many = fc.uniqueArray(choice, { minLength: 1, maxLength: 8, selector: ({ value }) => value });
    fc.assert(
      fc.property(many, (options) => {
        const value = options.map((option) => option.value);
        const { card } = renderForm(
          form({ kind: 'multiChoice', name: 'q', label: 'Q', options, value }),
          NOTHING,
        );
        expect(sentBack(card).values.q).toEqual(value);
      }),
    );
  });
});

describe('each kind of field', () => {
  const channel = { ...NOTHING, channels: [{ value: '19:a@thread.tacv2', label: 'Web shop › CRM' }] };
  const cases: [FormPart, object][] = [
    [
      { kind: 'shortText', name: 'q', label: 'Q', maxLength: 80, value: 'v' },
      { type: 'Input.Text', isMultiline: false, maxLength: 80, value: 'v' },
    ],
    [
      { kind: 'longText', name: 'q', label: 'Q', required: true },
      { type: 'Input.Text', isMultiline: true, isRequired: true },
    ],
    [
      { kind: 'number', name: 'q', label: 'Q', min: 0, max: 1.5, value: 1 },
      { type: 'Input.Number', min: 0, max: 1.5, value: 1 },
    ],
    [
      { kind: 'rating', name: 'q', label: 'Q', value: 4 },
      { type: 'Input.ChoiceSet', style: 'expanded', value: '4' },
    ],
    [
      { kind: 'person', name: 'q', label: 'Q', value: 'ana' },
      { type: 'Input.ChoiceSet', 'choices.data': { dataset: 'graph.microsoft.com/users' }, value: 'ana' },
    ],
    [
      { kind: 'people', name: 'q', label: 'Q', value: ['ana', '../ben'] },
      { isMultiSelect: true, value: 'ana' },
    ],
    [
      { kind: 'channel', name: 'q', label: 'Q', value: '19:a@thread.tacv2' },
      { choices: [{ title: 'Web shop › CRM' }], value: '19:a@thread.tacv2' },
    ],
    [
      { kind: 'date', name: 'q', label: 'Q', value: '2026-11-24' },
      { type: 'Input.Date', value: '2026-11-24' },
    ],
    [
      { kind: 'time', name: 'q', label: 'Q', value: '09:30' },
      { type: 'Input.Time', value: '09:30' },
    ],
  ];
  it.each(cases)('%j', (part, expected) => {
    expect(input(part, channel)).toMatchObject(expected);
  });

  it('leaves out a date that does not exist', () => {
    expect(input({ kind: 'date', name: 'q', label: 'Q', value: '2026-02-30' })).not.toHaveProperty('value');
  });

  it('names people who are chosen already', () => {
    const offered = { ...NOTHING, people: [{ value: 'ana', label: 'Ana' }] };
    expect(input({ kind: 'person', name: 'q', label: 'Q', value: 'ana' }, offered)?.choices).toEqual([
      { title: 'Ana', value: 'ana' },
    ]);
  });
});

describe('a form to be mended', () => {
  it('says what at the field, and on top what belongs to none', () => {
    const parts: FormPart[] = [
      { kind: 'shortText', name: 'a', label: 'First' },
      { kind: 'shortText', name: 'b', label: 'Second' },
    ];
    const { card } = renderForm(filledIn(form(...parts), { b: 'typed' }), {
      ...NOTHING,
      errors: { b: 'Please say more.', other: 'That is not possible.' },
    });
    expect(saidOn(card)).toBe('That is not possible.\nFirst: \nSecond: typed\nPlease say more.\n[ Send ]');
  });

  it('keeps what was typed in place of what it began with', () => {
    const filled = filledIn(
      form(
        { kind: 'multiChoice', name: 'm', label: 'M', options: choices(3), value: ['v0'] },
        { kind: 'number', name: 'n', label: 'N', value: 1 },
        { kind: 'shortText', name: 's', label: 'S', value: 'begun' },
      ),
      { m: ['v1', 'v2'], n: '2,5' },
    );
    expect(filled.parts).toMatchObject([{ value: ['v1', 'v2'] }, { value: 2.5 }, { name: 's' }]);
    expect(filled.parts[2]).not.toHaveProperty('value');
  });
});

describe('any activity whatever', () => {
  it('is understood or refused, and never throws', () => {
    const keys = [
      'type',
      'name',
      'value',
      'data',
      'tutti',
      'press',
      'form',
      'many',
      'long',
      'text',
      'from',
      'id',
      'aadObjectId',
      'recipient',
      'conversation',
      'tenantId',
      'channelData',
      'entities',
      'serviceUrl',
      'channelId',
      'action',
      'messagePayload',
      'commandId',
      'membersAdded',
      'isTargeted',
    ];
    const leaf = fc.oneof(
      fc.constantFrom(
        'message',
        'invoke',
        'conversationUpdate',
        'installationUpdate',
        'msteams',
        'task/submit',
        'task/fetch',
        'adaptiveCard/action',
        'composeExtension/fetchTask',
        'mention',
        'add',
      ),
      fc.constantFrom(null, 1, true, '', '/standup'),
      fc.string(),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree')),
      ),
    }));
    const whole = {
      channelId: 'msteams',
      serviceUrl: 'https://smba.example',
      from: { id: '29:ana', aadObjectId: 'ana' },
      recipient: { id: '28:bot' },
      conversation: { id: 'a:1', tenantId: 't1' },
    };
    fc.assert(
      fc.property(tree, fc.dictionary(fc.constantFrom(...keys), tree), (any, some) => {
        receive(any, ['standup']);
        receive({ ...whole, ...some }, ['standup']);
      }),
      { numRuns: 2000 },
    );
  });
});
