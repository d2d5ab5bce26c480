import { createDOMRenderer } from '@fluentui/react-components';

/**
 * Fluent's renderer of styles, with rules for narrow windows after those for wide ones: where both fit, the narrower one is
 * meant. Of itself it would order them by their letters.
 */
export const styleRenderer = createDOMRenderer(document, {
  compareMediaQueries: (a, b) => widest(b) - widest(a) || (a < b ? -1 : a > b ? 1 : 0),
});

function widest(query: string): number {
  const [, size, unit] = /max-width:\s*([\d.]+)(px|rem)/.exec(query) ?? [];
  return size === undefined ? Number.MAX_SAFE_INTEGER : Number(size) * (unit === 'rem' ? 16 : 1);
}
