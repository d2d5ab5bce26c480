import type { FieldErrors, Form } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/reply.ts';
import type { View } from '../../../src/chat/view.ts';

/** What lies in the dialog. Only the last layer is seen; closing it gives back the one under it. */
export type Layer = ViewLayer | FormLayer | FaultLayer;

export type ViewLayer = { readonly kind: 'view'; readonly id: string; readonly view: View };

export type FormLayer = {
  readonly kind: 'form';
  readonly id: string;
  readonly form: Form;
  /** `lost`: sent, and nobody knows whether it arrived. */
  readonly state: 'typing' | 'sending' | 'lost';
  readonly errors: FieldErrors;
  /** A sentence about the whole form. */
  readonly fault: string | undefined;
};

/** Something pressed that did not work, and how to try it again. */
export type FaultLayer = {
  readonly kind: 'fault';
  readonly id: string;
  readonly sentence: string;
  readonly again: () => void;
};

export type FormIdentity = Pick<Form, 'command' | 'name' | 'state'>;

const sameForm = (a: FormIdentity, b: FormIdentity): boolean =>
  a.command === b.command && a.name === b.name && a.state === b.state;

/** The layers with one form's state changed. */
export const withForm = (
  layers: readonly Layer[],
  form: FormIdentity,
  change: Partial<Pick<FormLayer, 'state' | 'errors' | 'fault'>>,
): readonly Layer[] =>
  layers.map((layer) =>
    layer.kind === 'form' && sameForm(layer.form, form) ? { ...layer, ...change } : layer,
  );

/** The layers with a fault on top; there is never more than one. */
export const withFault = (layers: readonly Layer[], fault: FaultLayer): readonly Layer[] => [
  ...layers.filter(({ kind }) => kind !== 'fault'),
  fault,
];

/**
 * The layers once a reply has come, to a submission of `form` or else to a press. A form that was taken goes. A view takes
 * the place of the view it came from; a form lies on it, and gives it back when it is closed.
 */
export function afterReply(
  layers: readonly Layer[],
  reply: Exclude<Reply, { kind: 'invalid' }>,
  { form, id }: { form?: FormIdentity | undefined; id: string },
): readonly Layer[] {
  const rest = layers.filter(
    (layer) => layer.kind !== 'fault' && !(form && layer.kind === 'form' && sameForm(layer.form, form)),
  );
  switch (reply.kind) {
    case 'nothing':
      // What lies there was about what has just been done; a form that is being filled in is not.
      return rest.filter(({ kind }) => kind === 'form');
    case 'ask':
      return [...rest, { kind: 'form', id, form: reply.form, state: 'typing', errors: {}, fault: undefined }];
    case 'show':
    case 'replace': {
      const under = rest.at(-1)?.kind === 'view' ? rest.slice(0, -1) : rest;
      return [...under, { kind: 'view', id, view: reply.view }];
    }
  }
}
