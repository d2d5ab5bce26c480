import type { Field, FieldErrors, Form, RawValues } from '../../../src/chat/form.ts';

export const fieldsOf = (form: Form): Field[] =>
  form.parts.filter((part): part is Field => part.kind !== 'note' && part.kind !== 'divider');

/** What the fields of a form begin with, as a browser holds it: text or a list of texts. */
export const initialValues = (form: Form): RawValues =>
  Object.fromEntries(fieldsOf(form).map((field) => [field.name, initialValue(field)]));

function initialValue(field: Field): string | readonly string[] {
  switch (field.kind) {
    case 'multiChoice':
    case 'people':
      return field.value ?? [];
    case 'number':
    case 'rating':
      return field.value === undefined ? '' : String(field.value);
    case 'shortText':
    case 'longText':
    case 'choice':
    case 'department':
    case 'person':
    case 'channel':
    case 'date':
    case 'time':
      return field.value ?? '';
  }
}

/** A draft's values in a form that may have changed since: only fields that are still there, of the same shape. */
export function restored(form: Form, draft: RawValues): RawValues {
  const initial = initialValues(form);
  return Object.fromEntries(
    Object.entries(initial).map(([name, value]) => {
      const typed = Object.hasOwn(draft, name) ? draft[name] : undefined;
      return [name, typed !== undefined && typeof typed === typeof value ? typed : value];
    }),
  );
}

/** What has to be answered and is not, said without asking the server; everything else the server says. */
export const unanswered = (form: Form, values: RawValues): FieldErrors =>
  Object.fromEntries(
    fieldsOf(form)
      .filter(({ name, required }) => required && isEmpty(values[name]))
      .map(({ name }) => [name, 'Please answer this one.']),
  );

const isEmpty = (value: RawValues[string] | undefined): boolean =>
  value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0);

/** One text of a field. */
export const textOf = (values: RawValues, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : '';
};

/** The list of a field. */
export const listOf = (values: RawValues, name: string): readonly string[] => {
  const value = values[name];
  return typeof value === 'object' ? value : [];
};
