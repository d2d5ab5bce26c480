import type { RouteAnswer, RouteInput } from '../../../../../src/api/route.ts';
import type { Form, RawValues } from '../../../../../src/chat/form.ts';
import { newKey } from '../../../view/kept-drafts.ts';

type ActInput = RouteInput<'POST /api/act'>;
type Act = ActInput['body']['act'];
type Reply = RouteAnswer<'POST /api/act'>['reply'];

/** A press as it is sent, with a key of its own so that it is carried out once. */
export const pressAct = (press: Omit<Extract<Act, { kind: 'press' }>, 'kind'>): ActInput => ({
  body: { act: { kind: 'press', ...press }, once: newKey() },
});

/** What a reply says in one line. */
export const saidBy = (reply: Reply): string =>
  reply.kind === 'show' || reply.kind === 'replace' ? reply.view.summary : 'Done.';

/** A form's values as they are sent. Every field is, also an empty one. */
export const submitAct = (
  { command, name, state }: Pick<Form, 'command' | 'name' | 'state'>,
  values: RawValues,
  once: string,
): ActInput => ({
  body: {
    act: {
      kind: 'submit',
      command,
      form: name,
      state,
      values: Object.fromEntries(
        Object.entries(values).map(([field, value]) => [
          field,
          typeof value === 'string' ? value : [...value],
        ]),
      ),
    },
    once,
  },
});
