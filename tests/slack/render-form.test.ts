import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Choice, Form, FormPart } from '../../src/chat/form.ts';
import { TuttiError } from '../../src/errors.ts';
import { readMetadata } from '../../src/slack/metadata.ts';
import { readValues, receive } from '../../src/slack/receive.ts';
import { renderForm } from '../../src/slack/render-form.ts';
import { aliveIn, checkView } from '../support/local-slack-blocks.ts';
import { anyForm } from './arbitraries.ts';

const form = (...parts: FormPart[]): Form => ({
  title: 'Check-in',
  submitLabel: 'Send',
  command: 'standup',
  name: 'answer',
  state: 'occurrence-1',
  parts,
});

/** The element of the only field. */
const input = (part: FormPart) =>
  (renderForm(form(part)).blocks[0] as unknown as { element: Record<string, unknown> }).element;
const choices = (count: number): Choice[] =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}` }));

describe('any form', () => {
  it('is a window that Slack accepts, and in which nothing hostile lives', () => {
    fc.assert(
      fc.property(anyForm, (any) => {
        const modal = renderForm(any);
        expect(checkView(modal, 'modal')).toEqual([]);
        expect(aliveIn(modal.blocks)).toEqual([]);
      }),
    );
  });

  it('carries its command, name and state through Slack', () => {
    fc.assert(
      fc.property(anyForm, (any) => {
        const { command, name, state } = any;
        expect(readMetadata(renderForm(any).private_metadata ?? '')).toMatchObject({
          command,
          form: name,
          state: state.toWellFormed(),
        });
      }),
    );
  });

  it('carries what is needed to answer, as long as there is room', () => {
    const origin = {
      message: { channel: 'D1', ts: '1.2' },
      respond: 'https://hooks.slack.com/actions/T1/1/x',
      home: true,
    };
    expect(readMetadata(renderForm(form(), origin).private_metadata ?? '')?.origin).toEqual(origin);
    const full = { ...form(), state: 's'.repeat(2900) };
    expect(readMetadata(renderForm(full, origin).private_metadata ?? '')).toMatchObject({
      state: full.state,
    });
  });

  it('is refused by us, not by Slack, when its state breaks the contract', () => {
    expect(() => renderForm({ ...form(), state: 's'.repeat(3000) })).toThrow(TuttiError);
  });
});

describe('choices', () => {
  it('are shown while they are few, and in a menu from eleven on', () => {
    expect(input({ kind: 'choice', name: 'q', label: 'Q', options: choices(10) }).type).toBe('radio_buttons');
    expect(input({ kind: 'choice', name: 'q', label: 'Q', options: choices(11) }).type).toBe('static_select');
    expect(input({ kind: 'multiChoice', name: 'q', label: 'Q', options: choices(10) }).type).toBe(
      'checkboxes',
    );
    expect(input({ kind: 'multiChoice', name: 'q', label: 'Q', options: choices(11) }).type).toBe(
      'multi_static_select',
    );
  });

  it('above a hundred stand in groups', () => {
    const { option_groups } = input({ kind: 'department', name: 'q', label: 'Q', options: choices(250) });
    expect(option_groups).toHaveLength(3);
  });

  it('say when there are too many to show', () => {
    expect(
      JSON.stringify(renderForm(form({ kind: 'choice', name: 'q', label: 'Q', options: choices(600) }))),
    ).toContain('Only the first 500');
  });

  it('that are missing are said instead of asked, since Slack refuses an empty list', () => {
    const { blocks } = renderForm(form({ kind: 'department', name: 'q', label: 'Department', options: [] }));
    expect(blocks).toMatchObject([{ type: 'section' }]);
  });

  it('come back as they were given, even when they are longer than Slack allows', () => {
    const choice = fc.record({ value: fc.string({ unit: 'binary', maxLength: 260 }), label: fc.string() });
    const many = fc.uniqueArray(choice, { minLength: 1, maxLength: 8, selector: ({ value }) => value });
    fc.assert(
      fc.property(many, (options) => {
        const modal = renderForm(form({ kind: 'multiChoice', name: 'q', label: 'Q', options }));
        const block = modal.blocks[0] as unknown as { element: { options: unknown[] } };
        const state = { q: { value: { type: 'checkboxes', selected_options: block.element.options } } };
        const { long } = readMetadata(modal.private_metadata ?? '') ?? { long: new Map() };
        expect(readValues(state, long).q).toEqual(options.map(({ value }) => value));
      }),
    );
  });
});

describe('each kind of field', () => {
  const cases: [FormPart, object][] = [
    [
      { kind: 'shortText', name: 'q', label: 'Q', maxLength: 80, value: 'v' },
      { type: 'plain_text_input', multiline: false, max_length: 80, initial_value: 'v' },
    ],
    [
      { kind: 'longText', name: 'q', label: 'Q' },
      { type: 'plain_text_input', multiline: true, max_length: 3000 },
    ],
    [
      { kind: 'number', name: 'q', label: 'Q', min: 0, max: 1.5, value: 1 },
      { type: 'number_input', min_value: '0', max_value: '1.5', initial_value: '1' },
    ],
    [
      { kind: 'rating', name: 'q', label: 'Q', value: 4 },
      { type: 'radio_buttons', initial_option: { value: '4' } },
    ],
    [{ kind: 'rating', name: 'q', label: 'Q', max: 12 }, { type: 'static_select' }],
    [
      { kind: 'person', name: 'q', label: 'Q', value: 'U1' },
      { type: 'users_select', initial_user: 'U1' },
    ],
    [
      { kind: 'people', name: 'q', label: 'Q', value: ['U1', 'not an id'] },
      { type: 'multi_users_select', initial_users: ['U1'] },
    ],
    [
      { kind: 'channel', name: 'q', label: 'Q', value: 'C1' },
      {
        type: 'conversations_select',
        initial_conversation: 'C1',
        filter: { include: ['public', 'private'] },
      },
    ],
    [
      { kind: 'date', name: 'q', label: 'Q', value: '2026-11-24' },
      { type: 'datepicker', initial_date: '2026-11-24' },
    ],
    [
      { kind: 'time', name: 'q', label: 'Q', value: '09:30' },
      { type: 'timepicker', initial_time: '09:30' },
    ],
  ];
  it.each(cases)('%j', (part, expected) => {
    expect(input(part)).toMatchObject(expected);
  });

  it('leaves out a date that does not exist, which Slack would refuse', () => {
    expect(input({ kind: 'date', name: 'q', label: 'Q', value: '2026-02-30' })).not.toHaveProperty(
      'initial_date',
    );
  });

  it('is optional unless it is required', () => {
    const { blocks } = renderForm(
      form({ kind: 'date', name: 'a', label: 'A' }, { kind: 'date', name: 'b', label: 'B', required: true }),
    );
    expect(blocks).toMatchObject([{ optional: true }, { optional: false }]);
  });

  it('lets a text stand that is longer than a limit set later, so that nothing is lost', () => {
    const text = 'x'.repeat(500);
    expect(input({ kind: 'longText', name: 'q', label: 'Q', maxLength: 100, value: text })).toMatchObject({
      initial_value: text,
      max_length: 500,
    });
  });
});

describe('any payload whatever', () => {
  it('is understood or refused, and never throws', () => {
    const keys = [
      'type',
      'event',
      'command',
      'team',
      'team_id',
      'user',
      'user_id',
      'actions',
      'view',
      'state',
      'values',
      'message',
      'tokens',
      'bot',
      'callback_id',
      'private_metadata',
      'blocks',
      'container',
      'id',
    ];
    const types = [
      'event_callback',
      'block_actions',
      'view_submission',
      'message_action',
      'view_closed',
      'app_home_opened',
      'user_change',
      'tokens_revoked',
    ];
    const leaf = fc.oneof(
      fc.constantFrom(...types),
      fc.constantFrom(null, 1, true, '', '/standup', 'U1'),
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
    fc.assert(
      fc.property(tree, (payload) => void receive(payload)),
      { numRuns: 2000 },
    );
  });
});
