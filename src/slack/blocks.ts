import type { types } from '@slack/bolt';
import { LIMITS } from './limits.ts';
import { clean, pieces, shorten, weigh } from './text.ts';

export type Block = types.KnownBlock;
export type ModalView = types.ModalView;
export type HomeView = types.HomeView;
export type PlainText = types.PlainTextElement;
type RichTextPart = types.RichTextBlockElement;
type RichTextRun = types.RichTextText | types.RichTextLink;

/**
 * Everything a person wrote goes into plain_text or into the text runs of rich_text: Slack reads no markup in either, so
 * that nobody's words become a mention, a link, an emoji or bold. mrkdwn is not used at all.
 */
export const plain = (text: string, max: number): PlainText => ({
  type: 'plain_text',
  text: shorten(visible(text), max),
  emoji: false,
});

/** Slack refuses empty texts; a label that is empty by mistake must not lose the whole message. */
export const visible = (text: string): string => {
  const cleaned = clean(text);
  return cleaned.trim() === '' ? '–' : cleaned;
};

export const run = (text: string, style?: { bold?: boolean }): RichTextRun => ({
  type: 'text',
  text,
  ...(style && { style }),
});

export const rich = (elements: RichTextPart[]): Block => ({ type: 'rich_text', elements });

export const paragraph = (elements: RichTextRun[]): RichTextPart => ({ type: 'rich_text_section', elements });

export const preformatted = (text: string): Block =>
  rich([{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }]);

/** A text of any length as sections; nothing for an empty one. */
export const sections = (text: string): Block[] =>
  pieces(clean(text), LIMITS.section).map((piece) => ({
    type: 'section',
    text: { type: 'plain_text', text: piece, emoji: false },
  }));

export const quietLines = (text: string): Block[] =>
  pieces(clean(text), LIMITS.section).map((piece) => ({
    type: 'context',
    elements: [{ type: 'plain_text', text: piece, emoji: false }],
  }));

export type Room = { readonly blocks: number; readonly text: number; readonly bytes: number };

export const MESSAGE_ROOM: Room = {
  blocks: LIMITS.messageBlocks,
  text: LIMITS.messageText,
  bytes: Number.POSITIVE_INFINITY,
};

/** A view's own fields (title, metadata, ids) take up to about 8,000 bytes of the whole. */
export const VIEW_ROOM: Room = {
  blocks: LIMITS.viewBlocks,
  text: Number.POSITIVE_INFINITY,
  bytes: LIMITS.viewBytes - 10_000,
};

const more = (): Block => ({
  type: 'context',
  elements: [{ type: 'plain_text', text: '… and more that does not fit here.', emoji: false }],
});

/**
 * As many blocks as there is room for. What is dropped is said, once, where the cut is; buttons are kept before text,
 * for without them a message cannot be acted on.
 */
export function fitInto(blocks: readonly Block[], room: Room): Block[] {
  const sizes = blocks.map(sizeOf);
  if (blocks.length <= room.blocks && within(sum(sizes), room)) return [...blocks];
  const half = { blocks: room.blocks - 1, text: room.text / 2, bytes: room.bytes / 2 };
  const kept = new Set<number>();
  let used = sizeOf(more());
  const take = (index: number, size: Size, limit: Room) => {
    const next = sum([used, size]);
    if (kept.size + 1 > limit.blocks || !within(next, limit)) return false;
    used = next;
    kept.add(index);
    return true;
  };
  sizes.forEach((size, index) => {
    if (blocks[index]?.type === 'actions') take(index, size, half);
  });
  const rest = { ...room, blocks: room.blocks - 1 };
  const cut = sizes.findIndex(
    (size, index) => !kept.has(index) && blocks[index]?.type !== 'actions' && !take(index, size, rest),
  );
  const result = blocks.flatMap((block, index) =>
    index === cut ? [more()] : kept.has(index) ? [block] : [],
  );
  return cut === -1 ? [...result, more()] : result;
}

type Size = { readonly text: number; readonly bytes: number };

const within = (size: Size, room: Room): boolean => size.text <= room.text && size.bytes <= room.bytes;

const sum = (sizes: readonly Size[]): Size => ({
  text: sizes.reduce((total, size) => total + size.text, 0),
  bytes: sizes.reduce((total, size) => total + size.bytes, 0),
});

const sizeOf = (block: Block): Size => ({
  text: textOf(block),
  bytes: Buffer.byteLength(JSON.stringify(block)) + 1,
});

/** The weight of all texts in a block, wherever they stand. */
function textOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((total: number, item) => total + textOf(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (total, [key, inner]) =>
      total + (key === 'text' && typeof inner === 'string' ? weigh(inner) : textOf(inner)),
    0,
  );
}
