import type { CardElementArray, IChoiceSetInput } from '@microsoft/teams.cards';
import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';
import type { Choice, Field } from '../chat/form.ts';
import { inputId } from './carried.ts';
import { LIMITS } from './limits.ts';
import { clean, shorten, visible } from './text.ts';

type Input = Extract<CardElementArray[number], { type: `Input.${string}` }>;

/** What a form can offer beside its own choices. */
export type Offered = {
  /** The channels that the bot is in. */
  readonly channels: readonly Choice[];
  /**
   * People that stand in the list from the start: those chosen already, under their names, and where Teams' own search
   * for people is missing everybody.
   */
  readonly people: readonly Choice[];
};

/** A longer menu nobody reads, and every choice has to fit into the card. */
export const MOST_OPTIONS = 150;

/** The input of a field; undefined where there is nothing to choose from. */
export function renderInput(field: Field, offered: Offered, long: Map<string, string>): Input | undefined {
  const common = {
    id: inputId(field.name),
    label: shorten(visible(field.label), LIMITS.label),
    ...(field.required && { isRequired: true, errorMessage: 'Please answer this one.' }),
  };
  switch (field.kind) {
    case 'shortText':
    case 'longText':
      return { type: 'Input.Text', ...common, isMultiline: field.kind === 'longText', ...textOf(field) };
    case 'number':
      return {
        type: 'Input.Number',
        ...common,
        ...finite('min', field.min),
        ...finite('max', field.max),
        ...finite('value', field.value),
      };
    case 'rating':
      return choose(
        common,
        scale(field.max ?? 5),
        given(field.value === undefined ? undefined : String(field.value)),
        long,
      );
    case 'choice':
    case 'department':
      return choose(common, field.options, given(field.value), long);
    case 'multiChoice':
      return choose({ ...common, isMultiSelect: true }, field.options, field.value ?? [], long);
    case 'person':
      return people(common, given(field.value), offered);
    case 'people':
      return people({ ...common, isMultiSelect: true }, field.value ?? [], offered);
    case 'channel':
      return choose(common, offered.channels, given(field.value), long);
    case 'date':
      return { type: 'Input.Date', ...common, ...(isDate(field.value) && { value: field.value }) };
    case 'time':
      return { type: 'Input.Time', ...common, ...(isTime(field.value) && { value: field.value }) };
  }
}

function textOf({ maxLength, value }: { readonly maxLength?: number; readonly value?: string }) {
  const text = value === undefined ? '' : clean(value);
  // What stands there already always fits, so that no word is lost to a limit that came later.
  const max = Math.max(1, Math.min(LIMITS.input, Math.floor(maxLength ?? LIMITS.input)), text.length);
  return { maxLength: max, ...(text !== '' && { value: text }) };
}

type Common = Pick<IChoiceSetInput, 'id' | 'label' | 'isRequired' | 'errorMessage' | 'isMultiSelect'>;

/** Few choices are shown, many go into a menu. */
function choose(
  common: Common,
  choices: readonly Choice[],
  values: readonly string[],
  long: Map<string, string>,
): IChoiceSetInput | undefined {
  const byValue = new Map(choices.map((choice) => [choice.value, choice]));
  const options = [...byValue.values()].slice(0, MOST_OPTIONS);
  if (options.length === 0) return undefined;
  const chosen = options.filter(({ value }) => values.includes(value)).map(({ value }) => short(value, long));
  const titles = options.map(({ label }) => shorten(visible(label), LIMITS.choiceTitle));
  return {
    type: 'Input.ChoiceSet',
    ...common,
    // Shown as a list, the titles are read as markdown; in a menu they are not.
    style: options.length <= LIMITS.shownChoices && titles.every(isPlain) ? 'expanded' : 'compact',
    wrap: true,
    choices: options.map(({ value }, index) => ({ title: titles[index] ?? '', value: short(value, long) })),
    ...(chosen.length > 0 && { value: chosen.join(',') }),
  };
}

/** Nothing in it that markdown could make something of. */
const isPlain = (title: string): boolean => /^\p{L}[\p{L}\p{M}\p{N} ,;:.…’“”%/–—-]*$|^\p{N}+$/u.test(title);

/** Teams joins the values of several choices with commas: a value that holds one goes under a short name. */
function short(value: string, long: Map<string, string>): string {
  if (value !== '' && !/[,~]/.test(value) && value.isWellFormed() && value.trim() === value) return value;
  const known = [...long].find(([, whole]) => whole === value)?.[0];
  if (known) return known;
  const name = `~${long.size}`;
  long.set(name, value);
  return name;
}

/** Teams' own search for people of the company; it returns their Entra ids, which are their ids here. */
function people(common: Common, values: readonly string[], { people: listed }: Offered): IChoiceSetInput {
  const chosen = values.filter(isId);
  const names = new Map(listed.map(({ value, label }) => [value, label]));
  for (const id of chosen) if (!names.has(id)) names.set(id, id);
  return {
    type: 'Input.ChoiceSet',
    ...common,
    style: 'compact',
    choices: [...names].map(([value, label]) => ({
      title: shorten(visible(label), LIMITS.choiceTitle),
      value,
    })),
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    ...(chosen.length > 0 && { value: chosen.join(',') }),
  };
}

const scale = (max: number): Choice[] =>
  Array.from({ length: Math.max(1, Math.min(MOST_OPTIONS, Math.floor(max))) }, (_, index) => ({
    value: String(index + 1),
    label: String(index + 1),
  }));

const given = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

const finite = <K extends string>(key: K, value: number | undefined): { [key in K]?: number } =>
  (value !== undefined && Number.isFinite(value) ? { [key]: value } : {}) as { [key in K]?: number };

/** A person's Entra id, or for tests and the Playground something like it: never anything that could change an address. */
export const isId = (id: string | undefined): id is string => /^[\w-]{1,64}$/.test(id ?? '');

const isDate = (text: string | undefined): text is string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && isValid(parseISO(text ?? ''));
const isTime = (text: string | undefined): text is string => /^([01]\d|2[0-3]):[0-5]\d$/.test(text ?? '');
