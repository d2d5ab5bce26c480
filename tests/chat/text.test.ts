import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/chat/text.ts';

describe('a shortened text', () => {
  it('is one line, says where it was cut, and is whole when it fits', () => {
    expect(shorten('two\n lines', 20)).toBe('two lines');
    expect(shorten('a long sentence', 8)).toBe('a long…');
    expect(shorten('fits', 4)).toBe('fits');
  });

  it('is never longer than asked for, and never cut inside a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, length) => {
          const short = shorten(text, length);
          expect([...short].length).toBeLessThanOrEqual(length);
          expect(short.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
