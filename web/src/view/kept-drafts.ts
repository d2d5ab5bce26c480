import { makeDrafts, type Shelf } from './drafts.ts';

/** The drafts of this browser. */
export const drafts = makeDrafts(shelfOf(), {
  now: () => Date.now(),
  newKey,
});

/** A key for something that is to be carried out once: 128 random bits. Also works where the page is not secure. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** The browser's storage, or this page's memory where there is none. */
function shelfOf(): Shelf {
  try {
    const probe = 'tutti.probe';
    localStorage.setItem(probe, '');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    const memory = new Map<string, string>();
    return {
      get length() {
        return memory.size;
      },
      key: (index) => [...memory.keys()][index] ?? null,
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    };
  }
}
