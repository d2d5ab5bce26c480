import type { Field, Form, RawValues } from '../../../../src/chat/form.ts';
import type { Act } from './words.ts';

/** What makes sense for several at once: an answer or a question is for one alone. */
export type BulkName = 'accept' | 'decline' | 'pass_on' | 'solve';

const words = (label: string, required = false): Field => ({
  kind: 'longText',
  name: 'text',
  label,
  required,
  maxLength: 1000,
});

/** What is asked before it is done with several; all of them get the same words. */
export function bulkForm(name: BulkName, departments: readonly { id: string; name: string }[]): Form {
  const form = (title: string, submitLabel: string, parts: Field[]): Form => ({
    title,
    submitLabel,
    command: 'raise',
    name: `bulk_${name}`,
    state: '-',
    parts,
  });
  const remark = words('Anything to say with it?');
  switch (name) {
    case 'accept':
      return form('Accept', 'Accept', [
        { kind: 'date', name: 'promisedFor', label: 'By when?', required: true },
        remark,
      ]);
    case 'decline':
      return form('Decline', 'Decline', [words('Why not? They read this as you write it.', true)]);
    case 'pass_on':
      return form('Not ours', 'Pass on', [
        {
          kind: 'department',
          name: 'department',
          label: 'Whose are they?',
          required: true,
          options: departments.map(({ id, name: label }) => ({ value: id, label })),
        },
        remark,
      ]);
    case 'solve':
      return form('Solved', 'Solved', [remark]);
  }
}

/** The act that a filled-in form asks for; what is missing is the form's to say. */
export function actFrom(name: BulkName, values: RawValues): Act {
  const textOf = (field: string) => String(values[field] ?? '').trim();
  const text = textOf('text');
  const remark = text ? { text } : {};
  switch (name) {
    case 'accept':
      return { kind: 'accept', promisedFor: textOf('promisedFor'), ...remark };
    case 'decline':
      return { kind: 'decline', text };
    case 'pass_on':
      return { kind: 'pass_on', departmentId: textOf('department'), ...remark };
    case 'solve':
      return { kind: 'solve', ...remark };
  }
}
