/**
 * A person's text as the database and every platform can keep it: whole characters, one kind of line break, and no control
 * characters but line breaks and tabs. PostgreSQL refuses null characters and halves of characters (an emoji cut in two).
 */
export const keepable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** A text as one line of at most `length` characters, with a visible "…" where it was cut; never inside a character. */
export function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > length
    ? `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
    : line;
}
