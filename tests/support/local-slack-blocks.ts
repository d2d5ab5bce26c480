/**
 * Block Kit's limits, checked independently of src/slack: written from https://docs.slack.dev/reference/block-kit and not
 * from our constants. It knows the blocks that Tutti uses; any other is a fault.
 */
import { isDeepStrictEqual } from 'node:util';

type Json = { readonly [key: string]: unknown };
type Surface = 'message' | 'modal' | 'home';

/** Faults of a message's blocks; an empty list when Slack would take them. */
export function checkMessage(blocks: unknown): string[] {
  const faults = checkBlocks(blocks, 'message');
  const total = textLength(blocks);
  if (total > 12_000) faults.push(`all texts together have ${total} characters, 12000 fit`);
  return faults;
}

/** Faults of a modal or home view. */
export function checkView(view: unknown, surface: 'modal' | 'home'): string[] {
  if (!isRecord(view)) return ['the view is no object'];
  const faults = checkBlocks(view.blocks, surface);
  if (view.type !== surface) faults.push(`type is ${String(view.type)}`);
  if (Buffer.byteLength(JSON.stringify(view)) > 250_000) faults.push('the view exceeds 250 KB');
  length(faults, 'private_metadata', view.private_metadata ?? '', 0, 3000);
  length(faults, 'callback_id', view.callback_id ?? '', 0, 255);
  if (surface === 'home') return faults;
  plain(faults, 'title', view.title, 24);
  for (const key of ['submit', 'close']) if (view[key] !== undefined) plain(faults, key, view[key], 24);
  const asks = items(view.blocks).some((block) => isRecord(block) && block.type === 'input');
  if (asks && view.submit === undefined) faults.push('a modal with inputs needs submit');
  return faults;
}

function checkBlocks(blocks: unknown, surface: Surface): string[] {
  if (!Array.isArray(blocks)) return ['blocks is no list'];
  const faults: string[] = [];
  const most = surface === 'message' ? 50 : 100;
  if (blocks.length > most) faults.push(`${blocks.length} blocks, ${most} fit`);
  const ids = new Set<unknown>();
  const actionIds = new Set<unknown>();
  blocks.forEach((block: unknown, index) => {
    const here: string[] = [];
    if (!isRecord(block)) here.push('is no object');
    else {
      if (block.block_id !== undefined) {
        length(here, 'block_id', block.block_id, 1, 255);
        if (ids.has(block.block_id)) here.push('block_id is there twice');
        ids.add(block.block_id);
      }
      checkBlock(here, block, surface, actionIds);
    }
    faults.push(...here.map((fault) => `block ${index}: ${fault}`));
  });
  return faults;
}

function checkBlock(faults: string[], block: Json, surface: Surface, actionIds: Set<unknown>): void {
  switch (block.type) {
    case 'divider':
      return;
    case 'header':
      plain(faults, 'text', block.text, 150);
      return;
    case 'section':
      checkSection(faults, block);
      return;
    case 'context':
      count(faults, 'elements', block.elements, 1, 10);
      for (const element of items(block.elements)) text(faults, 'element', element, 3000);
      return;
    case 'actions':
      count(faults, 'elements', block.elements, 1, 25);
      for (const element of items(block.elements)) checkButton(faults, element, actionIds);
      return;
    case 'rich_text':
      checkRichText(faults, block);
      return;
    case 'input':
      if (surface === 'message') faults.push('input does not belong into a message');
      checkInput(faults, block);
      return;
    default:
      faults.push(`unknown type ${String(block.type)}`);
  }
}

function checkSection(faults: string[], block: Json): void {
  if (block.text === undefined && block.fields === undefined) faults.push('needs text or fields');
  if (block.text !== undefined) text(faults, 'text', block.text, 3000);
  if (block.fields === undefined) return;
  count(faults, 'fields', block.fields, 1, 10);
  for (const field of items(block.fields)) text(faults, 'field', field, 2000);
}

function checkButton(faults: string[], element: unknown, actionIds: Set<unknown>): void {
  if (!isRecord(element) || element.type !== 'button') return void faults.push('is no button');
  plain(faults, 'button', element.text, 75);
  length(faults, 'action_id', element.action_id, 1, 255);
  if (actionIds.has(element.action_id)) faults.push('action_id is there twice');
  actionIds.add(element.action_id);
  if (element.value !== undefined) length(faults, 'value', element.value, 0, 2000);
  if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
    faults.push('style');
}

