import { describe, expect, it } from 'vitest';
import {
  answeredText,
  besideUsual,
  lineOf,
  newestMood,
  recent,
  shareOf,
  sinceFirstAsked,
  trendPaths,
  trendText,
  usualText,
  type Week,
} from '../../web/src/pages/company/figures.ts';

const week = (date: string, answered: number, asked: number, mood: number | null = null): Week => ({
  week: date,
  answered,
  asked,
  mood,
});
const percent = (value: number) => `${Math.round(value * 100)} %`;

describe('a week beside what is usual', () => {
  const usual = { low: 0.7, high: 0.85 };

  it('is below or above only where it also reads so', () => {
    expect(besideUsual(week('2026-11-16', 52, 100), usual)).toBe('below');
    expect(besideUsual(week('2026-11-16', 90, 100), usual)).toBe('above');
    expect(besideUsual(week('2026-11-16', 80, 100), usual)).toBe('usual');
    // 69.6 % reads as 70 %, which is not below "70 to 85 %".
    expect(besideUsual(week('2026-11-16', 696, 1000), usual)).toBe('usual');
  });

  it('is not judged where nobody was asked, or nothing is usual yet', () => {
    expect(besideUsual(week('2026-11-16', 0, 0), usual)).toBe('unknown');
    expect(besideUsual(week('2026-11-16', 1, 10), null)).toBe('unknown');
    expect(besideUsual(undefined, usual)).toBe('unknown');
  });

  it('says the range once where both ends are the same', () => {
    expect(usualText(usual, percent)).toBe('70 to 85 %');
    expect(usualText({ low: 0.8, high: 0.802 }, percent)).toBe('80 %');
  });
});

describe('weeks', () => {
  const weeks = [week('2026-11-02', 8, 10, 3.5), week('2026-11-09', 0, 0), week('2026-11-16', 3, 4)];

  it('are said in people first', () => {
    expect(answeredText(week('2026-11-16', 9, 11))).toBe('9 of 11 answered');
    expect(answeredText(week('2026-11-16', 0, 0))).toBe('Nobody was asked');
    expect(weeks.map(shareOf)).toEqual([0.8, null, 0.75]);
  });

  it('end with the running one; the one before is the last full one', () => {
    expect(recent(weeks).running?.week).toBe('2026-11-16');
    expect(recent(weeks).last?.week).toBe('2026-11-09');
    expect(recent([]).last).toBeUndefined();
  });

  it('hold the newest mood that anybody gave', () => {
    expect(newestMood(weeks)).toBe(3.5);
    expect(newestMood([week('2026-11-16', 1, 1)])).toBeNull();
  });
});

describe('a young company', () => {
  it('begins with the first week that asked anybody, in every department alike', () => {
    const weeks = [week('2026-11-02', 0, 0), week('2026-11-09', 1, 2), week('2026-11-16', 0, 0)];
    const other = [week('2026-11-02', 0, 0), week('2026-11-09', 0, 0), week('2026-11-16', 0, 0)];
    const sales = { id: 'a', name: 'Sales', lead: null, people: 2, weeks: other, usual: null };
    const company = { people: 2, weeks, departments: [sales], withoutDepartment: { count: 0, people: [] } };
    const shown = sinceFirstAsked(company);
    expect(shown.weeks.map((one) => one.week)).toEqual(['2026-11-09', '2026-11-16']);
    expect(shown.departments[0]?.weeks.map((one) => one.week)).toEqual(['2026-11-09', '2026-11-16']);
  });

  it('keeps every week while nobody was asked at all', () => {
    const weeks = [week('2026-11-09', 0, 0), week('2026-11-16', 0, 0)];
    const company = { people: 0, weeks, departments: [], withoutDepartment: { count: 0, people: [] } };
    expect(sinceFirstAsked(company).weeks.length).toBe(2);
  });
});

describe('a line over the weeks', () => {
  it('breaks where a week has no value, and nowhere else', () => {
    const weeks = [
      week('2026-10-19', 0, 0),
      week('2026-10-26', 1, 2),
      week('2026-11-02', 2, 2),
      week('2026-11-09', 0, 0),
      week('2026-11-16', 1, 2),
    ];
    const { points, gaps } = lineOf(weeks, shareOf);
    expect(points.map(({ value }) => value)).toEqual([0.5, 1, 0.5]);
    expect(gaps).toEqual([{ startIndex: 1, endIndex: 2 }]);
  });

  it('is said in words, with its lowest point', () => {
    expect(trendText([0.82, null, 0.61, 0.75], percent)).toBe('from 82 % to 75 %, lowest 61 %');
    expect(trendText([null, 0.5], percent)).toBe('50 %');
    expect(trendText([null, null], percent)).toBeNull();
  });

  it('is drawn in unbroken runs, upwards for more', () => {
    const box = { width: 100, height: 20, min: 0, max: 1 };
    const { paths, last } = trendPaths([0, 1, null, 0.5, 0.5], box);
    expect(paths).toEqual(['M0 20L25 0', 'M75 10L100 10']);
    expect(last).toEqual({ x: 100, y: 10 });
    expect(trendPaths([], box)).toEqual({ paths: [], last: null });
  });
});
