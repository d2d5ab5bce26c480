import type { Dispatch } from '../chat/dispatch.ts';
import type { FieldErrors, Form, RawValues } from '../chat/form.ts';
import type { OfferedFor } from './offered.ts';
import type { ReceivedAct } from './receive.ts';
import { type FormOptions, filledIn } from './render-form.ts';

/** A form once more, with what was typed in it and what is to be mended. */
export type Mended = { readonly form: Form; readonly options: FormOptions };

export type Mend = (
  received: ReceivedAct,
  workspaceId: string,
  errors: FieldErrors,
) => Promise<Mended | undefined>;

/** A dialog sends what was typed and not what was asked, so the form is built once more; undefined where it cannot be. */
export const createMend =
  ({ dispatch, offered }: { dispatch: Dispatch; offered: OfferedFor }): Mend =>
  async (received, workspaceId, errors) => {
    const { form, incoming, message, opener } = received;
    if (!form || incoming.act.kind !== 'submit') return undefined;
    const act = { kind: 'press', command: form.command, action: form.form, value: form.state } as const;
    const rebuilt = await dispatch({ ...incoming, act });
    if (rebuilt.kind !== 'ask') return undefined;
    const typed: RawValues = incoming.act.values;
    const options = { ...(await offered(workspaceId, rebuilt.form)), message, opener, errors };
    return { form: filledIn(rebuilt.form, typed), options };
  };
