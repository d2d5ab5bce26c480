import type { RouteAnswer } from '../../../../../src/api/route.ts';

export type Standup = RouteAnswer<'GET /api/setup/standups'>['standups'][number];

/** "Mon to Fri", "Tue and Thu": runs of three and more are said by their ends. Days are ISO weekdays. */
export function daysText(days: readonly number[], locale: string): string {
  if (days.length === 7) return 'Every day';
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
  // 1 January 2024 was a Monday.
  const name = (day: number) => format.format(new Date(Date.UTC(2024, 0, day)));
  const runs: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return listText(
    runs.flatMap((run) => {
      const [first = 1, last = 1] = [run[0], run.at(-1)];
      return run.length > 2 ? [`${name(first)} to ${name(last)}`] : run.map(name);
    }),
  );
}

const listText = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** 90 as "1 h 30 min". */
export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : '']
    .filter((part) => part !== '')
    .join(' ');
}

/** "Mon to Fri at 09:30 in each person’s own time, open for 4 h" */
export function scheduleText(
  { days, everyWeeks, times, zone, windowMinutes }: Omit<Standup, 'id' | 'name'>,
  locale: string,
): string {
  const often = everyWeeks === 1 ? '' : `, every ${everyWeeks} weeks`;
  const where = zone ? `${zone.replaceAll('_', ' ')} time` : 'in each person’s own time';
  return `${daysText(days, locale)}${often} at ${listText(times)} ${where}, open for ${minutesText(windowMinutes)}`;
}

/** Who is asked, and where the answers appear. */
export function whoText({ people, channel }: Pick<Standup, 'people' | 'channel'>): string {
  const asked =
    people === null
      ? 'Asks the members of a channel'
      : `Asks ${people === 1 ? '1 person' : `${people} people`}`;
  return channel ? `${asked}, answers appear in ${channel}` : `${asked}, answers stay on this page`;
}
