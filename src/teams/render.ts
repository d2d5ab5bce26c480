import type { Form } from '../chat/form.ts';
import type { Element, LabelledText, View } from '../chat/view.ts';
import { buttonRows } from './buttons.ts';
import { type Card, type CardElement, cardOf, line, lines, quiet, run } from './card.ts';
import { writePress } from './carried.ts';
import { chartElements, tableElements } from './figures.ts';
import { LIMITS } from './limits.ts';
import { clean, pieces, shorten, visible } from './text.ts';

/** A view as an Adaptive Card. */
export const renderCard = (view: View): Card => cardOf(elementsOf(view), view.summary);

/** What a message of Teams is made of. `summary` is what notifications and the list of chats say. */
export const renderMessage = (view: View) => asMessage(summaryOf(view), renderCard(view));

export const asMessage = (summary: string, content: Card) => ({
  type: 'message' as const,
  summary,
  attachments: [{ contentType: CARD, content }],
});

/** Only a button opens a dialog: where a form was asked for by words, this message has it. */
export function renderOpener(form: Form) {
  const title = shorten(visible(form.title), LIMITS.dialogTitle);
  const data = writePress(form.command, form.name, form.state.toWellFormed(), title);
  const button: CardElement = {
    type: 'ActionSet',
    actions: [
      {
        type: 'Action.Submit',
        title: 'Open',
        style: 'positive',
        data: { msteams: { type: 'task/fetch' }, ...data },
      },
    ],
  };
  return asMessage(title, cardOf([...lines(title, { weight: 'Bolder' }), button], title));
}

/** A view in one line. */
export const summaryOf = ({ summary }: View): string => shorten(visible(summary), LIMITS.summary);

export const CARD = 'application/vnd.microsoft.card.adaptive' as const;

export function elementsOf(view: View): CardElement[] {
  const elements: CardElement[] = [];
  let divided = false;
  for (const element of view.elements) {
    // A line of its own has nothing to hold on to in a card: it stands above what comes next.
    if (element.kind === 'divider') {
      divided = elements.length > 0;
      continue;
    }
    const [first, ...others] = cardElements(element);
    if (!first) continue;
    elements.push(divided ? { ...first, separator: true, spacing: 'Medium' } : first, ...others);
    divided = false;
  }
  return elements;
}

function cardElements(element: Exclude<Element, { kind: 'divider' }>): CardElement[] {
  switch (element.kind) {
    case 'heading':
      return clean(element.text).trim() === ''
        ? []
        : [line([run(shorten(clean(element.text), LIMITS.heading), { size: 'Large', weight: 'Bolder' })])];
    case 'text':
      return lines(element.text, element.strong ? { weight: 'Bolder' } : {});
    case 'fields':
      return element.fields.map(fieldLine);
    case 'list':
      return element.items.map((item) =>
        line([run(`•  ${shorten(visible(item), LIMITS.field)}`)], { spacing: 'Small' }),
      );
    case 'quote':
      return pieces(clean(element.text), LIMITS.text).map((piece) => ({
        type: 'Container',
        style: 'emphasis',
        items: [line([run(piece)])],
      }));
    case 'table':
      return tableElements(element);
    case 'chart':
      return chartElements(element.chart);
    case 'buttons':
      return buttonRows(element.buttons);
    case 'link':
      return linkLine(element.text, element.url);
    case 'context':
      return quiet(element.text);
  }
}

/** Label and text on one line while they are short, else the text below its label: legible on a phone either way. */
const SHORT_FIELD = 60;

function fieldLine(field: LabelledText): CardElement {
  const text = shorten(visible(field.text), LIMITS.field);
  const between = text.length <= SHORT_FIELD && !text.includes('\n') ? '  ' : '\n';
  const label = shorten(visible(field.label), LIMITS.heading);
  return line([run(label, { weight: 'Bolder' }), run(between + text)], { spacing: 'Small' });
}

/** Only web addresses become links; anything else is shown as it is written. */
function linkLine(text: string, url: string): CardElement[] {
  const label = shorten(visible(text), LIMITS.field);
  const address = webAddress(url);
  if (!address) return lines(`${label} (${url})`);
  return [
    line([{ ...run(label, { color: 'Accent' }), selectAction: { type: 'Action.OpenUrl', url: address } }]),
  ];
}

function webAddress(url: string): string | undefined {
  const parsed = URL.parse(clean(url));
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.href.length > LIMITS.linkUrl) return undefined;
  return parsed.href;
}
