import type { Choice, Field, Form, FormPart } from '../chat/form.ts';
import type { Reply } from '../chat/reply.ts';
import { keepable } from '../chat/text.ts';
import type { Button, Chart, Element, View } from '../chat/view.ts';
import { LIMITS } from './limits.ts';

/** A view as the page gets it: of bounded length, with a visible … where it was cut, and with links to the web alone. */
export const renderView = (view: View): View => ({
  summary: cut(view.summary, LIMITS.summary),
  elements: first(view.elements, LIMITS.elements).map(renderElement),
});

function renderElement(element: Element): Element {
  switch (element.kind) {
    case 'heading':
      return { kind: 'heading', text: cut(element.text, LIMITS.heading) };
    case 'text':
      return {
        kind: 'text',
        text: cut(element.text, LIMITS.text),
        ...(element.strong === undefined ? {} : { strong: element.strong }),
      };
    case 'quote':
    case 'context':
      return { kind: element.kind, text: cut(element.text, LIMITS.text) };
    case 'fields':
      return {
        kind: 'fields',
        fields: first(element.fields, LIMITS.fields).map(({ label, text }) => ({
          label: cut(label, LIMITS.label),
          text: cut(text, LIMITS.text),
        })),
      };
    case 'list':
      return {
        kind: 'list',
        items: [
          ...first(element.items, LIMITS.listItems).map((item) => cut(item, LIMITS.text)),
          ...more(element.items, LIMITS.listItems),
        ],
      };
    case 'divider':
      return { kind: 'divider' };
    case 'table':
      return {
        kind: 'table',
        caption: cut(element.caption, LIMITS.label),
        columns: first(element.columns, LIMITS.tableColumns).map((column) => cut(column, LIMITS.label)),
        rows: [
          ...first(element.rows, LIMITS.tableRows).map((row) =>
            first(row, LIMITS.tableColumns).map((cell) => cut(cell, LIMITS.cell)),
          ),
          ...more(element.rows, LIMITS.tableRows).map((rest) => [rest]),
        ],
      };
    case 'chart':
      return { kind: 'chart', chart: renderChart(element.chart) };
    case 'buttons':
      return { kind: 'buttons', buttons: first(element.buttons, LIMITS.buttons).map(renderButton) };
    case 'link':
      return renderLink(element.text, element.url);
  }
}

const renderChart = ({ title, alt, bars, max }: Chart): Chart => ({
  title: cut(title, LIMITS.label),
  alt: cut(alt, LIMITS.text),
  bars: first(bars, LIMITS.bars).map(({ label, value }) => ({ label: cut(label, LIMITS.label), value })),
  ...(max === undefined ? {} : { max }),
});

/** A value is handed back as it is, so one that is too long cannot be cut: the command says that it does not know it. */
const renderButton = (button: Button): Button => ({
  ...button,
  label: cut(button.label, LIMITS.buttonText),
  value: keepable(button.value.slice(0, LIMITS.buttonValue)),
});

/** Only web addresses become links; anything else is shown as it is written. */
function renderLink(text: string, url: string): Element {
  const label = cut(text, LIMITS.label);
  const address = URL.parse(url);
  const web = address && /^https?:$/.test(address.protocol) && address.href.length <= LIMITS.url;
  if (web) return { kind: 'link', text: label, url: address.href };
  return { kind: 'text', text: cut(`${label} (${url})`, LIMITS.text) };
}

/** A form as the page gets it. What stands in a field already is never cut, so that no word is lost by opening it. */
export const renderForm = (form: Form): Form => ({
  ...form,
  title: cut(form.title, LIMITS.heading),
  submitLabel: cut(form.submitLabel, LIMITS.buttonText),
  parts: first(form.parts, LIMITS.formParts).map(renderPart),
});

function renderPart(part: FormPart): FormPart {
  switch (part.kind) {
    case 'note':
      return { kind: 'note', text: cut(part.text, LIMITS.text) };
    case 'divider':
      return { kind: 'divider' };
    case 'choice':
    case 'department':
      return { ...part, ...words(part), options: renderOptions(part.options) };
    case 'multiChoice':
      return { ...part, ...words(part), options: renderOptions(part.options) };
    case 'shortText':
    case 'longText':
    case 'number':
    case 'person':
    case 'people':
    case 'channel':
    case 'date':
    case 'time':
    case 'rating':
      return { ...part, ...words(part) };
  }
}

const words = ({ label, hint }: Field) => ({
  label: cut(label, LIMITS.label),
  ...(hint === undefined ? {} : { hint: cut(hint, LIMITS.hint) }),
});

const renderOptions = (options: readonly Choice[]): Choice[] =>
  first(options, LIMITS.options).map(({ value, label }) => ({ value, label: cut(label, LIMITS.label) }));

/** A command's reply as the page gets it. */
export function renderReply(reply: Reply): Reply {
  switch (reply.kind) {
    case 'show':
    case 'replace':
      return { kind: reply.kind, view: renderView(reply.view) };
    case 'ask':
      return { kind: 'ask', form: renderForm(reply.form) };
    case 'invalid':
      return {
        kind: 'invalid',
        errors: Object.fromEntries(
          Object.entries(reply.errors).map(([field, sentence]) => [field, cut(sentence, LIMITS.hint)]),
        ),
      };
    case 'nothing':
      return { kind: 'nothing' };
  }
}

/** Whole characters only, and a visible … where something was left out. */
function cut(text: string, max: number): string {
  const kept = keepable(text);
  if (kept.length <= max) return kept;
  return `${kept
    .slice(0, max - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

const first = <Item>(items: readonly Item[], most: number): readonly Item[] =>
  items.length > most ? items.slice(0, most) : items;

const more = (items: readonly unknown[], most: number): string[] =>
  items.length > most ? [`… and ${items.length - most} more`] : [];
