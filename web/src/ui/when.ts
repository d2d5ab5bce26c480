import { useMemo } from 'react';
import { useMe } from './me.tsx';

/** Dates, times and numbers in the reader's locale and time zone, by Intl. Local dates are "2026-11-24", instants ISO 8601. */
export function useWhen() {
  const { locale, zone } = useMe();
  return useMemo(() => {
    const known = Intl.DateTimeFormat.supportedLocalesOf([locale.replaceAll('_', '-')])[0] ?? 'en';
    const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(known, options);
    const day = make({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
    const longDay = make({
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
    const shortDay = make({ timeZone: 'UTC', day: 'numeric', month: 'short' });
    const month = make({ timeZone: 'UTC', month: 'long', year: 'numeric' });
    const time = make({ timeZone: zone, hour: 'numeric', minute: '2-digit' });
    const moment = make({
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    });
    const share = new Intl.NumberFormat(known, { style: 'percent', maximumFractionDigits: 0 });
    const one = new Intl.NumberFormat(known, { maximumFractionDigits: 1 });
    const at = (date: string) => new Date(`${date}T00:00:00Z`);
    return {
      locale: known,
      /** "Tue 24 Nov" */
      day: (date: string) => day.format(at(date)),
      /** "Tuesday 24 November 2026" */
      longDay: (date: string) => longDay.format(at(date)),
      /** "24 Nov" */
      shortDay: (date: string) => shortDay.format(at(date)),
      /** "November 2026" of "2026-11" */
      month: (yearMonth: string) => month.format(at(`${yearMonth}-01`)),
      /** "09:30" */
      time: (instant: string) => time.format(new Date(instant)),
      /** "Tue 24 Nov, 09:30" */
      moment: (instant: string) => moment.format(new Date(instant)),
      /** "82 %" of 0.82 */
      share: (value: number) => share.format(value),
      /** "4.1" */
      number: (value: number) => one.format(value),
    };
  }, [locale, zone]);
}
