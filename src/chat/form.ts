import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';
import { keepable } from './text.ts';

/** A Form is what a person is asked, as plain data; every platform opens it its own way (modal, dialog, page). */
export type Form = {
  readonly title: string;
  readonly submitLabel: string;
  /** The command and which of its `submit` handlers receives the values. */
  readonly command: string;
  readonly name: string;
  /** Handed back with the values; at most 2,000 characters. Usually an id. */
  readonly state: string;
  readonly parts: readonly FormPart[];
};

export type FormPart =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'divider' }
  | Field;

type FieldBase = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
};

export type Choice = { readonly value: string; readonly label: string };

export type Field = FieldBase &
  (
    | { readonly kind: 'shortText' | 'longText'; readonly maxLength?: number; readonly value?: string }
    | { readonly kind: 'number'; readonly min?: number; readonly max?: number; readonly value?: number }
    | { readonly kind: 'choice'; readonly options: readonly Choice[]; readonly value?: string }
    | {
        readonly kind: 'multiChoice';
        readonly options: readonly Choice[];
        readonly value?: readonly string[];
      }
    | { readonly kind: 'department'; readonly options: readonly Choice[]; readonly value?: string }
    /** Values of person fields are the platform's user ids inside a form, and Tutti's person ids once read. */
    | { readonly kind: 'person'; readonly value?: string }
    | { readonly kind: 'people'; readonly value?: readonly string[] }
    /** A channel of the platform the form is shown on, by the platform's id. */
    | { readonly kind: 'channel'; readonly value?: string }
    | { readonly kind: 'date'; readonly value?: string }
    | { readonly kind: 'time'; readonly value?: string }
    /** A scale from 1 to `max` (5 unless given). */
    | { readonly kind: 'rating'; readonly max?: number; readonly value?: number }
  );

/** What a platform hands back: a string or a list of strings by field name; empty fields are left out. */
export type RawValues = Readonly<Record<string, string | readonly string[]>>;

/** What a command receives: numbers for number and rating fields, null where nothing was given. */
export type Values = Readonly<Record<string, string | number | readonly string[] | null>>;

export type FieldErrors = Readonly<Record<string, string>>;

/** The longest text kept from one field; platforms allow about this much (Slack's input: 3,000). */
export const MAX_TEXT = 3000;

/** Reads what came back from a form, field by field: typed values, or one sentence for each field at fault. */
export function readForm(form: Form, raw: RawValues): { values: Values } | { errors: FieldErrors } {
  const values: Record<string, string | number | readonly string[] | null> = {};
  const errors: Record<string, string> = {};
  for (const part of form.parts) {
    if (part.kind === 'note' || part.kind === 'divider') continue;
    const result = readField(part, Object.hasOwn(raw, part.name) ? raw[part.name] : undefined);
    if ('error' in result) errors[part.name] = result.error;
    else values[part.name] = result.value;
  }
  return Object.keys(errors).length > 0 ? { errors } : { values };
}

type FieldResult = { value: string | number | readonly string[] | null } | { error: string };

function readField(field: Field, raw: string | readonly string[] | undefined): FieldResult {
  const list = typeof raw === 'string' ? [raw] : (raw ?? []);
  const given = [...new Set(list.map((text) => keepable(text).trim()).filter((text) => text !== ''))];
  const first = given[0];
  if (first === undefined) return field.required ? { error: 'Please answer this one.' } : { value: null };
  switch (field.kind) {
    case 'shortText':
    case 'longText': {
      const max = field.maxLength ?? MAX_TEXT;
      const excess = first.length - max;
      if (excess <= 0) return { value: first };
      const much = excess === 1 ? 'one character' : `${excess} characters`;
      return { error: `This is ${much} too long; ${max} fit.` };
    }
    case 'number':
      return readNumber(first, field.min ?? Number.NEGATIVE_INFINITY, field.max ?? Number.POSITIVE_INFINITY);
    case 'rating':
      return readWhole(first, 1, field.max ?? 5);
    case 'choice':
    case 'department':
      return field.options.some((option) => option.value === first)
        ? { value: first }
        : { error: 'That choice is no longer offered; please choose again.' };
    case 'multiChoice':
      return given.every((value) => field.options.some((option) => option.value === value))
        ? { value: given }
        : { error: 'One of these choices is no longer offered; please choose again.' };
    case 'people':
      return { value: given };
    case 'person':
    case 'channel':
      return { value: first };
    case 'date':
      return /^[12]\d{3}-\d{2}-\d{2}$/.test(first) && isValid(parseISO(first))
        ? { value: first }
        : { error: 'Please give a date such as 2026-11-24.' };
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(first)
        ? { value: first }
        : { error: 'Please give a time such as 09:30.' };
  }
}

function readNumber(text: string, min: number, max: number): FieldResult {
  const value = /^[-+]?\d{1,15}([.,]\d{1,10})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  if (Number.isNaN(value)) return { error: 'Please give a number such as 1200 or 1.5.' };
  // "1,200" is twelve hundred to some readers and one and a fifth to others, and so is "1.200".
  if (/^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) {
    const whole = text.replace(/[.,]/, '');
    return { error: `“${text}” can be read in two ways. Please write ${whole} or ${value}.` };
  }
  if (value < min) return { error: `Please give a number of at least ${min}.` };
  if (value > max) return { error: `Please give a number of at most ${max}.` };
  // Adding 0 makes 0 of -0, which JSON does not keep.
  return { value: value + 0 };
}

function readWhole(text: string, min: number, max: number): FieldResult {
  const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? { value } : { error: `Please choose from ${min} to ${max}.` };
}
