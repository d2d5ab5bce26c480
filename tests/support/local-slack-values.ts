import { isRecord, items, type LocalWorkspace } from './local-slack-state.ts';
import type { Json, LocalView } from './local-slack-types.ts';

/** What a person fills in: by label or field name; choices by what they read, people and channels by name. */
export type Filled = Readonly<Record<string, string | number | readonly string[] | null>>;

/** The state of a window as Slack would send it; throws where Slack's client would not let it go. */
export function stateOf(view: LocalView, filled: Filled, workspace: LocalWorkspace, force: boolean): Json {
  const values: Record<string, Json> = {};
  const unknown = Object.keys(filled).filter((key) => !fieldNames(view).flat().includes(key));
  if (unknown.length > 0) {
    const known = fieldNames(view).map(([name, label]) => `${name} ("${label}")`);
    throw new Error(`The window has no field ${unknown.join(', ')}; it has ${known.join(', ')}`);
  }
  for (const block of items(view.content.blocks)) {
    if (!isRecord(block) || block.type !== 'input' || !isRecord(block.element)) continue;
    const name = String(block.block_id);
    const label = textOf(block.label);
    const key = name in filled ? name : label in filled ? label : undefined;
    const given = key === undefined ? undefined : filled[key];
    const input = given === undefined ? initial(block.element) : fill(block.element, given, workspace);
    if (!force) hold(block, block.element, input, label);
    values[name] = { [String(block.element.action_id)]: { type: block.element.type, ...input } };
  }
  return { values };
}

/** Name and label of every field. */
const fieldNames = (view: LocalView): (readonly [string, string])[] =>
  items(view.content.blocks).flatMap((block) =>
    isRecord(block) && block.type === 'input' ? [[String(block.block_id), textOf(block.label)] as const] : [],
  );

const textOf = (text: unknown): string => (isRecord(text) ? String(text.text ?? '') : '');

/** Slack's client keeps the window open over an empty required field or too long a text. */
function hold(block: Json, element: Json, input: Json, label: string): void {
  const value = Object.values(input)[0];
  const empty =
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (empty && block.optional !== true) throw new Error(`Slack keeps the window open: "${label}" is empty`);
  const most = Number(element.max_length ?? Number.POSITIVE_INFINITY);
  if (typeof value === 'string' && value.length > most)
    throw new Error(`Slack keeps the window open: "${label}" is too long`);
}

function fill(
  element: Json,
  given: string | number | readonly string[] | null,
  workspace: LocalWorkspace,
): Json {
  const list = given === null ? [] : typeof given === 'object' ? given : [String(given)];
  const first = list[0] ?? null;
  switch (element.type) {
    case 'radio_buttons':
    case 'static_select':
      return { selected_option: first === null ? null : optionOf(element, first) };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: list.map((one) => optionOf(element, one)) };
    case 'users_select':
      return { selected_user: first === null ? null : userId(workspace, first) };
    case 'multi_users_select':
      return { selected_users: list.map((one) => userId(workspace, one)) };
    case 'conversations_select':
      return { selected_conversation: first === null ? null : channelId(workspace, first) };
    case 'datepicker':
      return { selected_date: first };
    case 'timepicker':
      return { selected_time: first };
    default:
      return { value: first };
  }
}

function initial(element: Json): Json {
  switch (element.type) {
    case 'radio_buttons':
    case 'static_select':
      return { selected_option: element.initial_option ?? null };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { selected_users: element.initial_users ?? [] };
    case 'conversations_select':
      return { selected_conversation: element.initial_conversation ?? null };
    case 'datepicker':
      return { selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { selected_time: element.initial_time ?? null };
    default:
      return { value: element.initial_value ?? null };
  }
}

function optionOf(element: Json, wanted: string): Json {
  const groups = items(element.option_groups).flatMap((group) =>
    isRecord(group) ? items(group.options) : [],
  );
  const options = [...items(element.options), ...groups].filter(isRecord);
  const found =
    options.find((option) => textOf(option.text) === wanted) ??
    options.find((option) => option.value === wanted);
  if (!found)
    throw new Error(
      `There is no choice ${wanted}; there are ${options.map((option) => textOf(option.text)).join(', ')}`,
    );
  return found;
}

function userId(workspace: LocalWorkspace, name: string): string {
  const found = [...workspace.people.values()].find(
    (person) => person.seed.name === name || person.id === name,
  );
  return found?.id ?? name;
}

function channelId(workspace: LocalWorkspace, name: string): string {
  const found = [...workspace.channels.values()].find(
    (channel) => channel.name === name || channel.id === name,
  );
  return found?.id ?? name;
}
