import { z } from 'zod';
import type { Form } from '../../chat/form.ts';
import type { Reply } from '../../chat/reply.ts';
import type { View } from '../../chat/view.ts';

/** A View of src/chat/view.ts, made by this code and not taken from outside, so not checked again. */
export const viewSchema = z.custom<View>((given) => typeof given === 'object' && given !== null);
/** A Form of src/chat/form.ts. */
export const formSchema = z.custom<Form>((given) => typeof given === 'object' && given !== null);
/** A Reply of src/chat/reply.ts. */
export const replySchema = z.custom<Reply>((given) => typeof given === 'object' && given !== null);

/** An Act of src/chat/incoming.ts, as a browser sends it. */
export const actSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), command: z.string().max(40), text: z.string().max(3000) }),
  z.object({
    kind: z.literal('press'),
    command: z.string().max(40),
    action: z.string().max(60),
    value: z.string().max(1000),
  }),
  z.object({
    kind: z.literal('submit'),
    command: z.string().max(40),
    form: z.string().max(60),
    state: z.string().max(2000),
    values: z.record(
      z.string().max(60),
      z.union([z.string().max(20_000), z.array(z.string().max(200)).max(500)]),
    ),
  }),
  z.object({ kind: z.literal('home') }),
]);
