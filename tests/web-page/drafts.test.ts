import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Draft, makeDrafts, type Shelf } from '../../web/src/view/drafts.ts';

const ana = 'ana';
const form = { command: 'standup', name: 'answer', state: 'entry-1', title: 'Check-in' };

let items: Map<string, string>;
let now: number;
let keys: number;

const shelf = (): Shelf => ({
  get length() {
    return items.size;
  },
  key: (index) => [...items.keys()][index] ?? null,
  getItem: (key) => items.get(key) ?? null,
  setItem: (key, value) => void items.set(key, value),
  removeItem: (key) => void items.delete(key),
});
/** As after loading the page anew: the shelf is all that is left. */
const open = (on = shelf()) => makeDrafts(on, { now: () => now, newKey: () => `key-${++keys}` });

beforeEach(() => {
  items = new Map();
  now = Date.parse('2026-11-24T09:00:00Z');
  keys = 0;
});

describe('what is typed', () => {
  it('is there again after the page was loaded anew, for this person and this form alone', () => {
    open().keep(ana, form, { moved: 'contacts' });
    expect(open().find(ana, form)?.values).toEqual({ moved: 'contacts' });
    expect(open().find('ben', form)).toBeUndefined();
    expect(open().find(ana, { ...form, state: 'entry-2' })).toBeUndefined();
    expect(open().find(ana, { ...form, command: 'away' })).toBeUndefined();
  });

  it('keeps one key for its submission, however often it is typed in', () => {
    const first = open().keep(ana, form, { moved: 'c' });
    expect(open().keep(ana, form, { moved: 'co' }).once).toBe(first.once);
    expect(open().keep(ana, form, { moved: 'co' }).once).toBe(first.once);
  });

  it('goes when the server has taken it', () => {
    open().keep(ana, form, { moved: 'contacts' });
    open().drop(ana, form);
    expect(open().find(ana, form)).toBeUndefined();
    expect(items.size).toBe(0);
  });

  it('goes when its person signs out, and nobody else’s', () => {
    open().keep(ana, form, { moved: 'a' });
    open().keep(ana, { ...form, state: 'entry-2' }, { moved: 'b' });
    open().keep('ben', form, { moved: 'c' });
    items.set('tutti.theme', 'dark');
    open().forget(ana);
    expect(open().find(ana, form)).toBeUndefined();
    expect(open().find('ben', form)?.values).toEqual({ moved: 'c' });
    expect(items.get('tutti.theme')).toBe('dark');
  });

  it('goes after two weeks', () => {
    open().keep(ana, form, { moved: 'contacts' });
    now += 14 * 24 * 3_600_000;
    expect(open().find(ana, form)).toBeDefined();
    now += 1;
    expect(open().find(ana, form)).toBeUndefined();
    expect(items.size).toBe(0);
  });

  it('survives a full shelf and a shelf with nonsense on it', () => {
    const full: Shelf = {
      ...shelf(),
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(open(full).keep(ana, form, { moved: 'contacts' }).values).toEqual({ moved: 'contacts' });
    const place = 'tutti.draft.ana.standup.answer.entry-1';
    for (const text of ['', '{', 'null', '7', '{"once":1}', '{"once":"x","at":1}']) {
      items.set(place, text);
      expect(open().find(ana, form), text).toBeUndefined();
      expect(open().lost(ana), text).toEqual([]);
    }
  });
});

describe('a submission that was lost on its way', () => {
  const lose = () => open().lose(ana, open().keep(ana, form, { moved: 'contacts' }));

  it('waits under its key, also after the page was loaded anew', () => {
    const { once } = lose();
    expect(open().lost(ana)).toMatchObject([{ once, values: { moved: 'contacts' }, form }]);
    expect(open().lost('ben')).toEqual([]);
  });

  it('keeps its key when the same is sent by hand', () => {
    const { once } = lose();
    expect(open().keep(ana, form, { moved: 'contacts' })).toMatchObject({ once, lost: true });
  });

  it('is another submission once it is typed in again, and waits for its person to send it', () => {
    const { once } = lose();
    const typed = open().keep(ana, form, { moved: 'contacts, and more' });
    expect(typed.once).not.toBe(once);
    expect(open().lost(ana)).toEqual([]);
  });

  it('gets a new key when the server refused it, for the same answer would come back under the old one', () => {
    const lost = lose();
    expect(open().refuse(ana, lost).once).not.toBe(lost.once);
    expect(open().lost(ana)).toEqual([]);
    expect(open().find(ana, form)?.values).toEqual({ moved: 'contacts' });
  });

  it('goes out oldest first', () => {
    open().lose(ana, open().keep(ana, { ...form, state: 'late' }, { moved: 'b' }));
    now -= 1000;
    open().lose(ana, open().keep(ana, { ...form, state: 'early' }, { moved: 'a' }));
    expect(
      open()
        .lost(ana)
        .map((draft) => draft.form.state),
    ).toEqual(['early', 'late']);
  });
});

describe('whatever happens to a draft', () => {
  it('never sends two texts under one key once one of them may have arrived', () => {
    const step = fc.oneof(
      fc.record({ does: fc.constant('type' as const), text: fc.constantFrom('', 'a', 'b', 'ab') }),
      fc.record({
        does: fc.constantFrom('send' as const, 'lose' as const, 'refuse' as const, 'take' as const),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        items = new Map();
        const sent = new Map<string, string>();
        let current: Draft | undefined;
        for (const each of steps) {
          if (each.does === 'type') current = open().keep(ana, form, { moved: each.text });
          if (!current || each.does === 'type') continue;
          // Each of these begins with a sending.
          const text = JSON.stringify(current.values);
          expect(sent.get(current.once) ?? text).toBe(text);
          sent.set(current.once, text);
          if (each.does === 'take') {
            open().drop(ana, form);
            current = undefined;
          } else {
            current = each.does === 'refuse' ? open().refuse(ana, current) : open().lose(ana, current);
          }
        }
      }),
    );
  });
});
