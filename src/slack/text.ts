const ELLIPSIS = '…';

/** The text as Slack can carry it: whole characters, no control characters but line breaks and tabs. */
export function clean(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  );
}

/** Text for a place where Slack reads markup: `<!channel>` and `<@U1>` stay words. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What Slack escaped on its way to us, as it was typed. */
export const unescapeMarkup = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A message's text as a person reads it: links by their label, mentions by name. */
export const readMarkup = (text: string): string =>
  unescapeMarkup(
    text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) => label || target),
  );

/** The length Slack counts: it stores `&`, `<` and `>` escaped. */
export function weigh(text: string): number {
  let extra = 0;
  for (let at = 0; at < text.length; at++) extra += escapedExtra(text.charCodeAt(at));
  return text.length + extra;
}

const AMPERSAND = 38;
const LESS = 60;
const GREATER = 62;
const escapedExtra = (code: number): number =>
  code === AMPERSAND ? 4 : code === LESS || code === GREATER ? 3 : 0;

/** The text within `max`, with a visible … where it was cut. */
export function shorten(text: string, max: number): string {
  return fits(text, max) ? text : head(text, max - 1).trimEnd() + ELLIPSIS;
}

const fits = (text: string, max: number): boolean => text.length <= max && weigh(text) <= max;

/** The text in pieces of at most `max`, cut at a paragraph, a line or a word where there is one. */
export function pieces(text: string, max: number): string[] {
  const result: string[] = [];
  let rest = text;
  while (!fits(rest, max)) {
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
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += character.length + escapedExtra(character.charCodeAt(0));
    if (used > max) break;
    end += character.length;
  }
  return text.slice(0, end);
}
