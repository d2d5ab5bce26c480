import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actFrom, bulkForm } from '../../web/src/pages/waits/bulk-forms.ts';
import {
  askOf,
  everything,
  type Filter,
  filterIn,
  inPlace,
  searchOf,
  withChange,
} from '../../web/src/pages/waits/filters.ts';
import {
  type Cell,
  legendOf,
  oldestText,
  pairText,
  tableOf,
  usualText,
} from '../../web/src/pages/waits/table.ts';
import {
  type ActName,
  buttonsOf,
  markText,
  outcomeOf,
  standingText,
} from '../../web/src/pages/waits/words.ts';

const sales = '11111111-1111-4111-8111-111111111111';
const itDept = '22222222-2222-4222-8222-222222222222';

describe('the filter of the waits', () => {
  const filters: fc.Arbitrary<Filter> = fc.record({
    state: fc.constantFrom('open', 'solved', 'declined', 'all'),
    age: fc.constantFrom('', 'Fresh', 'Ageing', 'Stale', 'Critical'),
    kind: fc.constantFrom('', 'blocker', 'question', 'risk', 'idea'),
    whose: fc.constantFrom('', 'raised', 'on_me', 'department'),
    from: fc.oneof(fc.constant(''), fc.uuid()),
    on: fc.oneof(fc.constant(''), fc.uuid()),
    text: fc.string({ unit: 'grapheme', maxLength: 20 }),
    page: fc.integer({ min: 1, max: 10_000 }),
  });

  it('comes back from the address as it went there', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(filterIn(new URLSearchParams(String(searchOf(filter))))).toEqual(filter);
      }),
    );
  });

  it('leaves the address empty when nothing is asked for, and passes over what makes no sense', () => {
    expect(String(searchOf(everything))).toBe('');
    const nonsense = 'state=maybe&age=Old&kind=wish&whose=hers&from=1&on=x%27--&page=-3';
    expect(filterIn(new URLSearchParams(nonsense))).toEqual(everything);
  });

  it('begins at the first page again when something else is asked for', () => {
    const third = { ...everything, page: 3 };
    expect(withChange(third, { age: 'Stale' })).toEqual({ ...everything, age: 'Stale' });
    expect(withChange(third, { page: 4 }).page).toBe(4);
  });

  it('holds a cell or my department, whichever was chosen last, for both say who is waited on', () => {
    const mine = withChange({ ...everything, from: sales, on: itDept }, { whose: 'department' });
    expect(mine).toEqual({ ...everything, whose: 'department' });
    expect(withChange(mine, { from: sales, on: itDept })).toEqual({ ...everything, from: sales, on: itDept });
    expect(withChange(mine, { from: '', on: '' })).toEqual(mine);
  });

  it('asks the server for what it says, and for nothing else', () => {
    expect(askOf(everything, itDept)).toEqual({ state: 'open', page: 1, size: 30 });
    expect(askOf({ ...everything, whose: 'department', age: 'Critical' }, itDept)).toEqual({
      state: 'open',
      page: 1,
      size: 30,
      age: 'Critical',
      onDepartmentId: itDept,
    });
    expect(askOf({ ...everything, whose: 'raised', from: sales, on: itDept, text: 'pans' }, sales)).toEqual({
      state: 'open',
      page: 1,
      size: 30,
      mine: 'raised',
      fromDepartmentId: sales,
      onDepartmentId: itDept,
      text: 'pans',
    });
  });
});

describe('the rows of a list that changes while somebody reads it', () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ id, said: 'now' }));
  const before = ['a', 'b', 'c'].map((id) => ({ id, said: 'before' }));

  it('keep their places, new ones come last, and those that are gone go', () => {
    expect(inPlace(before, rows('d', 'c', 'a'), new Set())).toEqual(rows('a', 'c', 'd'));
  });

  it('stay while they are open, though the list has them no more', () => {
    expect(inPlace(before, rows('a', 'c'), new Set(['b']))).toEqual([
      { id: 'a', said: 'now' },
      { id: 'b', said: 'before' },
      { id: 'c', said: 'now' },
    ]);
  });
});

