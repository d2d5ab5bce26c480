import type { Request } from 'express';
import type { z } from 'zod';
import { ApiError } from '../api/fault.ts';
import type { RouteSpec } from '../api/route.ts';

type Read = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/** Reads a request against its route's schemas. Throws one sentence for the first fault, and one for each field of a body. */
export function readRequest(request: Request, { params, query, body }: RouteSpec): Read {
  if (params && !params.safeParse(request.params).success) {
    throw new ApiError(404, 'no_such_thing', 'There is nothing at this address. It may have been removed.');
  }
  if (body && request.body === undefined) {
    throw new ApiError(400, 'no_body', 'Please send this as JSON, with the content-type application/json.');
  }
  return {
    params: params?.parse(request.params) ?? {},
    query: read(query, request.query) ?? {},
    body: read(body, request.body),
  };
}

function read(schema: z.ZodType | undefined, given: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[String(issue.path[0] ?? '')] ??= sentenceOf(issue, given);
  const [message = 'I could not read that.'] = Object.values(fields);
  delete fields[''];
  throw new ApiError(400, 'bad_request', message, { fields });
}

type Issue = z.core.$ZodIssue;

/** A schema's complaint as a person reads it. */
export function sentenceOf(issue: Issue, given: unknown): string {
  const name = nameOf(issue.path);
  const missing = issue.code === 'invalid_type' && at(given, issue.path) === undefined;
  return missing ? `${name} is missing.` : `${name} ${complaint(issue)}.`;
}

function complaint(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `should be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'too_big':
      return bound(issue.origin, issue.maximum, 'most');
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? 'is empty'
        : bound(issue.origin, issue.minimum, 'least');
    case 'invalid_value':
      return `should be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return `should be ${FORMATS[issue.format] ?? (/^an? /.test(issue.message) ? issue.message : 'written otherwise')}`;
    case 'unrecognized_keys':
      return `has a part that I do not know: ${issue.keys.join(', ')}`;
    default:
      return 'is not as I expect it';
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date such as 2026-11-24',
  datetime: 'an instant such as 2026-11-24T08:30:00Z',
  uuid: 'one of those that I listed',
};

function bound(origin: string, limit: number | bigint, which: 'most' | 'least'): string {
  if (origin === 'string')
    return which === 'most' ? `is too long: at most ${limit} characters fit` : 'is too short';
  if (origin === 'array') return `should hold at ${which} ${limit}`;
  return `should be at ${which} ${limit}`;
}

/** "remindAfter" as "Remind after"; a list's items by the list. */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path.findLast((part) => typeof part === 'string');
  if (name === undefined) return 'What was sent';
  const words = name
    .replace(/Id$/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const at = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    given,
  );
