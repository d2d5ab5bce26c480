import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchAnswers } from '../../src/standups/index.ts';
import { parseQuestions } from '../../src/standups/questions.ts';
import type { Store } from '../../src/store/index.ts';
import { actorOf } from '../support/api.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

// The search over answers. Entries are put into the database as they are, one a day, newest last.

let store: Store;
let company: Company;
let standupId: string;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T07:00:00Z',
    people: { Ana: { department: 'Sales' }, Mia: { role: 'manager' } },
  });
  standupId = await company.makeStandup({ members: [company.ids.Ana ?? ''], managers: [] });
});
afterEach(() => company.close());

const questions = parseQuestions(`What moved since {since}? [moved]
What is next? [next]
Which site? [choice: North | South]
Which tools? [any of: CRM | Scanner]
How many? [number]`);

type Answers = Record<string, string | number | string[]>;
const keep = async (...days: Answers[]) => {
  for (const [index, answers] of days.entries()) {
    const at = new Date(Date.UTC(2026, 9, 1 + index, 8, 30));
    const times = { opensAt: at, closesAt: at };
    const entry = { personId: company.ids.Ana ?? '', state: 'answered' as const, promptAt: at, closesAt: at };
    await store.db.occurrence.create({
      data: {
        ...times,
        standupId,
        localDate: new Date(at.toISOString().slice(0, 10)),
        slot: 570,
        questions: questions.map((question) => ({ ...question })),
        state: 'closed',
        entries: { create: { ...entry, answers } },
      },
    });
  }
};
const search = async (text: string, more = {}) =>
  searchAnswers(store.db, await actorOf(company, 'Mia'), { text, ...more });
const dates = async (text: string, more = {}) => (await search(text, more)).hits.map(({ date }) => date);
const shown = async (text: string) =>
  only((await search(text)).hits)
    .pieces.map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
    .join('');

describe('what is found', () => {
  it('are the entries in which every word occurs, in any answer and any case, newest first', async () => {
    await keep(
      { q1: 'Moved the stock export', q2: 'Call Graz' },
      { q1: 'Moved nothing', q2: 'Call Graz about the STOCK' },
      { q1: 'Stock only' },
    );
    expect(await dates('stock')).toEqual(['2026-10-03', '2026-10-02', '2026-10-01']);
    expect(await dates('graz Stock')).toEqual(['2026-10-02', '2026-10-01']);
    expect(await dates('graz export')).toEqual(['2026-10-01']);
    expect(await dates('graz licence')).toEqual([]);
  });

  it('may be found by the beginnings of words', async () => {
    await keep({ q1: 'Überprüfung der Lieferscheine' });
    expect(await dates('überprü liefer')).toEqual(['2026-10-01']);
    expect(await dates('scheine')).toEqual([]);
  });

  it('is found in choices, and not by the numbers and names of questions', async () => {
    await keep({ q1: 'x', q3: 'North', q4: ['CRM', 'Scanner'], q5: 77 });
    expect(await dates('north scan')).toEqual(['2026-10-01']);
    expect(await dates('77')).toEqual([]);
    expect(await dates('q1')).toEqual([]);
  });

  it('can be narrowed to a stand-up and a span of days', async () => {
    await keep({ q1: 'stock' }, { q1: 'stock' }, { q1: 'stock' });
    expect(await dates('stock', { from: '2026-10-02' })).toEqual(['2026-10-03', '2026-10-02']);
    expect(await dates('stock', { to: '2026-10-02' })).toEqual(['2026-10-02', '2026-10-01']);
    expect(await dates('stock', { standupId })).toHaveLength(3);
    const other = await company.makeStandup({ name: 'Another' });
    expect(await dates('stock', { standupId: other })).toEqual([]);
  });

  it('comes a page at a time, nothing twice and nothing left out', async () => {
    await keep(...Array.from({ length: 65 }, (_, index) => ({ q1: `stock ${index}` })));
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const { hits, more } = await search('stock', after ? { after } : {});
      pages.push(hits.map(({ date }) => date));
      after = more ?? undefined;
    } while (after);
    expect(pages.map(({ length }) => length)).toEqual([30, 30, 5]);
    const all = pages.flat();
    expect(new Set(all).size).toBe(65);
    expect(all).toEqual([...all].sort().reverse());
  });

  it('refuses a place in the list that it did not give', async () => {
    for (const after of ['x', '2026-10-01T08:30:00.000Z_', `${'9'.repeat(24)}_${standupId}`]) {
      await expect(search('stock', { after })).rejects.toMatchObject({ code: 'bad_page' });
    }
  });
});