const RICH = new Set(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']);

function checkRichText(faults: string[], block: Json): void {
  count(faults, 'elements', block.elements, 1, Number.POSITIVE_INFINITY);
  for (const part of items(block.elements)) {
    if (!isRecord(part) || !RICH.has(String(part.type))) faults.push('unknown rich text part');
    else if (part.type === 'rich_text_list') {
      count(faults, 'list', part.elements, 1, Number.POSITIVE_INFINITY);
      for (const item of items(part.elements)) checkRuns(faults, isRecord(item) ? item.elements : undefined);
    } else checkRuns(faults, part.elements);
  }
}

function checkRuns(faults: string[], runs: unknown): void {
  count(faults, 'runs', runs, 1, Number.POSITIVE_INFINITY);
  for (const run of items(runs)) {
    if (!isRecord(run) || (run.type !== 'text' && run.type !== 'link'))
      return void faults.push('unknown run');
    length(faults, 'run', run.text, 1, 3000);
    if (run.type === 'link' && !/^https?:\/\//.test(String(run.url))) faults.push('link without address');
    if (run.type === 'link') length(faults, 'url', run.url, 1, 3000);
  }
}

function checkInput(faults: string[], block: Json): void {
  plain(faults, 'label', block.label, 2000);
  if (block.hint !== undefined) plain(faults, 'hint', block.hint, 2000);
  const element = isRecord(block.element) ? block.element : {};
  length(faults, 'action_id', element.action_id, 1, 255);
  if (element.placeholder !== undefined) plain(faults, 'placeholder', element.placeholder, 150);
  switch (element.type) {
    case 'plain_text_input':
      checkTextInput(faults, element);
      return;
    case 'number_input':
      for (const key of ['min_value', 'max_value', 'initial_value']) {
        if (element[key] !== undefined && !/^-?\d+(\.\d+)?$/.test(String(element[key]))) faults.push(key);
      }
      return;
    case 'radio_buttons':
    case 'checkboxes':
      checkOptions(faults, element, 10);
      return;
    case 'static_select':
    case 'multi_static_select':
      checkOptions(faults, element, 100);
      return;
    case 'users_select':
      ids(faults, [element.initial_user]);
      return;
    case 'multi_users_select':
      ids(faults, items(element.initial_users));
      return;
    case 'conversations_select':
    case 'channels_select':
      ids(faults, [element.initial_conversation, element.initial_channel]);
      return;
    case 'datepicker':
      if (element.initial_date !== undefined && Number.isNaN(Date.parse(String(element.initial_date))))
        faults.push('date');
      return;
    case 'timepicker':
      if (
        element.initial_time !== undefined &&
        !/^([01]\d|2[0-3]):[0-5]\d$/.test(String(element.initial_time))
      )
        faults.push('time');
      return;
    default:
      faults.push(`unknown input ${String(element.type)}`);
  }
}

function checkTextInput(faults: string[], element: Json): void {
  const most = element.max_length ?? 3000;
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1 || most > 3000)
    faults.push('max_length');
  if (element.initial_value !== undefined)
    length(faults, 'initial_value', element.initial_value, 1, Number(most));
}

function checkOptions(faults: string[], element: Json, most: number): void {
  const groups = items(element.option_groups);
  if (element.option_groups !== undefined) {
    count(faults, 'option_groups', groups, 1, 100);
    for (const group of groups) plain(faults, 'group', isRecord(group) ? group.label : undefined, 75);
  }
  const lists =
    groups.length > 0
      ? groups.map((group) => (isRecord(group) ? group.options : undefined))
      : [element.options];
  const values = new Set<unknown>();
  for (const options of lists) {
    count(faults, 'options', options, 1, most);
    for (const option of items(options)) {
      if (!isRecord(option)) return void faults.push('option');
      plain(faults, 'option', option.text, 75);
      length(faults, 'option value', option.value, 1, 150);
      if (values.has(option.value)) faults.push('option value is there twice');
      values.add(option.value);
    }
  }
  const all = lists.flatMap(items);
  const initial = [element.initial_option ?? [], ...items(element.initial_options)].flat();
  if (!initial.every((one) => all.some((option) => isDeepStrictEqual(one, option))))
    faults.push('initial option is not offered');
}

function ids(faults: string[], given: readonly unknown[]): void {
  for (const id of given)
    if (id !== undefined && !/^[A-Z][A-Z0-9]+$/.test(String(id))) faults.push('initial id');
}

function text(faults: string[], name: string, value: unknown, most: number): void {
  if (!isRecord(value) || (value.type !== 'plain_text' && value.type !== 'mrkdwn'))
    return void faults.push(`${name} is no text`);
  if (value.type === 'plain_text' && 'verbatim' in value) faults.push(`${name} has verbatim`);
  if (value.type === 'mrkdwn' && 'emoji' in value) faults.push(`${name} has emoji`);
  length(faults, name, value.text, 1, most);
}

function plain(faults: string[], name: string, value: unknown, most: number): void {
  if (!isRecord(value) || value.type !== 'plain_text') return void faults.push(`${name} is no plain_text`);
  text(faults, name, value, most);
}

function length(faults: string[], name: string, value: unknown, least: number, most: number): void {
  if (typeof value !== 'string') return void faults.push(`${name} is no string`);
  if (value.length > most) faults.push(`${name} has ${value.length} characters, ${most} fit`);
  if (least > 0 && value.trim().length < least && value.length < least) faults.push(`${name} is empty`);
  if (!value.isWellFormed()) faults.push(`${name} has half a character`);
}

function count(faults: string[], name: string, value: unknown, least: number, most: number): void {
  const size = Array.isArray(value) ? value.length : -1;
  if (size < least || size > most) faults.push(`${name}: ${size} of ${least} to ${most}`);
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textLength(item), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  );
}

/**
 * What in a message would be alive in Slack: mentions, links, dates, emoji and bold made by markup, wherever Slack reads
 * markup. Tests of hostile text want an empty list.
 */
export function aliveIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'text' ? (value.match(/<[^<>\s][^<>]*>/g) ?? []) : [];
  if (Array.isArray(value)) return value.flatMap((item) => aliveIn(item));
  if (!isRecord(value)) return [];
  if (value.type === 'plain_text')
    return value.emoji === false ? [] : (String(value.text).match(/:\w+:/g) ?? []);
  if (value.type === 'text' || value.type === 'link') return [];
  if (value.type === 'mrkdwn') {
    const bare = String(value.text);
    return [...(bare.match(/<[^<>\s][^<>]*>/g) ?? []), ...(bare.match(/[*_~`]/g) ?? [])];
  }
  if (['user', 'usergroup', 'channel', 'broadcast', 'date', 'emoji'].includes(String(value.type)))
    return [String(value.type)];
  return Object.entries(value).flatMap(([name, inner]) => aliveIn(inner, name));
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
