import type { CardElementArray, IAdaptiveCard, IRichTextBlock, ITextRun } from '@microsoft/teams.cards';
import { LIMITS } from './limits.ts';
import { clean, pieces, visible } from './text.ts';

export type Card = IAdaptiveCard;
export type CardElement = CardElementArray[number];
type Style = Partial<Pick<ITextRun, 'weight' | 'size' | 'isSubtle' | 'color'>>;

/**
 * Everything a person wrote goes into the plain runs of a RichTextBlock: Adaptive Cards read markdown in a TextBlock and
 * a FactSet, and none in a run, so that nobody's words become a link, a list or bold. Neither of the two is used at all.
 * A mention needs an entry in the card's entities, and there never is one.
 */
export const run = (text: string, style: Style = {}): ITextRun => ({ type: 'TextRun', text, ...style });

export const line = (
  runs: ITextRun[],
  more: Pick<IRichTextBlock, 'spacing' | 'separator'> = {},
): IRichTextBlock => ({
  type: 'RichTextBlock',
  inlines: runs,
  ...more,
});

/** A text of any length as lines; nothing for an empty one. */
export const lines = (text: string, style: Style = {}): IRichTextBlock[] =>
  pieces(clean(text), LIMITS.text).map((piece) => line([run(piece, style)]));

export const quiet = (text: string): IRichTextBlock[] => lines(text, { size: 'Small', isSubtle: true });

const SHELL: Card = {
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  msteams: { width: 'full' },
  body: [],
};

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What a card takes up beside its elements, with room for a button row that a form adds. */
export const SHELL_BYTES = bytesOf(SHELL) + 100;

const more = (): CardElement =>
  line([run('… and more that does not fit here.', { size: 'Small', isSubtle: true })]);

/** A card of these elements, in as many bytes as Teams takes. */
export function cardOf(elements: readonly CardElement[], summary: string): Card {
  const body = elements.length > 0 ? elements : [line([run(visible(summary))])];
  return { ...SHELL, body: fitInto(body, LIMITS.cardBytes - SHELL_BYTES) };
}

/**
 * As many elements as there is room for. What is dropped is said, once, where the cut is; buttons are kept before text,
 * for without them a card cannot be acted on.
 */
export function fitInto(elements: readonly CardElement[], room: number): CardElement[] {
  // One more for the comma between two.
  const sizes = elements.map((element) => bytesOf(element) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= room) return [...elements];
  const kept = new Set<number>();
  let used = bytesOf(more()) + 1;
  const take = (index: number, limit: number): boolean => {
    const size = sizes[index] ?? 0;
    if (used + size > limit) return false;
    used += size;
    kept.add(index);
    return true;
  };
  elements.forEach((element, index) => {
    if (element.type === 'ActionSet') take(index, room / 2);
  });
  const cut = elements.findIndex(
    (element, index) => !kept.has(index) && element.type !== 'ActionSet' && !take(index, room),
  );
  const result = elements.flatMap((element, index) =>
    index === cut ? [more()] : kept.has(index) ? [element] : [],
  );
  return cut === -1 ? [...result, more()] : result;
}
