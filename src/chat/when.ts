/** Dates and times in a person's own locale and zone, by Intl. Formatters are costly to make, so they are kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let known = formatters.get(key);
  if (!known) {
    known = makeFormatter(locale, options);
    formatters.set(key, known);
  }
  return known;
}

/** Platforms send locales that Intl does not know ("en_US", ""); English then. */
function makeFormatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale.replaceAll('_', '-') || 'en', options);
  } catch {
    return new Intl.DateTimeFormat('en', options);
  }
}

/** "Tue 24 Nov" of a local date "2026-11-24". */
export const dayText = (date: string, locale: string): string =>
  formatter(locale, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** "Friday" of a local date. */
export const weekdayText = (date: string, locale: string): string =>
  formatter(locale, { timeZone: 'UTC', weekday: 'long' }).format(new Date(`${date}T00:00:00Z`));

/** "09:30" or "9:30 AM": two digits where the day has 24 hours, as clocks there show it. */
export const timeText = (instant: Date, locale: string, zone: string): string =>
  formatter(locale, { timeZone: zone, ...hourAndMinute(locale) }).format(instant);

function hourAndMinute(locale: string): Intl.DateTimeFormatOptions {
  const { hour12 } = formatter(locale, { hour: 'numeric' }).resolvedOptions();
  return { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit' };
}

/** "Tue 24 Nov, 13:00". */
export const momentText = (instant: Date, locale: string, zone: string): string =>
  formatter(locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...hourAndMinute(locale),
  }).format(instant);

/** ISO weekday numbers as "Mon, Tue, Wed". */
export const weekdaysText = (days: readonly number[], locale: string): string =>
  days
    // 1 January 2024 was a Monday.
    .map((day) =>
      formatter(locale, { timeZone: 'UTC', weekday: 'short' }).format(new Date(Date.UTC(2024, 0, day))),
    )
    .join(', ');
