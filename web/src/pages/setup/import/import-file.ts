/** Three million bytes become four of Base64, which is what the server takes. */
export const MOST_BYTES = 3 * 1024 * 1024;

/** Why a file is not even sent, in one sentence; undefined when it is. */
export function fileFault({ name, size }: { name: string; size: number }): string | undefined {
  if (size === 0) return `${name} is empty.`;
  if (size > MOST_BYTES) {
    const megabytes = Math.ceil((size / 1024 / 1024) * 10) / 10;
    return `${name} has ${megabytes} MB; at most 3 MB fit. Split it, or leave out columns that are not needed.`;
  }
  if (/\.(xlsx?|ods|numbers)$/i.test(name)) {
    return `${name} is a spreadsheet. Save it as CSV there, and choose that file.`;
  }
  return undefined;
}

const PIECE = 0x8000;

/** Base64 of bytes as they are; in pieces, for a call takes only so many arguments. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(text);
}
