import fc from 'fast-check';

/** Zones that between them have every kind of clock change since 2010; what is special is said beside it. */
export const ZONES = [
  'Pacific/Apia', // skipped 2011-12-30
  'Pacific/Fakaofo', // skipped it too
  'Pacific/Kiritimati', // +14
  'Pacific/Chatham', // 45 minutes, changes at 02:45
  'Pacific/Auckland',
  'Australia/Lord_Howe', // changes by half an hour
  'Australia/Adelaide',
  'Asia/Pyongyang', // changed by half an hour twice
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran', // changed at midnight until 2022
  'Asia/Gaza', // changes its rules most years
  'Asia/Beirut', // changes at midnight
  'Africa/Cairo', // no midnight in April
  'Africa/Casablanca', // changes around Ramadan
  'Europe/Moscow',
  'Europe/Istanbul',
  'Europe/Berlin',
  'Europe/Dublin', // its winter time is the saving one
  'Europe/London',
  'Atlantic/Azores', // changes at midnight
  'America/Nuuk', // its gap ends at midnight
  'America/St_Johns', // changed at 00:01 until 2011
  'America/Sao_Paulo', // no midnight in October until 2018
  'America/Santiago',
  'America/Asuncion',
  'America/Caracas', // changed by half an hour twice
  'America/New_York',
  'America/Los_Angeles',
  'Pacific/Honolulu',
  'Antarctica/Troll', // changes by two hours
];

export const someZone = fc.constantFrom(...ZONES);

/** Any day from 2010 to 2035, as days after 1970-01-01. */
export const someDay = fc.integer({ min: 14_610, max: 24_105 });

export const someDate = someDay.map(dateOfDay);

export const someTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

/** The date that many days after 1970-01-01. */
export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** "YYYY-MM-DD HH:MM" on the clocks of the zone, asked of Intl alone: what the code under test is measured against. */
export function clockIn(zone: string, instant: Date): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(zone, format);
  return format.format(instant);
}

/** Every instant at which the clocks of the zone show this date and time, in order: none in a gap, two in an overlap. */
export function instantsShowing(date: string, time: string, zone: string): Date[] {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const quarterHours = Array.from(
    { length: 4 * 27 },
    (_, index) => new Date(asUtc + (index - 4 * 14) * 900_000),
  );
  return quarterHours.filter((instant) => clockIn(zone, instant) === `${date} ${time}`);
}
