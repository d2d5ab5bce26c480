import type { FieldErrors, Form } from '../chat/form.ts';
import type { Json } from '../chat/json.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Reply } from '../chat/reply.ts';
import type { View } from '../chat/view.ts';
import type { ModalView } from './blocks.ts';
import type { Clients } from './client.ts';
import { sentenceOf } from './errors.ts';
import type { Origin } from './metadata.ts';
import type { ReceivedAct } from './receive.ts';
import { renderHome, renderMessage, renderModal } from './render.ts';
import { renderForm } from './render-form.ts';
import type { Respond } from './respond.ts';
import { replaceable } from './submission.ts';

/** Carries out what a command answered, by the means that the act left us. */
export type Answer = {
  /** After a command, a press, a shortcut or a look at the home page; all of these are acknowledged already. */
  give(received: ReceivedAct, reply: Reply): Promise<void>;
  /** One sentence to the person, by whatever way is open. */
  tell(received: ReceivedAct, error: unknown): Promise<void>;
  /** Draws the waiting window of a slow submission anew; where it was closed, says the sentence instead. */
  finish(received: ReceivedAct, view: ModalView, sentence: string | undefined): Promise<void>;
  /** Puts the view in the place of the message that the act began with; false when there is none. */
  replaceMessage(received: ReceivedAct, view: View): Promise<boolean>;
};

export function createAnswer({ clients, respond }: { clients: Clients; respond: Respond }): Answer {
  async function give(received: ReceivedAct, reply: Reply): Promise<void> {
    switch (reply.kind) {
      case 'show':
        return show(received, reply.view);
      case 'ask':
        return open(received, reply.form);
      case 'replace':
        if (!(await replaceMessage(received, reply.view))) await show(received, reply.view);
        return;
      case 'invalid':
        return show(received, sentences(reply.errors));
      case 'nothing':
        return;
    }
  }

  async function show(received: ReceivedAct, view: View): Promise<void> {
    const { incoming, origin, window, trigger } = received;
    if (incoming.act.kind === 'home') return publish(received, view);
    if (window) return rewindow(received, asJson(renderModal(view, origin)));
    if (origin.respond) {
      return respond(origin.respond, {
        ...renderMessage(view),
        response_type: 'ephemeral',
        replace_original: false,
      });
    }
    if (trigger) return openWindow(received, asJson(renderModal(view, origin)));
    await directMessage(received, view);
  }

  async function open(received: ReceivedAct, form: Form): Promise<void> {
    const view = asJson(renderForm(form, received.origin));
    return received.window ? rewindow(received, view) : openWindow(received, view);
  }

  async function openWindow({ incoming, trigger }: ReceivedAct, view: Json): Promise<void> {
    const workspace = await clients.ofTeam(incoming.workspace);
    await workspace.call('views.open', { trigger_id: trigger ?? '', view }, { doing: 'open' });
  }

  async function rewindow({ incoming, window }: ReceivedAct, view: Json): Promise<void> {
    if (!window) return;
    const workspace = await clients.ofTeam(incoming.workspace);
    await workspace.call('views.update', { view_id: window.id, view }, { doing: 'open' });
  }

  async function finish(received: ReceivedAct, view: ModalView, sentence: string | undefined): Promise<void> {
    try {
      await rewindow(received, asJson(view));
    } catch (error) {
      if (!(error instanceof PlatformError) || error.fault !== 'no_such_message') throw error;
      if (sentence !== undefined) await directMessage(received, oneLine(sentence));
    }
  }

  async function publish({ incoming }: ReceivedAct, view: View): Promise<void> {
    const workspace = await clients.ofTeam(incoming.workspace);
    const home = asJson(renderHome(view));
    await workspace.call('views.publish', { user_id: incoming.user, view: home }, { doing: 'open' });
  }

  async function directMessage({ incoming }: ReceivedAct, view: View): Promise<void> {
    const workspace = await clients.ofTeam(incoming.workspace);
    await workspace.call(
      'chat.postMessage',
      { channel: incoming.user, ...renderMessage(view) },
      { doing: 'post' },
    );
  }

  async function replaceMessage(received: ReceivedAct, view: View): Promise<boolean> {
    if (!replaceable(received)) return false;
    const { incoming, origin } = received;
    const message = renderMessage(view);
    if (origin.respond && (await answered(origin, message))) return true;
    if (!origin.message) return false;
    const workspace = await clients.ofTeam(incoming.workspace);
    await workspace.call(
      'chat.update',
      { ...origin.message, ...message, parse: 'none' },
      { doing: 'update' },
    );
    return true;
  }

  /** The answering address ends after half an hour; then the message is changed with the token. */
  async function answered(origin: Origin, message: ReturnType<typeof renderMessage>): Promise<boolean> {
    try {
      await respond(origin.respond ?? '', { ...message, replace_original: true });
      return true;
    } catch (error) {
      if (origin.message) return false;
      throw error;
    }
  }

  async function tell(received: ReceivedAct, error: unknown): Promise<void> {
    const view = oneLine(sentenceOf(error));
    try {
      await show(received, view);
    } catch (second) {
      // The first way is closed (a window that is gone, an address that ended): a direct message is always there.
      if (received.incoming.act.kind === 'home') throw second;
      await directMessage(received, view);
    }
  }

  return { give, tell, finish, replaceMessage };
}

const asJson = (view: object): Json => view as Json;

const oneLine = (text: string): View => ({ summary: text, elements: [{ kind: 'text', text }] });

const sentences = (errors: FieldErrors): View => {
  const texts = Object.values(errors);
  return { summary: texts[0] ?? '', elements: texts.map((text) => ({ kind: 'text', text })) };
};
