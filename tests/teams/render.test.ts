import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { View } from '../../src/chat/view.ts';
import { LIMITS } from '../../src/teams/limits.ts';
import { renderCard, renderMessage } from '../../src/teams/render.ts';
import { anyView, HOSTILE } from '../slack/arbitraries.ts';
import { actionsOn, checkCard, saidOn } from '../support/local-teams-cards.ts';

const view = (...elements: View['elements']): View => ({ summary: 'A summary', elements });

/** What Adaptive Cards and Teams make something of, beside what Slack does. */
const MARKUP = [
  '<at>Ana</at>',
  '[your bank](https://evil.example)',
  '**bold** _slanted_ ~~gone~~',
  '- a list\n- of two\n1. and one',
  '# a heading',
  '{{DATE(2017-02-14T06:00:00Z, SHORT)}}',
  '<b>bold</b> &lt;b&gt;',
  '![picture](https://evil.example/a.png)',
];

describe('any view', () => {
  it('is a card that Teams takes: in 25 KB, and without anything in it that would be read as markup', () => {
    fc.assert(
      fc.property(anyView, (any) => {
        expect(checkCard(renderCard(any))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('has one line for notifications', () => {
    fc.assert(
      fc.property(anyView, (any) => {
        const { summary } = renderMessage(any);
        expect(summary.trim()).not.toBe('');
        expect(summary.length).toBeLessThanOrEqual(LIMITS.summary);
      }),
    );
  });
});

describe("people's own words", () => {
  it.each([...HOSTILE.filter((text) => text.trim() !== ''), ...MARKUP])(
    'stay as they were written: %j',
    (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what no card can carry
      const written = text.toWellFormed().replace(/[\u0000\u0007\u001b]/g, '');
      const card = renderCard(
        view(
          { kind: 'text', text },
          { kind: 'quote', text },
          { kind: 'list', items: [text] },
          { kind: 'fields', fields: [{ label: text, text }] },
          { kind: 'table', caption: text, columns: ['A'], rows: [[text]] },
          { kind: 'context', text },
        ),
      );
      const shown = saidOn(card).replaceAll('\u200b', '');
      expect(shown.split(written).length).toBeGreaterThan(5);
      expect(checkCard(card)).toEqual([]);
    },
  );

  it('are in runs of plain text alone: there is no TextBlock and no FactSet', () => {
    const words = '**bold**';
    const card = renderCard(
      view({ kind: 'heading', text: words }, { kind: 'fields', fields: [{ label: words, text: words }] }),
    );
    expect(JSON.stringify(card)).not.toMatch(
      /TextBlock"|FactSet/.source.replace('TextBlock"', '"TextBlock"'),
    );
    expect(JSON.stringify(card)).toContain('"type":"TextRun","text":"**bold**"');
  });
});

describe('a view that is too large', () => {
  const long = Array.from({ length: 60 }, (_, at) => ({
    kind: 'text' as const,
    text: `${at} ${'Wörter '.repeat(200)}`,
  }));
  const button = { label: 'Answer', command: 'standup', action: 'answer', value: '1' };

  it('says once what it leaves out, and keeps its buttons', () => {
    const card = renderCard(view(...long, { kind: 'buttons', buttons: [button] }));
    expect(saidOn(card).match(/more that does not fit/g)).toHaveLength(1);
    expect(actionsOn(card).map(({ title }) => title)).toEqual(['Answer']);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(LIMITS.cardBytes);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeGreaterThan(LIMITS.cardBytes * 0.8);
  });

  it('counts bytes and not characters', () => {
    const card = renderCard(view(...Array(30).fill({ kind: 'text' as const, text: '漢'.repeat(2000) })));
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(LIMITS.cardBytes);
    expect(saidOn(card)).toContain('漢');
  });
});

describe('elements', () => {
  it('shows a field with its label in bold, and long text below it', () => {
    const { body } = renderCard(
      view({
        kind: 'fields',
        fields: [
          { label: 'Next', text: 'train' },
          { label: 'Moved', text: 'a '.repeat(50) },
        ],
      }),
    );
    expect(body).toMatchObject([
      { inlines: [{ text: 'Next', weight: 'Bolder' }, { text: '  train' }] },
      { inlines: [{ text: 'Moved' }, { text: expect.stringMatching(/^\n/) }] },
    ]);
  });

  it('draws a line above what follows it, and none at the end', () => {
    const { body } = renderCard(
      view(
        { kind: 'text', text: 'a' },
        { kind: 'divider' },
        { kind: 'text', text: 'b' },
        { kind: 'divider' },
      ),
    );
    expect(body).toHaveLength(2);
    expect(body[1]).toMatchObject({ separator: true });
  });

  it('makes a table of up to four columns, and lists a wider one row by row', () => {
    const table = { kind: 'table' as const, caption: 'Answers', columns: ['Team', 'Of'], rows: [['Sales']] };
    expect(renderCard(view(table)).body).toMatchObject([
      { type: 'RichTextBlock' },
      { type: 'Table', firstRowAsHeaders: true, rows: [{}, { cells: [{}, {}] }] },
    ]);
    const wide = { ...table, columns: ['a', 'b', 'c', 'd', 'e'], rows: [['1', '2', '3', '4', '5']] };
    expect(saidOn(renderCard(view(wide)))).toContain('1\nb: 2 · c: 3 · d: 4 · e: 5');
  });

  it('lets Teams draw a chart, and says the same in words', () => {
    const chart = {
      title: 'Agreement',
      alt: 'Sales 4, IT 2',
      bars: [
        { label: 'Sales', value: 4 },
        { label: 'IT', value: Number.NaN },
      ],
    };
    const card = renderCard(view({ kind: 'chart', chart }));
    expect(card.body[1]).toMatchObject({ type: 'Chart.HorizontalBar', data: [{ x: 'Sales', y: 4 }] });
    expect(saidOn(card)).toContain('Sales 4, IT 2');
  });

  it('links web addresses only', () => {
    const link = (url: string) => JSON.stringify(renderCard(view({ kind: 'link', text: 'Open', url })));
    expect(link('https://tutti.example/x')).toContain('Action.OpenUrl');
    expect(link('javascript:alert(1)')).not.toContain('Action.OpenUrl');
  });

  it('opens a dialog by Action.Submit, and presses by Action.Execute with Action.Submit behind it', () => {
    const buttons = [
      { label: 'Answer', command: 'standup', action: 'answer', value: '1', opensForm: true },
      { label: 'Nothing new', command: 'standup', action: 'nothing_new', value: '1' },
    ];
    expect(actionsOn(renderCard(view({ kind: 'buttons', buttons })))).toMatchObject([
      { type: 'Action.Submit', data: { msteams: { type: 'task/fetch' } } },
      { type: 'Action.Execute', verb: 'standup/nothing_new', fallback: { type: 'Action.Submit' } },
    ]);
  });
});
