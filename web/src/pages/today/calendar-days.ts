/** Days and months as text, "2026-11-24" and "2026-11": no clock and no zone is involved. */
const day = (date: Date): string => date.toISOString().slice(0, 10);
const at = (date: string): Date => new Date(`${date}T00:00:00Z`);

export const monthOf = (date: string): string => date.slice(0, 7);

export function shiftMonth(month: string, by: number): string {
  const date = at(`${month}-01`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return monthOf(day(date));
}

export function addDays(date: string, by: number): string {
  const moved = at(date);
  moved.setUTCDate(moved.getUTCDate() + by);
  return day(moved);
}

/** A month's days in weeks of seven, with null before the first and after the last. Weekdays are ISO, Monday 1. */
export function weeksOf(month: string, firstWeekday: number): (string | null)[][] {
  const first = `${month}-01`;
  const weekday = at(first).getUTCDay() || 7;
  const days: (string | null)[] = Array.from({ length: (weekday - firstWeekday + 7) % 7 }, () => null);
  for (let date = first; monthOf(date) === month; date = addDays(date, 1)) days.push(date);
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

type WithWeeks = Intl.Locale & {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
};

/** The day on which weeks begin where this language is spoken; Monday where the browser does not say. */
export function firstWeekdayOf(locale: string): number {
  const known: WithWeeks = new Intl.Locale(locale);
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

/** ISO weekdays with their names, beginning with the given one. */
export function weekdayNames(locale: string, firstWeekday: number): { short: string; long: string }[] {
  const format = (weekday: 'short' | 'long') => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday });
  const short = format('short');
  const long = format('long');
  return Array.from({ length: 7 }, (_, index) => {
    // 1 January 2024 was a Monday.
    const date = new Date(Date.UTC(2024, 0, firstWeekday + index));
    return { short: short.format(date), long: long.format(date) };
  });
}
