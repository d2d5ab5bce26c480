import { createRequire } from 'node:module';
import type HolidaysOf from 'date-holidays';
import { TuttiError } from '../errors.ts';
import { addDays, isZone, type LocalDate } from './local-time.ts';

/** The arguments that date-holidays takes for a place: country, state, region. */
type Place = readonly [country: string, state?: string, region?: string];

/** Loaded when first asked: it costs 200 ms and 30 MB, and where nobody has a country nobody asks. */
let library: typeof HolidaysOf | undefined;
let known: { catalogue: HolidaysOf; countries: ReadonlySet<string> } | undefined;

const places = new Map<string, Place>();
const tables = new Map<string, ReadonlyMap<LocalDate, string>>();
let countryByZone: ReadonlyMap<string, string> | undefined;

/**
 * The name of the public holiday on `date`, in the country's own language; undefined when it is a working day, or when the
 * country is unknown. `country` is an ISO 3166 code, with a state and a region of it where holidays differ: "DE", "DE-BY",
 * "DE-BY-A". Half holidays, such as Christmas Eve from noon in parts of Switzerland, are working days.
 */
export function holidayOn(country: string | null, date: LocalDate): string | undefined {
  const place = country === null ? undefined : placeOf(country);
  if (!place) return undefined;
  const year = Number(date.slice(0, 4));
  const name = tableOf(place, year).get(date);
  // A holiday of several days is listed in the year of its first one: Incwala in SZ lasts from 28 December to 2 January.
  return name ?? (date.slice(5, 7) === '01' ? tableOf(place, year - 1).get(date) : undefined);
}

/** The public holidays of a country in a year, by date. */
export function holidaysOf(country: string, year: number): { date: LocalDate; name: string }[] {
  const place = placeOf(country);
  if (!place) return [];
  const days = new Map([...tableOf(place, year - 1), ...tableOf(place, year)]);
  return [...days]
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, name]) => ({ date, name }))
    .sort((a, b) => a.date.localeCompare(b.date));
}

/** Reads a country as people write it; null stays null. Throws one sentence for one whose holidays are not known. */
export function readCountry(text: string | null): string | null {
  if (!text) return null;
  if (isCountry(text)) return text.toUpperCase();
  throw new TuttiError(
    'bad_country',
    `I do not know the country “${text}”. Give two letters such as DE, or DE-BY.`,
  );
}

/** Whether `text` is a country whose holidays are known, with or without state and region; in capitals or not. */
export function isCountry(text: string): boolean {
  return placeOf(text) !== undefined;
}

/**
 * The country that a time zone belongs to by the data of Intl (CLDR), for people who have not said where they live.
 * A guess: chat clients offer few zones, so a person in Zagreb may well be set to "Europe/Belgrade" and get Serbia's
 * holidays. Undefined for zones of no country ("UTC") and of countries whose holidays are not known.
 */
export function countryOfZone(zone: string): string | undefined {
  countryByZone ??= readCountryByZone();
  return countryByZone.get(zone) ?? (isZone(zone) ? countryByZone.get(intlNameOf(zone)) : undefined);
}

function holidays(): typeof HolidaysOf {
  library ??= createRequire(import.meta.url)('date-holidays') as typeof HolidaysOf;
  return library;
}

function knownPlaces() {
  if (!known) {
    const catalogue = new (holidays())();
    known = { catalogue, countries: new Set(Object.keys(catalogue.getCountries())) };
  }
  return known;
}

function placeOf(text: string): Place | undefined {
  const place = places.get(text) ?? readPlace(text);
  if (place) places.set(text, place);
  return place;
}

function readPlace(text: string): Place | undefined {
  const { catalogue, countries } = knownPlaces();
  const [country = '', state, region, ...rest] = text.toUpperCase().split('-');
  if (!countries.has(country) || rest.length > 0) return undefined;
  if (state === undefined) return [country];
  const stateKey = keyOf(catalogue.getStates(country), state);
  if (stateKey === undefined) return undefined;
  if (region === undefined) return [country, stateKey];
  const regionKey = keyOf(catalogue.getRegions(country, stateKey), region);
  return regionKey === undefined ? undefined : [country, stateKey, regionKey];
}

/** The key as date-holidays writes it: a few are not in capitals ("NZ-CAN-Timaru"). */
function keyOf(names: Record<string, string> | undefined, capitals: string): string | undefined {
  return Object.keys(names ?? {}).find((key) => key.toUpperCase() === capitals);
}

/** The days off of one place that begin in one year, kept because date-holidays takes milliseconds to work them out. */
function tableOf(place: Place, year: number): ReadonlyMap<LocalDate, string> {
  const key = `${place.join('-')} ${year}`;
  const known = tables.get(key);
  if (known) return known;
  const table = readTable(place, year);
  tables.set(key, table);
  return table;
}

function readTable([country, state, region]: Place, year: number): ReadonlyMap<LocalDate, string> {
  const table = new Map<LocalDate, string>();
  const Holidays = holidays();
  const options = { types: ['public' as const] };
  const calendar = region
    ? new Holidays(country, state ?? '', region, options)
    : state
      ? new Holidays(country, state, options)
      : new Holidays(country, options);
  for (const { date, start, end, name } of calendar.getHolidays(year)) {
    const [day = '', time] = date.split(' ');
    if (time !== '00:00:00') continue;
    // Whole days only: Turkey's Bayram of 90 hours has three. The hour added is the one that a day with a clock change lacks.
    const days = Math.floor(((end.getTime() - start.getTime()) / 3_600_000 + 1) / 24);
    for (let index = 0; index < days; index++) {
      const covered = addDays(day, index);
      table.set(covered, table.get(covered) ?? name);
    }
  }
  return table;
}

/** Node 22 has these zones as a property, Node 24 as a method; TypeScript knows neither yet. */
type LocaleZones = { readonly timeZones?: string[]; getTimeZones?(): string[] | undefined };

function readCountryByZone(): ReadonlyMap<string, string> {
  const byZone = new Map<string, string>();
  for (const country of knownPlaces().countries) {
    const locale = new Intl.Locale('und', { region: country }) as unknown as LocaleZones;
    for (const zone of locale.getTimeZones?.() ?? locale.timeZones ?? [])
      byZone.set(intlNameOf(zone), country);
  }
  return byZone;
}

/** One name per zone, since Intl lists "Asia/Calcutta" where a person has "Asia/Kolkata". */
function intlNameOf(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
