import { keepable } from '../chat/text.ts';

const ELLIPSIS = '…';

/**
 * The text as a card can show it: whole characters, and no function that Adaptive Cards would carry out, such as
 * {{DATE(…)}}, which even plain runs of text are searched for.
 */
export const clean = (text: string): string => keepable(text).replaceAll('{{', '{\u200b{');

/** Cards draw nothing for an empty text; a label that is empty by mistake must not lose its place. */
export const visible = (text: string): string => {
  const cleaned = clean(text);
  return cleaned.trim() === '' ? '–' : cleaned;
};

/** The text within `max`, with a visible … where it was cut; never inside a character. */
export function shorten(text: string, max: number): string {
  return text.length <= max ? text : head(text, max - 1).trimEnd() + ELLIPSIS;
}

/** The text in pieces of at most `max`, cut at a paragraph, a line or a word where there is one. */
export function pieces(text: string, max: number): string[] {
  const result: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const whole = head(rest, max);
    const cut = breakIn(whole);
    result.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).replace(/^\n+/, '');
  }
  result.push(rest);
  return result.filter((piece) => piece.trim() !== '');
}

function breakIn(piece: string): number {
  const latest = piece.length / 2;
  for (const mark of ['\n\n', '\n', ' ']) {
    const at = piece.lastIndexOf(mark);
    if (at > latest) return at + mark.length;
  }
  return piece.length;
}

/** The longest start of the text within `max` that does not split a character. */
function head(text: string, max: number): string {
  const start = text.slice(0, max);
  return start.isWellFormed() ? start : start.slice(0, -1);
}

/** What Teams escaped in a message on its way to us, as it was typed; mentions become the name they show. */
export const readMarkup = (text: string): string =>
  text
    .replace(/<(br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim();