describe('the matrix', () => {
  const cell = (fromId: string | null, onId: string | null, rest: Partial<Cell> = {}): Cell => ({
    fromId,
    onId,
    open: 1,
    oldestDays: 3,
    age: 'Ageing',
    medianDays: null,
    solved: 0,
    ...rest,
  });
  const departments = [
    { id: itDept, name: 'IT' },
    { id: sales, name: 'Sales' },
    { id: '33333333-3333-4333-8333-333333333333', name: 'Finance' },
  ];

  it('has a row for who waits and a column for who is waited on, and nobody comes last', () => {
    const cells = [cell(sales, itDept), cell(null, itDept), cell(sales, null)];
    const { rows, columns, cellAt } = tableOf({ departments, cells });
    expect(rows.map(({ name }) => name)).toEqual(['Sales', 'No department']);
    expect(columns.map(({ name }) => name)).toEqual(['IT', 'Nobody in particular']);
    const found = rows.map((row) => columns.map((column) => cellAt(row, column)));
    expect(found).toEqual([
      [cells[0], cells[2]],
      [cells[1], undefined],
    ]);
    expect(pairText({ id: sales, name: 'Sales' }, { id: itDept, name: 'IT' })).toBe('Sales is waiting on IT');
  });

  it('says how old the oldest is, always with the word, and how long it usually takes', () => {
    expect(oldestText(cell(sales, itDept))).toBe('day 3 · Ageing');
    expect(oldestText({ oldestDays: 0, age: 'Fresh' })).toBe('new · Fresh');
    expect(oldestText({ oldestDays: null, age: null })).toBeNull();
    const usual = [null, 0, 1, 2.5].map((medianDays) => usualText({ medianDays }, String));
    expect(usual).toEqual([null, 'usually the same day', 'usually 1 day', 'usually 2.5 days']);
  });

  it('explains its colours by the days of the company', () => {
    const said = legendOf([2, 5, 10]).map(({ text }) => text);
    expect(said).toEqual(['Fresh', 'Ageing from day 2', 'Stale from day 5', 'Critical from day 10']);
    expect(legendOf([2]).map(({ age }) => age)).toEqual(['Fresh', 'Ageing']);
  });
});

describe('a wait in words', () => {
  it('says how long somebody waits, or how it ended', () => {
    const mark = (state: Parameters<typeof markText>[0]['state'], days: number) =>
      markText({ state, days, age: 'Stale' });
    expect(mark('accepted', 9)).toBe('day 9 · Stale');
    expect(mark('solved', 0)).toBe('Solved the same day');
    expect(mark('solved', 1)).toBe('Solved after 1 day');
    expect(mark('declined', 4)).toBe('Declined after 4 days');
    expect(mark('merged', 4)).toBe('Joined with another');
  });

  it('says where it stands, with the date that was promised or else hoped for', () => {
    const at = (state: Parameters<typeof standingText>[0]['state'], promisedFor: string | null) =>
      standingText({ state, promisedFor, wishedFor: '2026-11-27' }, (date) => date.slice(8));
    expect(at('open', null)).toBe('Not accepted yet, hoped for by 27');
    expect(at('accepted', '2026-11-30')).toBe('Accepted, promised for 30');
    expect(at('asked_back', null)).toBe('Asked back, waits for an answer');
    expect(at('solved', null)).toBeNull();
  });
});

describe('what one may do with a wait', () => {
  const offered = (
    state: 'open' | 'accepted' | 'solved',
    acts: ActName[],
    similar: { id: string; label: string }[] = [],
  ) => buttonsOf({ acts, similar, issue: { state } });

  it('is what the server allows, one of it leading; joining only where there is another', () => {
    const acts: ActName[] = ['merge', 'solve', 'decline', 'accept'];
    expect(offered('open', acts).map(({ act }) => act)).toEqual(['accept', 'solve', 'decline']);
    expect(offered('open', acts, [{ id: 'x', label: 'X' }]).map(({ act }) => act)).toContain('merge');
    expect(offered('open', acts).filter(({ primary }) => primary)).toHaveLength(1);
    expect(offered('solved', [])).toEqual([]);
  });

  it('begins with “Solved” once it was accepted, when a date is another date', () => {
    const [first, second] = offered('accepted', ['accept', 'solve']);
    expect(first).toMatchObject({ act: 'solve', primary: true, asks: false });
    expect(second).toMatchObject({ label: 'Another date…', primary: false, asks: true });
  });

  it('asks for the same of several at once, and makes an act of what was filled in', () => {
    const departments = [{ id: itDept, name: 'IT' }];
    const required = (['accept', 'decline', 'pass_on', 'solve'] as const).map((name) =>
      bulkForm(name, departments).parts.flatMap((part) => ('name' in part && part.required ? part.name : [])),
    );
    expect(required).toEqual([['promisedFor'], ['text'], ['department'], []]);
    expect(actFrom('accept', { promisedFor: '2026-11-30', text: '  ' })).toEqual({
      kind: 'accept',
      promisedFor: '2026-11-30',
    });
    expect(actFrom('decline', { text: ' Not this year. ' })).toEqual({
      kind: 'decline',
      text: 'Not this year.',
    });
    expect(actFrom('pass_on', { department: itDept })).toEqual({ kind: 'pass_on', departmentId: itDept });
  });

  it('names what was refused among several, with why', () => {
    const results = [
      { id: 'a', refused: null },
      { id: 'b', refused: 'It is solved already.' },
    ];
    expect(outcomeOf(results, (id) => id.toUpperCase())).toEqual({
      done: 1,
      refused: [{ id: 'b', title: 'B', why: 'It is solved already.' }],
    });
  });
});
