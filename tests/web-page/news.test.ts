import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byDepartment, matching } from '../../web/src/pages/demo/sorting.ts';
import { backoff } from '../../web/src/shell/backoff.ts';
import { isQuiet, newsOf } from '../../web/src/shell/news.ts';

describe('the quiet hours', () => {
  it.each([
    ['19:00', '07:00', '22:15', true],
    ['19:00', '07:00', '19:00', true],
    ['19:00', '07:00', '06:59', true],
    ['19:00', '07:00', '07:00', false],
    ['19:00', '07:00', '12:00', false],
    ['12:00', '13:00', '12:30', true],
    ['12:00', '13:00', '13:00', false],
    ['12:00', '13:00', '00:00', false],
    ['08:00', '08:00', '08:00', false],
  ])('from %s to %s at %s: %s', (from, to, time, quiet) => {
    expect(isQuiet(time, from, to)).toBe(quiet);
  });

  it('are none where none are set', () => {
    expect(isQuiet('23:00', null, null)).toBe(false);
    expect(isQuiet('23:00', '19:00', null)).toBe(false);
  });
});

it('a notification says what the view says of itself, and nothing of what is answered', () => {
  const news = newsOf({
    open: [
      { key: 'one', answered: false, view: { summary: 'Check-in: 4 questions' } },
      { key: 'two', answered: true, view: { summary: 'answered' } },
    ],
    messages: [{ id: 'three', view: { summary: '9 of 11 answered' } }],
  });
  expect(news).toEqual([
    { key: 'one', text: 'Check-in: 4 questions' },
    { key: 'three', text: '9 of 11 answered' },
  ]);
});

describe('connecting again', () => {
  it('waits longer each time, never over half a minute, and not everybody as long', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, dice) => {
        const wait = backoff(attempt, dice);
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(30_000);
        expect(backoff(attempt + 1, dice)).toBeGreaterThanOrEqual(wait);
      }),
    );
    expect(backoff(3, 0)).toBeLessThan(backoff(3, 1));
  });
});

describe('the people of the demo', () => {
  const people = [
    { name: 'Zoë Ruiz', department: 'IT' },
    { name: 'Ana Lopes', department: 'Sales' },
    { name: 'Ben Okafor', department: null },
    { name: 'Adam Stein', department: 'IT' },
  ];

  it('stand by department and name, those without one last', () => {
    expect(
      byDepartment(people).map(({ department, people: in_ }) => [department, in_.map(({ name }) => name)]),
    ).toEqual([
      ['IT', ['Adam Stein', 'Zoë Ruiz']],
      ['Sales', ['Ana Lopes']],
      ['Without a department', ['Ben Okafor']],
    ]);
  });

  it('are found by a part of their name or department, without case and accents', () => {
    const found = (text: string) => matching(people, text).map(({ name }) => name);
    expect(found('zoe')).toEqual(['Zoë Ruiz']);
    expect(found(' SALES ')).toEqual(['Ana Lopes']);
    expect(found('')).toHaveLength(4);
    expect(found('nobody')).toEqual([]);
  });
});
