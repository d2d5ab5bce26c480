import type { RouteAnswer, RouteInput, RouteName } from '../../../src/api/route.ts';

/** A refusal of the server: one sentence for the person, and sentences by field where there are some. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, fault: { error?: string; message?: string; fields?: Record<string, string> }) {
    super(fault.message ?? 'The server did not answer as expected. Please try again in a minute.');
    this.status = status;
    this.code = fault.error ?? 'unknown';
    this.fields = fault.fields ?? {};
  }
}

/** The request did not get through: nobody knows whether it was carried out. */
export class Offline extends Error {
  override readonly name = 'Offline';
  constructor() {
    super('There is no connection to Tutti right now. What you wrote is kept here.');
  }
}

type Parts = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };

/** The path of a route with its parameters filled in, for links to files. */
export function pathOf<Name extends RouteName>(name: Name, input: RouteInput<Name>): string {
  const { params = {}, query = {} } = input as Parts;
  const path = name
    .slice(name.indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_all, key: string) => encodeURIComponent(params[key] ?? ''));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]): [string, string][] =>
      value === undefined || value === null ? [] : [[key, String(value)]],
    ),
  ).toString();
  return search ? `${path}?${search}` : path;
}

/** Asks the server. Types come from the table of routes; throws a Refusal or Offline. */
export async function call<Name extends RouteName>(
  name: Name,
  input: RouteInput<Name>,
  options: { signal?: AbortSignal } = {},
): Promise<RouteAnswer<Name>> {
  const { body } = input as Parts;
  const response = await fetch(pathOf(name, input), {
    method: name.slice(0, name.indexOf(' ')),
    credentials: 'same-origin',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...options,
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Offline();
  });
  const text = await response.text().catch(() => {
    throw new Offline();
  });
  const answer = parsed(text);
  if (!response.ok) throw new Refusal(response.status, (answer ?? {}) as Record<string, never>);
  return answer as RouteAnswer<Name>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
