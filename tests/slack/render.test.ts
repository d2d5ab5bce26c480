import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { View } from '../../src/chat/view.ts';
import { PHONE_COLUMNS } from '../../src/slack/limits.ts';
import { renderHome, renderMessage, renderModal } from '../../src/slack/render.ts';
import { aliveIn, checkMessage, checkView } from '../support/local-slack-blocks.ts';
import { anyView, HOSTILE } from './arbitraries.ts';

const view = (...elements: View['elements']): View => ({ summary: 'A summary', elements });
const texts = (blocks: unknown): string => JSON.stringify(blocks);

describe('any view', () => {
  it('is a message that Slack accepts', () => {
    fc.assert(
      fc.property(anyView, (any) => {
        expect(checkMessage(renderMessage(any).blocks)).toEqual([]);
      }),
    );
  });

  it('is a window and a home page that Slack accepts', () => {
    fc.assert(
      fc.property(anyView, (any) => {
        expect(checkView(renderModal(any), 'modal')).toEqual([]);
        expect(checkView(renderHome(any), 'home')).toEqual([]);
      }),
    );
  });

  it('rings nobody, and turns nothing that people wrote into a link, a date, an emoji or bold', () => {
    fc.assert(
      fc.property(anyView, (any) => {
        const { text, blocks } = renderMessage(any);
        expect(aliveIn({ text })).toEqual([]);
        expect(aliveIn(blocks)).toEqual([]);
      }),
    );
  });
});

describe("people's own words", () => {
  it.each(HOSTILE.filter((text) => text.trim() !== ''))('stay as they were written: %j', (text) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what Slack cannot carry
    const shown = text.toWellFormed().replace(/[\u0000\u0007\u001b]/g, '');
    const { blocks } = renderMessage(
      view({ kind: 'text', text }, { kind: 'quote', text }, { kind: 'list', items: [text] }),
    );
    expect(texts(blocks).split(JSON.stringify(shown).slice(1, -1)).length).toBeGreaterThan(3);
  });

  it('are escaped in the line for notifications, the one place where Slack reads markup', () => {
    expect(renderMessage({ summary: '<!channel> & <@U1>', elements: [] }).text).toBe(
      '&lt;!channel&gt; &amp; &lt;@U1&gt;',
    );
  });
});

describe('a text over the limit', () => {
  it('is split into sections at its paragraphs, and nothing is lost', () => {
    const paragraphs = Array.from({ length: 20 }, (_, at) => `${at} ${'word '.repeat(80)}`.trim());
    const { blocks } = renderMessage(view({ kind: 'text', text: paragraphs.join('\n\n') }));
    expect(blocks.length).toBeGreaterThan(2);
    for (const paragraph of paragraphs) expect(texts(blocks)).toContain(paragraph);
  });

  it('is shortened with a visible … where it cannot be split', () => {
    expect(texts(renderMessage(view({ kind: 'heading', text: 'h'.repeat(500) })).blocks)).toContain('hhh…');
  });

  it('says once what a message leaves out, and keeps the buttons', () => {
    const long = Array.from({ length: 60 }, (_, at) => ({
      kind: 'text' as const,
      text: `${at} ${'word '.repeat(200)}`,
    }));
    const button = { label: 'Answer', command: 'standup', action: 'answer', value: '1' };
    const { blocks } = renderMessage(view(...long, { kind: 'buttons', buttons: [button] }));
    expect(texts(blocks).match(/more that does not fit/g)).toHaveLength(1);
    expect(blocks.at(-1)).toMatchObject({ type: 'actions' });
  });
});

describe('elements', () => {
  it('shows a field with its label in bold, and long text below it', () => {
    const { blocks } = renderMessage(
      view({
        kind: 'fields',
        fields: [
          { label: 'Next', text: 'train' },
          { label: 'Moved', text: 'a '.repeat(50) },
        ],
      }),
    );
    expect(blocks).toMatchObject([
      {
        elements: [
          { elements: [{ text: 'Next', style: { bold: true } }, { text: '  train' }] },
          { elements: [{ text: 'Moved' }, { text: expect.stringMatching(/^\n/) }] },
        ],
      },
    ]);
  });

  it('aligns a narrow table, and lists a wide one row by row', () => {
    const narrow = {
      kind: 'table' as const,
      caption: 'Answers',
      columns: ['Team', 'Of'],
      rows: [
        ['Sales', '9'],
        ['IT', '11'],
      ],
    };
    expect(texts(renderMessage(view(narrow)).blocks)).toContain('Team   Of\\nSales  9\\nIT     11');
    const wide = { ...narrow, rows: [['Sales', 'w'.repeat(PHONE_COLUMNS)]] };
    expect(texts(renderMessage(view(wide)).blocks)).toContain(`Of: ${'w'.repeat(PHONE_COLUMNS)}`);
  });

  it('draws a chart as bars of text, and says the same in words', () => {
    const chart = {
      title: 'Agreement',
      alt: 'Sales 4, IT 2',
      bars: [
        { label: 'Sales', value: 4 },
        { label: 'IT', value: 2 },
      ],
    };
    const drawn = texts(renderMessage(view({ kind: 'chart', chart })).blocks);
    expect(drawn).toContain(`Sales ${'▇'.repeat(10)} 4\\nIT    ${'▇'.repeat(5)}      2`);
    expect(drawn).toContain('Sales 4, IT 2');
  });

  it('links web addresses only', () => {
    const link = (url: string) => texts(renderMessage(view({ kind: 'link', text: 'Open', url })).blocks);
    expect(link('https://tutti.example/x')).toContain('"type":"link"');
    expect(link('javascript:alert(1)')).not.toContain('"type":"link"');
  });

  it('numbers the buttons of a message through, so that no two have the same id', () => {
    const buttons = [1, 2].map((at) => ({ label: `${at}`, command: 'away', action: 'back', value: `${at}` }));
    const { blocks } = renderMessage(view({ kind: 'buttons', buttons }, { kind: 'buttons', buttons }));
    expect(texts(blocks).match(/away\/back#\d/g)).toEqual([
      'away/back#0',
      'away/back#1',
      'away/back#2',
      'away/back#3',
    ]);
  });

  it('opens a window even for a view without elements', () => {
    expect(checkView(renderModal(view()), 'modal')).toEqual([]);
    expect(texts(renderModal(view()))).toContain('A summary');
  });
});
