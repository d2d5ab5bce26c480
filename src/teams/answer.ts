import type { FieldErrors } from '../chat/form.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Reply } from '../chat/reply.ts';
import type { View } from '../chat/view.ts';
import type { Clock } from '../clock.ts';
import { type Connect, type Outgoing, patiently } from './connector.ts';
import { sentenceOf } from './errors.ts';
import type { TeamsPlatform } from './platform.ts';
import type { Place, ReceivedAct, Who } from './receive.ts';
import { renderMessage, renderOpener } from './render.ts';

/** Who is answered, and where they acted. */
export type Asker = {
  readonly place: Place;
  readonly who: Who;
  readonly targeted: boolean;
  readonly workspaceId: string;
};

/** Answers people by messages: in their personal chat, or in a channel so that they alone see it. */
export type Answer = {
  /** After a typed message, or a button of a client that knows no better way. */
  give(asker: Asker, received: ReceivedAct, reply: Reply): Promise<void>;
  show(asker: Asker, message: Outgoing): Promise<void>;
  tell(asker: Asker, error: unknown): Promise<void>;
  /** To the personal chat, wherever the person acted. */
  write(asker: Asker, message: Outgoing): Promise<void>;
  /** Puts the view in the place of the message that the act began with. */
  replace(asker: Asker, id: string, message: Outgoing): Promise<void>;
};

export function createAnswer(options: { platform: TeamsPlatform; connect: Connect; clock: Clock }): Answer {
  const { platform, connect, clock } = options;

  async function give(asker: Asker, received: ReceivedAct, reply: Reply): Promise<void> {
    switch (reply.kind) {
      case 'show':
        return show(asker, renderMessage(reply.view));
      case 'ask':
        return show(asker, renderOpener(reply.form));
      case 'replace':
        return replaceable(received)
          ? replace(asker, received.message, renderMessage(reply.view))
          : show(asker, renderMessage(reply.view));
      case 'invalid':
        return show(asker, renderMessage(sentences(reply.errors)));
      case 'nothing':
        return;
    }
  }

  async function show(asker: Asker, message: Outgoing): Promise<void> {
    const { place, who, targeted } = asker;
    const { serviceUrl, conversation, shared } = place;
    if (!shared) return post(place, message);
    if (targeted) {
      return patiently(clock, () => connect(serviceUrl).whisper(conversation, who.account, message));
    }
    // Everybody reads along here: what is meant for one person goes to their own chat.
    await post(place, renderMessage(await pointer(asker, message)));
  }

  async function pointer(asker: Asker, message: Outgoing): Promise<View> {
    const url = chatWith(asker.place.bot);
    try {
      await write(asker, message);
      return oneLink('I answered you in our chat.', url);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.fault !== 'no_such_place') throw error;
      return oneLink('I cannot write to you yet. Open our chat and say hello, then ask me again.', url);
    }
  }

  const post = async ({ serviceUrl, conversation, shared }: Place, message: Outgoing): Promise<void> => {
    const attempt = { doing: 'post', person: !shared } as const;
    await patiently(clock, () => connect(serviceUrl).post(conversation, message, attempt));
  };

  const write = ({ place, who, workspaceId }: Asker, message: Outgoing): Promise<void> =>
    place.shared
      ? patiently(clock, () => platform.writeTo(workspaceId, who.id, message))
      : post(place, message);

  const replace = ({ place }: Asker, id: string, message: Outgoing): Promise<void> =>
    patiently(clock, () =>
      connect(place.serviceUrl).update(place.conversation, id, message, {
        doing: 'update',
      }),
    );

  const tell = (asker: Asker, error: unknown) => show(asker, renderMessage(oneLine(sentenceOf(error))));

  return { give, show, tell, write, replace };
}

/**
 * Whether the act began with a message that may be replaced. In a channel everybody would see what is meant for one person;
 * and which message it was, a client says that could say anything.
 */
export const replaceable = (received: ReceivedAct): received is ReceivedAct & { message: string } =>
  received.message !== undefined && received.place.shared === undefined;

export const oneLine = (text: string): View => ({ summary: text, elements: [{ kind: 'text', text }] });

const oneLink = (text: string, url: string): View => ({
  summary: text,
  elements: [{ kind: 'link', text, url }],
});

/** The personal chat with the bot (https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams). */
const chatWith = (bot: string): string =>
  `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(bot)}`;

export const sentences = (errors: FieldErrors): View => {
  const texts = Object.values(errors);
  return { summary: texts[0] ?? '', elements: texts.map((text) => ({ kind: 'text', text })) };
};

/** What a message that was there to open a form becomes when the form is sent. */
export const done = (title: string): Outgoing =>
  renderMessage({
    summary: `${title}: sent`,
    elements: [
      { kind: 'text', text: title, strong: true },
      { kind: 'context', text: 'Sent. Thank you.' },
    ],
  });
