import { addDays, type LocalDate, weekdayOf } from '../../src/people/index.ts';

const isWorkingDay = (date: LocalDate): boolean => weekdayOf(date) <= 5;

/** The working day so many working days after a date, or before it when `count` is negative. */
export function workingDay(date: LocalDate, count: number): LocalDate {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The dates before `today`, oldest first, as far back as `days`, that fall on one of these ISO weekdays. */
export function daysBefore(today: LocalDate, days: number, weekdays: readonly number[]): LocalDate[] {
  return Array.from({ length: days }, (_, index) => addDays(today, index - days)).filter((date) =>
    weekdays.includes(weekdayOf(date)),
  );
}
