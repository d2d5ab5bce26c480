import { type Json, list, record, string } from '../chat/json.ts';

/**
 * What the buttons of cards and dialogs carry through Teams and bring back. A client can send anything in its place, so
 * it only says what a person wants: whether they may is decided by the command, from ids.
 */
export type Carried =
  | {
      readonly kind: 'press';
      readonly command: string;
      readonly action: string;
      readonly value: string;
      readonly opener?: string | undefined;
    }
  | ({ readonly kind: 'form' } & CarriedForm);

export type CarriedForm = {
  readonly command: string;
  readonly form: string;
  readonly state: string;
  /** The message whose button opened the dialog. */
  readonly message?: string | undefined;
  /** The form's title, where that message was there only to open it: sent, it has done its work. */
  readonly opener?: string | undefined;
  /** Fields whose input takes several values; Teams joins these with commas. */
  readonly many: readonly string[];
  /** Choices whose value holds a comma, by the short name they go under. */
  readonly long: LongValues;
};

export type LongValues = ReadonlyMap<string, string>;

/** Our key beside Teams' own `msteams` and the inputs, which are named `in:FIELD`. */
const OURS = 'tutti';

export const writePress = (command: string, action: string, value: string, opener?: string): Json => ({
  [OURS]: { press: [command, action, value], ...(opener && { opener }) },
});

export const writeForm = ({ command, form, state, message, opener, many, long }: CarriedForm): Json => ({
  [OURS]: {
    form: [command, form, state],
    ...(message && { message }),
    ...(opener && { opener }),
    ...(many.length > 0 && { many }),
    ...(long.size > 0 && { long: [...long] }),
  },
});

export function readCarried(data: unknown): Carried | undefined {
  const ours = record(record(data)?.[OURS]);
  const press = strings(ours?.press);
  if (press) {
    const [command, action, value] = press;
    return { kind: 'press', command, action, value, opener: string(ours?.opener) };
  }
  const form = strings(ours?.form);
  if (!form) return undefined;
  const [command, name, state] = form;
  return {
    kind: 'form',
    command,
    form: name,
    state,
    message: string(ours?.message),
    opener: string(ours?.opener),
    many: list(ours?.many).filter((one) => typeof one === 'string'),
    long: new Map(
      list(ours?.long).flatMap((pair) => {
        const [short, whole] = list(pair);
        return typeof short === 'string' && typeof whole === 'string' ? [[short, whole] as const] : [];
      }),
    ),
  };
}

/** Exactly three strings, the first two of which say something. */
function strings(value: unknown): [string, string, string] | undefined {
  const [first, second, third, ...others] = list(value);
  if (typeof first !== 'string' || typeof second !== 'string' || typeof third !== 'string') return undefined;
  return first !== '' && second !== '' && others.length === 0 ? [first, second, third] : undefined;
}

export const inputId = (field: string): string => `in:${field}`;

export const fieldOf = (id: string): string | undefined => (id.startsWith('in:') ? id.slice(3) : undefined);
