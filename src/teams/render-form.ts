import type { Field, FieldErrors, Form, FormPart, RawValues } from '../chat/form.ts';
import {
  bytesOf,
  type Card,
  type CardElement,
  cardOf,
  line,
  lines,
  quiet,
  run,
  SHELL_BYTES,
} from './card.ts';
import { writeForm } from './carried.ts';
import { isId, MOST_OPTIONS, type Offered, renderInput } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { asMessage } from './render.ts';
import { clean, shorten, visible } from './text.ts';

/** A dialog: its title, and the card with the inputs. */
export type Dialog = { readonly title: string; readonly card: Card };

export type FormOptions = Offered & {
  /** The message whose button opened the form. */
  readonly message?: string | undefined;
  readonly opener?: string | undefined;
  /** What is to be mended, at each field; what is at no field stands on top. */
  readonly errors?: FieldErrors;
};

/** A form as a dialog. What is needed to receive it, and to update the message it came from, travels in its button. */
export function renderForm(form: Form, options: FormOptions): Dialog {
  const long = new Map<string, string>();
  const fields = distinctFields(form.parts);
  const { errors = {} } = options;
  const body: CardElement[] = Object.entries(errors)
    .filter(([name]) => !fields.some((field) => field.name === name))
    .map(([, sentence]) => errorLine(sentence));
  let divided = false;
  for (const part of form.parts) {
    if (part.kind === 'divider') {
      divided = body.length > 0;
      continue;
    }
    if (part.kind !== 'note' && !fields.includes(part)) continue;
    const [first, ...others] =
      part.kind === 'note'
        ? lines(part.text)
        : fieldElements(
            part,
            options,
            long,
            Object.hasOwn(errors, part.name) ? errors[part.name] : undefined,
          );
    if (!first) continue;
    body.push(divided ? { ...first, separator: true, spacing: 'Medium' } : first, ...others);
    divided = false;
  }
  const many = fields
    .filter(({ kind }) => kind === 'multiChoice' || kind === 'people')
    .map(({ name }) => name);
  const button: CardElement = {
    type: 'ActionSet',
    actions: [
      {
        type: 'Action.Submit',
        title: shorten(visible(form.submitLabel), LIMITS.actionTitle),
        style: 'positive',
        data: writeForm({
          command: form.command,
          form: form.name,
          state: form.state.toWellFormed(),
          message: options.message,
          opener: options.opener,
          many,
          long,
        }),
      },
    ],
  };
  const shown = body.length > 0 ? body : lines('There is nothing to fill in here.');
  const room = LIMITS.dialogBytes - SHELL_BYTES - bytesOf(button);
  return {
    title: shorten(visible(form.title), LIMITS.dialogTitle),
    card: { ...cardOf([], ''), body: [...spare(shown, room), button] },
  };
}

/** A form on a card in the chat, for clients without dialogs. */
export function renderFormMessage(form: Form, options: FormOptions) {
  const { title, card } = renderForm(form, { ...options, opener: form.title });
  const heading = line([run(title, { size: 'Large', weight: 'Bolder' })]);
  return asMessage(title, { ...card, body: [heading, ...card.body] });
}

/** The form with what was typed instead of what it began with. */
export function filledIn(form: Form, typed: RawValues): Form {
  const parts = form.parts.map((part): FormPart => {
    if (part.kind === 'note' || part.kind === 'divider') return part;
    const raw = Object.hasOwn(typed, part.name) ? typed[part.name] : undefined;
    const many = raw === undefined ? [] : [raw].flat();
    const [one] = many;
    switch (part.kind) {
      case 'multiChoice':
      case 'people':
        return { ...part, value: many };
      case 'number':
      case 'rating': {
        const { value: _begun, ...bare } = part;
        const number = Number(one?.replace(',', '.'));
        return one === undefined || Number.isNaN(number) ? bare : { ...bare, value: number };
      }
      default: {
        const { value: _begun, ...bare } = part;
        return one === undefined ? bare : { ...bare, value: one };
      }
    }
  });
  return { ...form, parts };
}

/** Two fields of one name would be one to Teams: the first counts. */
function distinctFields(parts: readonly FormPart[]): Field[] {
  const names = new Set<string>();
  return parts.filter((part): part is Field => {
    if (part.kind === 'note' || part.kind === 'divider' || names.has(part.name)) return false;
    names.add(part.name);
    return true;
  });
}

function fieldElements(
  field: Field,
  offered: Offered,
  long: Map<string, string>,
  error: string | undefined,
): CardElement[] {
  const input = renderInput(field, offered, long);
  if (!input) return lines(`${clean(field.label)}: there is nothing to choose from yet.`);
  const cut = 'options' in field && field.options.length > MOST_OPTIONS;
  const hint = cut ? `Only the first ${MOST_OPTIONS} are shown … ${field.hint ?? ''}` : field.hint;
  return [
    input,
    ...(error === undefined ? [] : [errorLine(error)]),
    ...(hint === undefined ? [] : quiet(shorten(clean(hint), LIMITS.hint))),
  ];
}

const errorLine = (sentence: string): CardElement =>
  line([run(shorten(visible(sentence), LIMITS.hint), { color: 'Attention', weight: 'Bolder' })], {
    spacing: 'Small',
  });

/**
 * Inputs are never dropped, for what was typed into them would be lost; what explains them goes when there is no room,
 * the longest first, and a visible … stays in its place.
 */
function spare(elements: readonly CardElement[], room: number): CardElement[] {
  const result = [...elements];
  const sizes = result.map((element) => bytesOf(element) + 1);
  let total = sizes.reduce((sum, size) => sum + size, 0);
  const byLength = sizes
    .map((size, index) => ({ size, index }))
    .filter(({ index }) => result[index]?.type === 'RichTextBlock')
    .sort((one, other) => other.size - one.size);
  for (const { size, index } of byLength) {
    if (total <= room) break;
    const dots = line([run('…')]);
    result[index] = dots;
    total -= size - bytesOf(dots) - 1;
  }
  return result;
}

/** The people whom a form names already. */
export const peopleIn = (form: Form): string[] =>
  form.parts
    .flatMap((part) =>
      part.kind === 'people' ? [...(part.value ?? [])] : part.kind === 'person' ? [part.value ?? ''] : [],
    )
    .filter(isId);
