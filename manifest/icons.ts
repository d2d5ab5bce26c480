import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const BLUE: Colour = [0x1f, 0x3a, 0x5f, 255];
const WHITE: Colour = [255, 255, 255, 255];
const CLEAR: Colour = [255, 255, 255, 0];

/** The app's picture, 192 × 192 in colour. */
export const colourIcon = (): Buffer => draw(192, { ink: WHITE, ground: BLUE });

/** The same as a white outline on nothing, 32 × 32, which Teams colours itself. */
export const outlineIcon = (): Buffer => draw(32, { ink: WHITE, ground: CLEAR });

/** Each point is looked at so many times in each direction, so that edges are smooth. */
const SAMPLES = 4;

function draw(size: number, { ink, ground }: { ink: Colour; ground: Colour }): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let hits = 0;
      for (let sample = 0; sample < SAMPLES ** 2; sample++) {
        const dx = ((sample % SAMPLES) + 0.5) / SAMPLES;
        const dy = (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
        if (isInk((x + dx) / size, (y + dy) / size)) hits++;
      }
      const share = hits / SAMPLES ** 2;
      const mixed = ink.map((value, at) => Math.round(value * share + (ground[at] ?? 0) * (1 - share)));
      pixels.set(mixed, (y * size + x) * 4);
    }
  }
  return png(size, pixels);
}

/** A lower-case t whose bar goes through three heads: all together. Points from 0 to 1 in both directions. */
function isInk(x: number, y: number): boolean {
  const within = (left: number, top: number, right: number, bottom: number) =>
    x >= left && x <= right && y >= top && y <= bottom;
  const round = (cx: number, cy: number, radius: number) => (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2;
  const heads = [0.22, 0.5, 0.78].some((cx) => round(cx, 0.3, 0.09));
  const bar = within(0.16, 0.46, 0.84, 0.56) || round(0.16, 0.51, 0.05) || round(0.84, 0.51, 0.05);
  const stem = within(0.45, 0.46, 0.55, 0.82) || round(0.5, 0.82, 0.05);
  return heads || bar || stem;
}

function png(size: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits a channel; red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Array.from({ length: size }, (_, y) => [
    Buffer.from([0]),
    pixels.subarray(y * size * 4, (y + 1) * size * 4),
  ]).flat();
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
