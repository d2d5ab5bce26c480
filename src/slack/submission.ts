import type { FieldErrors } from '../chat/form.ts';
import { type Json, list, record, string } from '../chat/json.ts';
import type { Reply } from '../chat/reply.ts';
import { type Block, type ModalView, plain, sections } from './blocks.ts';
import { LIMITS } from './limits.ts';
import type { ReceivedAct, Window } from './receive.ts';
import { renderModal } from './render.ts';
import { renderForm } from './render-form.ts';
import { clean, shorten } from './text.ts';

/** What Slack does with the window when its submission is acknowledged with this. */
export type Acknowledgement =
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: ModalView };

export function acknowledgementOf(received: ReceivedAct, reply: Reply): Acknowledgement {
  switch (reply.kind) {
    case 'invalid':
      return refuseFields(received.window, reply.errors);
    case 'show':
      return { response_action: 'update', view: renderModal(reply.view, received.origin) };
    case 'ask':
      return { response_action: 'update', view: renderForm(reply.form, received.origin) };
    case 'replace':
      return replaceable(received)
        ? { response_action: 'clear' }
        : { response_action: 'update', view: renderModal(reply.view, received.origin) };
    case 'nothing':
      return { response_action: 'clear' };
  }
}

/** Whether the act began with a message that can be replaced; a command leaves none. */
export const replaceable = ({ origin }: ReceivedAct): boolean =>
  origin.message !== undefined || (origin.own === true && origin.respond !== undefined);

/** Keeps the form open with what was typed, and says what to mend; a fault without a field stands at the first one. */
export function refuseFields(window: Window | undefined, errors: FieldErrors): Acknowledgement {
  const fields = window?.fields ?? [];
  const [first] = fields;
  const shown = new Map<string, string>();
  for (const [name, error] of Object.entries(errors)) {
    const at = fields.includes(name) ? name : first;
    if (at === undefined) continue;
    const before = shown.get(at);
    shown.set(at, shorten(clean(before ? `${before} ${error}` : error), LIMITS.fieldError));
  }
  if (shown.size > 0) return { response_action: 'errors', errors: Object.fromEntries(shown) };
  return { response_action: 'update', view: reopened(window, Object.values(errors).join(' ')) };
}

/** Shown while a slow submission is still being worked on. */
export const savingView = (): ModalView => ({
  type: 'modal',
  title: plain('Tutti', LIMITS.modalTitle),
  close: plain('Close', LIMITS.modalButton),
  clear_on_close: true,
  blocks: sections('Still saving what you sent. Please leave this window open: it says when that is done.'),
});

/** What the waiting window becomes when the slow submission is done. */
export function lateView(received: ReceivedAct, reply: Reply): ModalView {
  switch (reply.kind) {
    case 'invalid':
      return reopened(received.window, Object.values(reply.errors).join(' '));
    case 'ask':
      return renderForm(reply.form, received.origin);
    case 'show':
      return renderModal(reply.view, received.origin);
    case 'replace':
    case 'nothing':
      return renderModal({
        summary: 'Done.',
        elements: [{ kind: 'text', text: 'Done. You can close this window.' }],
      });
  }
}

/** The same in words, for a person who closed the waiting window; nothing where it went well. */
export function lateSentence(reply: Reply): string | undefined {
  switch (reply.kind) {
    case 'invalid':
      return `What you sent is not saved yet: ${Object.values(reply.errors).join(' ')} Please open the form again.`;
    case 'ask':
      return 'There is one more question, and its window was closed. Please open the form again.';
    case 'show':
    case 'replace':
    case 'nothing':
      return undefined;
  }
}

/** The form as it was sent, with everything that was typed in it, and a sentence on top. */
export function reopened(window: Window | undefined, sentence: string): ModalView {
  const view = window?.view ?? {};
  const state = record(record(view.state)?.values) ?? {};
  const blocks = list(view.blocks).flatMap((block) => {
    const given = record(block);
    if (!given || given.block_id === NOTE) return [];
    return [given.type === 'input' ? filledIn(given, state) : given];
  });
  const note: Json = { ...record(sections(sentence)[0]), block_id: NOTE };
  return {
    type: 'modal',
    title: asPlain(view.title, 'Tutti', LIMITS.modalTitle),
    close: asPlain(view.close, 'Close', LIMITS.modalButton),
    submit: asPlain(view.submit, 'Send', LIMITS.modalButton),
    callback_id: string(view.callback_id) ?? '',
    private_metadata: string(view.private_metadata) ?? '',
    blocks: [note, ...blocks].slice(0, LIMITS.viewBlocks) as unknown as Block[],
  };
}

const NOTE = 'tutti/note';

const asPlain = (value: unknown, otherwise: string, max: number) =>
  plain(string(record(value)?.text) ?? otherwise, max);

function filledIn(block: Json, state: Json): Json {
  const inputs = record(state[string(block.block_id) ?? '']) ?? {};
  const typed = record(Object.values(inputs)[0]) ?? {};
  const element = Object.fromEntries(
    Object.entries(record(block.element) ?? {}).filter(([key]) => !key.startsWith('initial_')),
  );
  return { ...block, element: { ...element, ...initialOf(typed) } };
}

const INITIAL: Readonly<Record<string, string>> = {
  value: 'initial_value',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_conversation: 'initial_conversation',
  selected_channel: 'initial_channel',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
};

function initialOf(typed: Json): Json {
  const entries = Object.entries(typed).flatMap(([key, value]) => {
    const initial = INITIAL[key];
    const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    return initial && !empty ? [[initial, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
