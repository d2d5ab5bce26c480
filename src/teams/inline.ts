import type { Reply } from '../chat/reply.ts';
import { type Answer, type Asker, done, replaceable, sentences } from './answer.ts';
import type { Outgoing } from './connector.ts';
import type { Mend } from './mend.ts';
import type { OfferedFor } from './offered.ts';
import type { ReceivedAct } from './receive.ts';
import { renderMessage } from './render.ts';
import { renderFormMessage } from './render-form.ts';

/** Forms for clients without dialogs, such as the Playground: on a card in the chat, which changes as it is filled in. */
export type Inline = (asker: Asker, received: ReceivedAct, reply: Reply) => Promise<void>;

export function createInline(options: { answer: Answer; offered: OfferedFor; mend: Mend }): Inline {
  const { answer, offered, mend } = options;

  /** In the place of the card that was there for this form, else below. */
  const put = (asker: Asker, received: ReceivedAct, message: Outgoing): Promise<void> =>
    received.opener !== undefined && replaceable(received)
      ? answer.replace(asker, received.message, message)
      : answer.show(asker, message);

  return async (asker, received, reply) => {
    switch (reply.kind) {
      case 'ask': {
        const choices = await offered(asker.workspaceId, reply.form);
        return put(asker, received, renderFormMessage(reply.form, choices));
      }
      case 'invalid': {
        const mended = await mend(received, asker.workspaceId, reply.errors);
        if (!mended) return answer.show(asker, renderMessage(sentences(reply.errors)));
        return put(asker, received, renderFormMessage(mended.form, mended.options));
      }
      case 'show':
      case 'replace':
        if (received.form) await put(asker, received, done(received.opener ?? reply.view.summary));
        return answer.show(asker, renderMessage(reply.view));
      case 'nothing':
        if (received.form && received.opener !== undefined) await put(asker, received, done(received.opener));
        return;
    }
  };
}
