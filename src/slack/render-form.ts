import type { Field, Form, FormPart } from '../chat/form.ts';
import { type Block, fitInto, type ModalView, plain, sections, VIEW_ROOM } from './blocks.ts';
import { MOST_OPTIONS, renderInput } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { type Origin, writeMetadata } from './metadata.ts';

/** Every input's action_id; its block_id is the field's name. */
const INPUT = 'value';

/** A form as a modal. What is needed to receive it, and to update the message it came from, travels in its metadata. */
export function renderForm(form: Form, origin: Origin = {}): ModalView {
  const long = new Map<string, string>();
  const names = new Set<string>();
  const blocks = form.parts.flatMap((part) => blocksOfPart(part, names, long));
  const fitted = fitInto(blocks, VIEW_ROOM);
  return {
    type: 'modal',
    callback_id: `${form.command}/${form.name}`.slice(0, LIMITS.callbackId).toWellFormed(),
    title: plain(form.title, LIMITS.modalTitle),
    close: plain('Cancel', LIMITS.modalButton),
    // Slack asks for a submit button only where there is an input, and shows it anyway.
    submit: plain(form.submitLabel, LIMITS.modalButton),
    private_metadata: writeMetadata({
      command: form.command,
      form: form.name,
      state: form.state,
      origin,
      long,
    }),
    blocks: fitted.length > 0 ? fitted : sections('There is nothing to fill in here.'),
  };
}

function blocksOfPart(part: FormPart, names: Set<string>, long: Map<string, string>): Block[] {
  switch (part.kind) {
    case 'note':
      return sections(part.text);
    case 'divider':
      return [{ type: 'divider' }];
    default:
      return inputBlocks(part, names, long);
  }
}

function inputBlocks(field: Field, names: Set<string>, long: Map<string, string>): Block[] {
  const blockId = field.name.slice(0, LIMITS.blockId).toWellFormed();
  if (names.has(blockId)) return [];
  names.add(blockId);
  const element = renderInput(field, long);
  const hint = hintOf(field);
  if (!element) return sections(`${field.label}: there is nothing to choose from yet.`);
  return [
    {
      type: 'input',
      block_id: blockId,
      label: plain(field.label, LIMITS.label),
      optional: !field.required,
      ...(hint && { hint: plain(hint, LIMITS.hint) }),
      element: { ...element, action_id: INPUT },
    },
  ];
}

function hintOf(field: Field): string | undefined {
  const cut = 'options' in field && field.options.length > MOST_OPTIONS;
  return cut ? `Only the first ${MOST_OPTIONS} are shown … ${field.hint ?? ''}` : field.hint;
}
