import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';
import type { Choice, Field } from '../chat/form.ts';
import { plain } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { clean, shorten } from './text.ts';

type Input = types.InputBlockElement;
type Option = types.PlainTextOption;

/** The input of a field; undefined where there is nothing to choose from, which Slack would refuse. */
export function renderInput(field: Field, long: Map<string, string>): Input | undefined {
  switch (field.kind) {
    case 'shortText':
    case 'longText':
      return textInput(field.kind === 'longText', field.maxLength, field.value);
    case 'number':
      return {
        type: 'number_input',
        is_decimal_allowed: true,
        ...numeral('min_value', field.min),
        ...numeral('max_value', field.max),
        ...numeral('initial_value', field.value),
      };
    case 'rating':
      return choose(scale(field.max ?? 5), field.value === undefined ? undefined : String(field.value), long);
    case 'choice':
    case 'department':
      return choose(field.options, field.value, long);
    case 'multiChoice':
      return chooseMany(field.options, field.value ?? [], long);
    case 'person':
      return { type: 'users_select', ...(isUser(field.value) && { initial_user: field.value }) };
    case 'people': {
      const users = (field.value ?? []).filter(isUser);
      return { type: 'multi_users_select', ...(users.length > 0 && { initial_users: users }) };
    }
    case 'channel':
      return {
        type: 'conversations_select',
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(isChannel(field.value) && { initial_conversation: field.value }),
      };
    case 'date':
      return { type: 'datepicker', ...(isDate(field.value) && { initial_date: field.value }) };
    case 'time':
      return { type: 'timepicker', ...(isTime(field.value) && { initial_time: field.value }) };
  }
}

function textInput(multiline: boolean, maxLength: number | undefined, value: string | undefined): Input {
  const given = value === undefined ? '' : shorten(clean(value), LIMITS.input);
  // What stands there already always fits, so that no word is lost to a limit that came later.
  const max = Math.min(LIMITS.input, Math.max(1, Math.floor(maxLength ?? LIMITS.input), given.length));
  return {
    type: 'plain_text_input',
    multiline,
    max_length: max,
    ...(given !== '' && { initial_value: given }),
  };
}

/** Few choices are shown, many go into a menu; Slack shows at most ten. */
function choose(
  choices: readonly Choice[],
  value: string | undefined,
  long: Map<string, string>,
): Input | undefined {
  const options = optionsOf(choices, long);
  if (options.length === 0) return undefined;
  const initial = options.find((option) => value !== undefined && option.choice.value === value)?.option;
  if (options.length <= LIMITS.shownOptions) {
    return { type: 'radio_buttons', options: bare(options), ...(initial && { initial_option: initial }) };
  }
  return { type: 'static_select', ...menu(options), ...(initial && { initial_option: initial }) };
}

function chooseMany(
  choices: readonly Choice[],
  values: readonly string[],
  long: Map<string, string>,
): Input | undefined {
  const options = optionsOf(choices, long);
  if (options.length === 0) return undefined;
  const chosen = bare(options.filter((option) => values.includes(option.choice.value)));
  const initial = chosen.length > 0 && { initial_options: chosen };
  if (options.length <= LIMITS.shownOptions)
    return { type: 'checkboxes', options: bare(options), ...initial };
  return { type: 'multi_static_select', ...menu(options), ...initial };
}

type Offered = { readonly choice: Choice; readonly option: Option };

const bare = (offered: readonly Offered[]): Option[] => offered.map(({ option }) => option);

/** A longer menu nobody reads, and a few of them would not fit a view's 250 KB; the hint says where one was cut. */
export const MOST_OPTIONS = 500;

function optionsOf(choices: readonly Choice[], long: Map<string, string>): Offered[] {
  const byValue = new Map(choices.map((choice) => [choice.value, choice]));
  return [...byValue.values()].slice(0, MOST_OPTIONS).map((choice) => ({
    choice,
    option: { text: plain(choice.label, LIMITS.optionText), value: optionValue(choice.value, long) },
  }));
}

/** Slack allows 150 characters: a longer value goes under a short name, and itself into the form's metadata. */
function optionValue(value: string, long: Map<string, string>): string {
  if (value !== '' && value.length <= LIMITS.optionValue && value.isWellFormed() && !value.startsWith(LONG))
    return value;
  const name = LONG + createHash('sha256').update(value).digest('base64url').slice(0, 16);
  long.set(name, value);
  return name;
}

/** Marks the short name of a long value. */
const LONG = '~long~';

function menu(options: readonly Offered[]) {
  if (options.length <= LIMITS.selectOptions) return { options: bare(options) };
  const groups = [];
  for (let start = 0; start < options.length; start += LIMITS.selectOptions) {
    const part = bare(options.slice(start, start + LIMITS.selectOptions));
    groups.push({
      label: plain(`${start + 1} to ${start + part.length}`, LIMITS.optionGroupLabel),
      options: part,
    });
  }
  return { option_groups: groups };
}

const scale = (max: number): Choice[] =>
  Array.from({ length: Math.max(1, Math.min(LIMITS.selectOptions, Math.floor(max))) }, (_, index) => ({
    value: String(index + 1),
    label: String(index + 1),
  }));

/** Slack wants numbers as plain decimals; 1e21 and the like it would refuse. */
function numeral<K extends string>(key: K, value: number | undefined): { [key in K]?: string } {
  const text = String(value);
  return (/^-?\d+(\.\d+)?$/.test(text) ? { [key]: text } : {}) as { [key in K]?: string };
}

const isUser = (id: string | undefined): id is string => /^[UW][A-Z0-9]{1,20}$/.test(id ?? '');
const isChannel = (id: string | undefined): id is string => /^[CG][A-Z0-9]{1,20}$/.test(id ?? '');
const isDate = (text: string | undefined): text is string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && isValid(parseISO(text ?? ''));
const isTime = (text: string | undefined): text is string => /^([01]\d|2[0-3]):[0-5]\d$/.test(text ?? '');
