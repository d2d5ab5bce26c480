import type { Element, LabelledText, View } from '../chat/view.ts';
import {
  type Block,
  fitInto,
  type HomeView,
  MESSAGE_ROOM,
  type ModalView,
  paragraph,
  plain,
  quietLines,
  rich,
  run,
  sections,
  VIEW_ROOM,
  visible,
} from './blocks.ts';
import { buttonRows } from './buttons.ts';
import { chartBlocks, tableBlocks } from './figures.ts';
import { LIMITS } from './limits.ts';
import { type Origin, writeOrigin } from './metadata.ts';
import { clean, escapeMarkup, pieces, shorten, weigh } from './text.ts';

export type SlackMessage = { readonly text: string; readonly blocks: Block[] };

/** A view as a message. `text` is what notifications and screen readers say; Slack reads markup there, so it is escaped. */
export const renderMessage = (view: View): SlackMessage => ({
  text: escapeMarkup(shorten(visible(view.summary), LIMITS.notification)),
  blocks: fitInto(blocksOf(view), MESSAGE_ROOM),
});

/** A view as a window to read and close. */
export const renderModal = (view: View, origin: Origin = {}): ModalView => {
  const blocks = blocksOf(view);
  return {
    type: 'modal',
    title: plain('Tutti', LIMITS.modalTitle),
    close: plain('Close', LIMITS.modalButton),
    clear_on_close: true,
    private_metadata: writeOrigin(origin),
    blocks: fitInto(blocks.length > 0 ? blocks : sections(visible(view.summary)), VIEW_ROOM),
  };
};

/** A view as the bot's own page in Slack. */
export const renderHome = (view: View): HomeView => {
  const blocks = blocksOf(view);
  return {
    type: 'home',
    blocks: fitInto(blocks.length > 0 ? blocks : sections(visible(view.summary)), VIEW_ROOM),
  };
};

function blocksOf(view: View): Block[] {
  const rows = buttonRows();
  return view.elements.flatMap((element) => blocksOfElement(element, rows));
}

function blocksOfElement(element: Element, rows: ReturnType<typeof buttonRows>): Block[] {
  switch (element.kind) {
    case 'heading':
      return clean(element.text).trim() === ''
        ? []
        : [{ type: 'header', text: plain(element.text, LIMITS.header) }];
    case 'text':
      return element.strong ? strongText(element.text) : sections(element.text);
    case 'fields':
      return fieldBlocks(element.fields);
    case 'list':
      return listBlocks(element.items);
    case 'quote':
      return pieces(clean(element.text), LIMITS.richText).map((piece) =>
        rich([{ type: 'rich_text_quote', elements: [run(piece)] }]),
      );
    case 'divider':
      return [{ type: 'divider' }];
    case 'table':
      return tableBlocks(element);
    case 'chart':
      return chartBlocks(element.chart);
    case 'buttons':
      return rows(element.buttons);
    case 'link':
      return linkBlocks(element.text, element.url);
    case 'context':
      return quietLines(element.text);
  }
}

const strongText = (text: string): Block[] =>
  pieces(clean(text), LIMITS.richText).map((piece) => rich([paragraph([run(piece, { bold: true })])]));

/** Label and text on one line while they are short, else the text below its label: legible on a phone either way. */
const SHORT_FIELD = 60;

function fieldBlocks(fields: readonly LabelledText[]): Block[] {
  const parts = fields.map((field) => {
    const label = shorten(visible(field.label), LIMITS.header);
    const text = shorten(visible(field.text), LIMITS.field);
    const between = text.length <= SHORT_FIELD && !text.includes('\n') ? '  ' : '\n';
    return {
      weight: weigh(label) + weigh(text),
      part: paragraph([run(label, { bold: true }), run(between + text)]),
    };
  });
  return group(parts, (part) => part.weight).map((group) => rich(group.map(({ part }) => part)));
}

function listBlocks(items: readonly string[]): Block[] {
  const lines = items.map((item) => shorten(visible(item), LIMITS.field));
  return group(lines, weigh).map((group) =>
    rich([
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: group.map((line) => ({ type: 'rich_text_section', elements: [run(line)] })),
      },
    ]),
  );
}

/** Items in groups that each fit one rich text block. */
function group<T>(items: readonly T[], weight: (item: T) => number): T[][] {
  const groups: T[][] = [];
  let room = 0;
  for (const item of items) {
    const needed = weight(item);
    const last = groups.at(-1);
    if (last && needed <= room) last.push(item);
    else groups.push([item]);
    room = (last && needed <= room ? room : LIMITS.richText) - needed;
  }
  return groups;
}

/** Only web addresses become links; anything else is shown as it is written. */
function linkBlocks(text: string, url: string): Block[] {
  const label = shorten(visible(text), LIMITS.field);
  const address = webAddress(url);
  if (!address) return sections(`${label} (${url})`);
  return [rich([paragraph([{ type: 'link', url: address, text: label }])])];
}

function webAddress(url: string): string | undefined {
  const parsed = URL.parse(clean(url));
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.href.length > LIMITS.linkUrl) return undefined;
  return parsed.href;
}
