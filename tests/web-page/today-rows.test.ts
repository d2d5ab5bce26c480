import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerText,
  chosenRows,
  countRows,
  countsText,
  everybody,
  firstLine,
  keepOrder,
  type Question,
  type Row,
  standingWord,
  stripText,
  tally,
} from '../../web/src/pages/today/rows.ts';

const row = (name: string, more: Partial<Row> = {}): Row => ({
  personId: name,
  name,
  department: 'Sales',
  state: 'answered',
  waiting: false,
  late: false,
  unchanged: false,
  blocked: false,
  answeredAt: '2026-11-24T08:00:00.000Z',
  edited: false,
  answers: { q1: `${name} did it` },
  strip: [],
  ...more,
});
const question = (more: Partial<Question> = {}): Question => ({
  id: 'q1',
  text: 'What moved?',
  kind: 'longText',
  about: null,
  ...more,
});
const names = (rows: readonly Row[]) => rows.map(({ name }) => name);

const round = [
  row('Ana'),
  row('Ben', { blocked: true, department: null }),
  row('Cem', { state: 'away', answers: null }),
  row('Dora', { state: 'expected', answers: null, department: 'IT' }),
  row('Emil', { state: 'expected', waiting: true, answers: null }),
  row('Finn', { state: 'skipped', answers: null }),
];

describe('a round in words', () => {
  it('counts the away and the unreached apart from those who could answer', () => {
    expect(countsText(countRows(round), { closed: true, adHoc: false })).toBe(
      '2 of 4 answered · 1 away · 1 silent · 1 not asked yet · 1 not reached',
    );
  });

  it('calls nobody silent while it is open', () => {
    const said = countsText(countRows(round), { closed: false, adHoc: false });
    expect(said).toContain('1 not yet');
    expect(said).not.toContain('silent');
    expect(standingWord('silent', false)).toBe('Not yet');
    expect(standingWord('silent', true)).toBe('Silent');
  });

  it('counts updates that nobody was asked for, and no shares of them', () => {
    expect(countsText(countRows([row('Ana')]), { closed: false, adHoc: true })).toBe('1 update');
    expect(countsText(countRows([row('Ana'), row('Ben')]), { closed: false, adHoc: true })).toBe('2 updates');
  });
});

describe('choosing rows', () => {
  it('filters by department, and by having none', () => {
    expect(names(chosenRows(round, { ...everybody, department: 'IT' }))).toEqual(['Dora']);
    expect(names(chosenRows(round, { ...everybody, department: 'none' }))).toEqual(['Ben']);
  });

  it('tells those who were asked from those still to be asked', () => {
    expect(names(chosenRows(round, { ...everybody, standing: 'silent' }))).toEqual(['Dora']);
    expect(names(chosenRows(round, { ...everybody, standing: 'waiting' }))).toEqual(['Emil']);
    expect(names(chosenRows(round, { ...everybody, standing: 'blocked' }))).toEqual(['Ben']);
  });

  it('puts first what is in the way, and keeps the names in order behind it', () => {
    expect(names(chosenRows(round, { ...everybody, sort: 'blocked' }))).toEqual([
      'Ben',
      'Ana',
      'Cem',
      'Dora',
      'Emil',
      'Finn',
    ]);
  });

  it('puts first who has not answered', () => {
    expect(names(chosenRows(round, { ...everybody, sort: 'standing' }))).toEqual([
      'Dora',
      'Emil',
      'Finn',
      'Ana',
      'Ben',
      'Cem',
    ]);
  });

  it('leaves the rows it was given as they were', () => {
    chosenRows(round, { ...everybody, sort: 'standing' });
    expect(names(round)[0]).toBe('Ana');
  });
});

describe('while somebody reads', () => {
  it('keeps known rows in their order and appends new ones, whatever arrives', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 12 });
    fc.assert(
      fc.property(ids, ids, (before, now) => {
        const kept = keepOrder(
          before,
          now.map((personId) => ({ personId })),
        ).map(({ personId }) => personId);
        const known = before.filter((id) => now.includes(id));
        const fresh = now.filter((id) => !before.includes(id));
        expect(kept).toEqual([...known, ...fresh]);
      }),
    );
  });
});

describe('the first line', () => {
  const asked = [
    question({ id: 'q0', about: 'mood', kind: 'scale' }),
    question({ id: 'q1', about: 'moved' }),
  ];

  it('is what moved, although something else was asked before', () => {
    expect(firstLine(asked, row('Ana', { answers: { q0: 4, q1: 'Labels print' } }))).toBe('Labels print');
  });

  it('is the first answer where nothing moved', () => {
    expect(firstLine(asked, row('Ana', { answers: { q0: 4 } }))).toBe('4 of 5');
  });

  it('says that there is nothing new, and nothing where nothing was said', () => {
    expect(firstLine(asked, row('Ana', { unchanged: true, answers: { q1: 'Old' } }))).toBe('Nothing new');
    expect(firstLine(asked, row('Ana', { answers: null }))).toBe('');
  });
});

describe('answers together', () => {
  it('counts each step of a scale, also those nobody chose', () => {
    const scale = question({ kind: 'scale' });
    const rows = [row('Ana', { answers: { q1: 4 } }), row('Ben', { answers: { q1: 4 } })];
    expect(tally(scale, rows)).toEqual([
      { label: '1', count: 0 },
      { label: '2', count: 0 },
      { label: '3', count: 0 },
      { label: '4', count: 2 },
      { label: '5', count: 0 },
    ]);
  });

  it('counts every choice of an answer with several', () => {
    const several = question({ kind: 'multiChoice' });
    const rows = [
      row('Ana', { answers: { q1: ['North', 'South'] } }),
      row('Ben', { answers: { q1: ['South'] } }),
    ];
    expect(tally(several, rows)).toEqual([
      { label: 'North', count: 1 },
      { label: 'South', count: 2 },
    ]);
    expect(answerText(several, ['North', 'South'])).toBe('North, South');
  });

  it('writes each wait on a line of its own, for it has commas in it', () => {
    const waits = question({ kind: 'waits', about: 'waits' });
    expect(answerText(waits, ['IT: photos, old and new', 'Finance: the budget'])).toBe(
      'IT: photos, old and new\nFinance: the budget',
    );
    expect(tally(waits, [row('Ana', { answers: { q1: ['IT: photos'] } })])).toBeNull();
  });

  it('counts no texts', () => {
    expect(tally(question(), [row('Ana')])).toBeNull();
  });
});

describe('the strip of the last ten', () => {
  it('says the same in words', () => {
    const strip = [
      { date: '2026-11-20', state: 'answered' as const },
      { date: '2026-11-23', state: 'away' as const },
      { date: '2026-11-24', state: 'expected' as const },
    ];
    expect(stripText(strip)).toBe('Last 3: 1 answered, 1 away, 1 not answered');
    expect(stripText([])).toBe('No rounds before');
  });
});
