import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form } from '../../src/chat/form.ts';
import { keepable } from '../../src/chat/text.ts';
import { LIMITS } from '../../src/web/limits.ts';
import { renderForm, renderReply, renderView } from '../../src/web/render.ts';
import { anyForm, anyView } from '../slack/arbitraries.ts';

const link = (url: string) =>
  renderView({ summary: 'x', elements: [{ kind: 'link', text: 'Open', url }] }).elements[0];

describe('a view for the page', () => {
  it('is what it was while it is of a sensible length', () => {
    const plain = {
      summary: 'Round',
      elements: [
        { kind: 'heading', text: 'CRM rollout' },
        { kind: 'text', text: '340 contacts\nmoved', strong: true },
        { kind: 'text', text: '<b>not bold</b> & <!channel>' },
        { kind: 'fields', fields: [{ label: 'Next', text: 'Train' }] },
        { kind: 'list', items: ['one', 'two'] },
        { kind: 'quote', text: 'so it is' },
        { kind: 'divider' },
        { kind: 'table', caption: 'Who', columns: ['a', 'b'], rows: [['1', '2']] },
        {
          kind: 'chart',
          chart: { title: 'Mood', alt: 'Mood 4', bars: [{ label: 'Mon', value: 4 }], max: 5 },
        },
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Answer',
              command: 'standup',
              action: 'answer',
              value: 'id',
              style: 'primary',
              opensForm: true,
            },
          ],
        },
        { kind: 'link', text: 'Open', url: 'https://tutti.example.com/today' },
        { kind: 'context', text: 'posted in Sales' },
      ],
    } as const;
    expect(renderView(plain)).toEqual(plain);
  });

  it('links to the web alone; anything else is shown as it is written', () => {
    expect(link('https://example.com/a?b=c#d')).toMatchObject({ kind: 'link' });
    expect(link('http://127.0.0.1:3000/sign-in#x')).toMatchObject({ kind: 'link' });
    for (const url of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      '//example.com',
      '/relative',
      '',
      `https://example.com/${'a'.repeat(4000)}`,
    ]) {
      expect(link(url), url).toMatchObject({ kind: 'text' });
    }
  });

  it('is cut with a visible …, never inside a character', () => {
    const [heading] = renderView({
      summary: 'x',
      elements: [{ kind: 'heading', text: '😀'.repeat(LIMITS.heading) }],
    }).elements;
    const text = heading?.kind === 'heading' ? heading.text : '';
    expect(text).toMatch(/😀…$/u);
    expect(text.isWellFormed()).toBe(true);
    expect(text.length).toBeLessThanOrEqual(LIMITS.heading);
  });

  it('says how much of a long list or table is left out', () => {
    const many = Array.from({ length: LIMITS.tableRows + 7 }, (_, index) => `${index}`);
    const { elements } = renderView({
      summary: 'x',
      elements: [
        { kind: 'list', items: many },
        { kind: 'table', caption: '', columns: ['a'], rows: many.map((one) => [one]) },
      ],
    });
    expect(elements).toMatchObject([
      { items: expect.arrayContaining(['… and 507 more']) },
      { rows: expect.arrayContaining([['… and 7 more']]) },
    ]);
  });

  it('keeps within its limits whatever it is given, and drawing it again changes nothing', () => {
    fc.assert(
      fc.property(anyView, (given) => {
        const rendered = renderView(given);
        expect(rendered.elements.length).toBeLessThanOrEqual(LIMITS.elements);
        JSON.stringify(rendered, (_name, value) => {
          if (typeof value === 'string') expect(value).toBe(keepable(value));
          return value;
        });
        for (const element of rendered.elements) {
          if (element.kind === 'link') expect(element.url).toMatch(/^https?:/);
          if ('text' in element) expect(element.text.length).toBeLessThanOrEqual(LIMITS.text);
        }
        expect(renderView(rendered)).toEqual(rendered);
      }),
    );
  });
});

describe('a form for the page', () => {
  it('keeps every field, and what stands in it', () => {
    fc.assert(
      fc.property(anyForm, (given) => {
        const rendered = renderForm(given);
        expect(rendered.parts.map(({ kind }) => kind)).toEqual(
          given.parts.slice(0, LIMITS.formParts).map(({ kind }) => kind),
        );
        const values = (one: Form) => one.parts.map((part) => ('value' in part ? part.value : undefined));
        expect(values(rendered)).toEqual(values(given).slice(0, LIMITS.formParts));
        expect([rendered.command, rendered.name, rendered.state]).toEqual([
          given.command,
          given.name,
          given.state,
        ]);
      }),
    );
  });
});

describe('a reply for the page', () => {
  it('keeps its kind', () => {
    const shown = { summary: 'x', elements: [] };
    expect(renderReply({ kind: 'show', view: shown })).toEqual({ kind: 'show', view: shown });
    expect(renderReply({ kind: 'replace', view: shown })).toEqual({ kind: 'replace', view: shown });
    expect(renderReply({ kind: 'nothing' })).toEqual({ kind: 'nothing' });
    expect(renderReply({ kind: 'invalid', errors: { next: 'Please answer this one.' } })).toEqual({
      kind: 'invalid',
      errors: { next: 'Please answer this one.' },
    });
  });
});