describe('how a hit is shown', () => {
  it('is by the question whose answer matched first, with the words marked', async () => {
    await keep({ q1: 'Nothing', q2: 'The CRM import; import (again)', q4: ['CRM'] });
    expect(only((await search('imp')).hits)).toMatchObject({
      standup: 'CRM rollout check-in',
      name: 'Ana',
      department: 'Sales',
      question: 'What is next?',
    });
    expect(await shown('imp crm')).toBe('The [CRM] [imp]ort; [imp]ort (again)');
    expect(only((await search('nothing')).hits).question).toBe('What moved since last time?');
  });

  it('marks words only where they begin, and the longer of two', async () => {
    await keep({ q1: 'category: a cat, concatenated' });
    expect(await shown('cat category')).toBe('[category]: a [cat], concatenated');
  });

  it('is cut to about 160 characters around the first hit, on one line', async () => {
    const filler = 'several words about something else '.repeat(12);
    await keep({ q1: `${filler}\n\nthe invoice run ${filler}` });
    const text = await shown('invoice');
    expect(text).toMatch(/^….*the \[invoice\] run .*…$/);
    expect(text.length).toBeLessThan(170);
    expect(text).not.toContain('\n');
  });

  it('never cuts a character in two', async () => {
    await keep({ q1: `${'🎉'.repeat(300)} stock ${'🎉'.repeat(300)}` });
    for (const { text } of only((await search('stock')).hits).pieces) expect(text.isWellFormed()).toBe(true);
    expect(await shown('stock')).toContain('[stock]');
  });
});

describe('whatever is typed', () => {
  const signs = [
    "'",
    '"',
    '\\',
    '&',
    '|',
    '!',
    ':',
    '*',
    '(',
    ')',
    '<->',
    ':*',
    '🎉',
    'é',
    '\u0000',
    '\ud800',
  ];

  it('is answered, with hits or a sentence, and never with an error of the database', async () => {
    await keep({ q1: 'It’s the stock’s export & C:\\temp | (Graz) 🎉' });
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.oneof(fc.constantFrom(...signs), fc.constantFrom('stock', 'Graz', '12', ' ')), {
          minLength: 1,
        })
        .map((parts) => parts.join('').slice(0, 200)),
    );
    const actor = await actorOf(company, 'Mia');
    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        const answer = await searchAnswers(store.db, actor, { text: typed }).catch((error) => error.code);
        expect(answer === 'no_words' || Array.isArray(answer.hits), JSON.stringify(typed)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('finds the words that stand in it, whatever stands around them', async () => {
    await keep({ q1: 'Moved the stock export to Graz' });
    for (const text of ['"stock"', '(graz)', 'stock & export', '!stock', 'stock:*', "'stock'", 'stock\\']) {
      expect([text, await dates(text)]).toEqual([text, ['2026-10-01']]);
    }
  });

  it('gets a sentence when there is no word in it', async () => {
    for (const text of ['!!', '🎉🎉', "''", '& |']) {
      await expect(search(text)).rejects.toThrow('I look for words and numbers. Please type at least one.');
    }
  });

  it('finds an answer by every beginning of each of its words', async () => {
    const word = fc.stringMatching(/^[a-zäöüéßñ]{2,12}$/);
    const actor = await actorOf(company, 'Mia');
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        async (words, which, length) => {
          await store.db.occurrence.deleteMany({ where: { standupId } });
          await keep({ q1: words.join(' ') });
          const one = words[which % words.length] ?? '';
          const text = one.slice(0, 1 + (length % one.length));
          const { hits } = await searchAnswers(store.db, actor, { text });
          expect(only(hits).pieces.some(({ hit, text: piece }) => hit && piece === text)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });
});
