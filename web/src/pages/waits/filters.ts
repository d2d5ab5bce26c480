import type { RouteInput } from '../../../../src/api/route.ts';
import type { Age, Kind } from './words.ts';

const states = ['open', 'solved', 'declined', 'all'] as const;
const wholes = ['', 'raised', 'on_me', 'department'] as const;
export const ages: readonly Age[] = ['Fresh', 'Ageing', 'Stale', 'Critical'];
export const kinds: readonly Kind[] = ['blocker', 'question', 'risk', 'idea'];

/** What of the waits is listed. It stands in the address, so that it can be sent to somebody and survives going back. */
export type Filter = {
  readonly state: (typeof states)[number];
  readonly age: Age | '';
  readonly kind: Kind | '';
  readonly whose: (typeof wholes)[number];
  /** Department ids of the cell that was pressed; empty for any. */
  readonly from: string;
  readonly on: string;
  readonly text: string;
  readonly page: number;
};

export const everything: Filter = {
  state: 'open',
  age: '',
  kind: '',
  whose: '',
  from: '',
  on: '',
  text: '',
  page: 1,
};

const names: Readonly<Record<keyof Filter, string>> = {
  state: 'state',
  age: 'age',
  kind: 'kind',
  whose: 'whose',
  from: 'from',
  on: 'on',
  text: 'q',
  page: 'page',
};

/** What the address asks for; what makes no sense is left out. */
export function filterIn(search: URLSearchParams): Filter {
  const oneOf = <Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value =>
    values.find((value) => value === search.get(name)) ?? otherwise;
  const id = (name: string) => {
    const text = search.get(name) ?? '';
    return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? text : '';
  };
  const page = Number(search.get('page'));
  return {
    state: oneOf('state', states, 'open'),
    age: oneOf<Age | ''>('age', ages, ''),
    kind: oneOf<Kind | ''>('kind', kinds, ''),
    whose: oneOf('whose', wholes, ''),
    from: id('from'),
    on: id('on'),
    text: (search.get('q') ?? '').slice(0, 200),
    page: Number.isInteger(page) && page > 0 && page <= 10_000 ? page : 1,
  };
}

/** The address for a filter, without what is as usual. */
export function searchOf(filter: Filter): URLSearchParams {
  const search = new URLSearchParams();
  for (const key of Object.keys(names) as (keyof Filter)[]) {
    if (filter[key] !== everything[key]) search.set(names[key], String(filter[key]));
  }
  return search;
}

/**
 * A filter with something else asked for, from its first page. A cell and "waiting on my department" both say who is
 * waited on: the newer one holds.
 */
export function withChange(filter: Filter, change: Partial<Filter>): Filter {
  const next = { ...filter, page: 1, ...change };
  if (change.whose === 'department') return { ...next, from: '', on: '' };
  if ((change.from || change.on) && filter.whose === 'department') return { ...next, whose: '' };
  return next;
}

export const PAGE_SIZE = 30;

/** The question to the server. */
export function askOf(
  { state, age, kind, whose, from, on, text, page }: Filter,
  ownDepartmentId: string | undefined,
): RouteInput<'GET /api/issues'>['query'] {
  const onDepartmentId = whose === 'department' ? ownDepartmentId : on;
  return {
    state,
    page,
    size: PAGE_SIZE,
    ...(age ? { age } : {}),
    ...(kind ? { kind } : {}),
    ...(from ? { fromDepartmentId: from } : {}),
    ...(onDepartmentId ? { onDepartmentId } : {}),
    ...(whose === 'raised' || whose === 'on_me' ? { mine: whose } : {}),
    ...(text ? { text } : {}),
  };
}

/**
 * The rows as they stand, brought up to date: those that were there keep their places, new ones come last, and one that
 * is open stays until it is closed, so that nothing moves under somebody who reads.
 */
export function inPlace<One extends { readonly id: string }>(
  before: readonly One[],
  now: readonly One[],
  open: ReadonlySet<string>,
): One[] {
  const newest = new Map(now.map((one) => [one.id, one]));
  const known = new Set(before.map(({ id }) => id));
  const stayed = before.flatMap((one) => newest.get(one.id) ?? (open.has(one.id) ? one : []));
  return [...stayed, ...now.filter(({ id }) => !known.has(id))];
}
