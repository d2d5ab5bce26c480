import type { Dispatch } from '../chat/dispatch.ts';
import type { Incoming } from '../chat/incoming.ts';
import type { Reply } from '../chat/reply.ts';
import { createSeen } from '../chat/seen.ts';
import type { Clock } from '../clock.ts';
import { errorCode } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type Answer, type Asker, done, oneLine, replaceable, sentences } from './answer.ts';
import type { Outgoing } from './connector.ts';
import { sentenceOf } from './errors.ts';
import { createInline } from './inline.ts';
import { changedCard, closed, dialog, type InvokeAnswer, notice, reading } from './invoke.ts';
import { ACTIVITIES_REMEMBERED, ANSWER_WITHIN_MS } from './limits.ts';
import { createMend } from './mend.ts';
import type { OfferedFor } from './offered.ts';
import type { Places } from './places.ts';
import { type Received, type ReceivedAct, receive } from './receive.ts';
import { renderCard, renderMessage, renderOpener } from './render.ts';

export type Handler = {
  /** What an activity is answered with. A message is answered at once, and the work goes on behind it. */
  handle(activity: unknown): Promise<InvokeAnswer>;
  /** Resolves when all work in hand is done. */
  idle(): Promise<void>;
};

const IN_CHAT = 'I answered you in our chat.';
const LATE = 'This takes longer than usual. I will answer you in our chat.';

export function createHandler(options: {
  dispatch: Dispatch;
  answer: Answer;
  places: Places;
  offered: OfferedFor;
  /** The words that are commands. */
  commands: readonly string[];
  clock: Clock;
  log: Log;
  metrics: Metrics;
}): Handler {
  const { dispatch, answer, places, offered, commands, clock, log, metrics } = options;
  const seen = createSeen({ clock, ...ACTIVITIES_REMEMBERED });
  const mend = createMend({ dispatch, offered });
  const inline = createInline({ answer, offered, mend });
  const pending = new Set<Promise<void>>();

  const count = (kind: string, outcome: string) => metrics.requests.inc({ platform: 'teams', kind, outcome });

  function failed(event: string, error: unknown, kind: string): void {
    log.error(event, error, { kind });
    metrics.errors.inc({ code: errorCode(error) });
  }

  function behind(kind: string, work: () => Promise<void>): void {
    const guarded = work().catch((error) => failed('teams.activity_failed', error, kind));
    const tracked: Promise<void> = guarded.finally(() => pending.delete(tracked));
    pending.add(tracked);
  }

  /** Whoever acts becomes known first; where that fails, dispatch still answers those who are known. */
  async function asker(received: Exclude<Received, { kind: 'nobody' }>): Promise<Asker> {
    const tenant = await places.meet(received);
    const { place, who } = received;
    const targeted = 'targeted' in received && received.targeted;
    return { place, who, targeted, workspaceId: tenant.workspaceId };
  }

  /** Work behind an answer: whatever goes wrong is noted here and told to the person, once. */
  async function telling(from: Asker, kind: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      failed('teams.act_failed', error, kind);
      await answer.tell(from, error);
    }
  }

  async function message(received: ReceivedAct): Promise<void> {
    const from = await asker(received);
    await telling(from, received.incoming.act.kind, async () => {
      const reply = await dispatch(received.incoming);
      await (received.inline ? inline(from, received, reply) : answer.give(from, received, reply));
    });
  }

  /** Teams waits a few seconds for these answers; what takes longer is answered in the personal chat. */
  async function invoke(received: ReceivedAct): Promise<InvokeAnswer> {
    const { kind } = received.incoming.act;
    const work = asker(received).then(async (from) => ({ from, reply: await dispatch(received.incoming) }));
    work.catch(() => {});
    const waited = new AbortController();
    const first = await Promise.race([work, clock.sleep(ANSWER_WITHIN_MS, waited.signal)]);
    waited.abort();
    if (!first) {
      count(kind, 'late');
      behind(kind, async () => {
        const { from, reply } = await work;
        await telling(from, kind, () => answer.write(from, lateMessage(reply)));
      });
      return received.via === 'card' ? notice(LATE) : reading(oneLine(LATE));
    }
    return received.via === 'card'
      ? pressed(first.from, received, first.reply)
      : inDialog(first.from, received, first.reply);
  }

  /** The answer to a button that opens no dialog. */
  function pressed(from: Asker, received: ReceivedAct, reply: Reply): InvokeAnswer {
    const { kind } = received.incoming.act;
    const write = (message: Outgoing) => {
      behind(kind, () => telling(from, kind, () => answer.write(from, message)));
      return notice(from.place.shared ? IN_CHAT : 'See below.');
    };
    switch (reply.kind) {
      case 'nothing':
        return notice('Done.');
      case 'show':
        return write(renderMessage(reply.view));
      case 'ask':
        return write(renderOpener(reply.form));
      case 'invalid':
        return write(renderMessage(sentences(reply.errors)));
      case 'replace': {
        if (!replaceable(received)) return write(renderMessage(reply.view));
        behind(kind, () =>
          telling(from, kind, () => answer.replace(from, received.message, renderMessage(reply.view))),
        );
        return changedCard(renderCard(reply.view));
      }
    }
  }

  /** The answer to a button that opens a dialog, and to what a dialog sends. */
  async function inDialog(from: Asker, received: ReceivedAct, reply: Reply): Promise<InvokeAnswer> {
    const { kind } = received.incoming.act;
    if (reply.kind === 'nothing' || reply.kind === 'show') retire(from, received);
    switch (reply.kind) {
      case 'nothing':
        return received.via === 'dialog' || received.via === 'shortcut' ? reading(oneLine('Done.')) : closed;
      case 'show':
        return reading(reply.view);
      case 'ask':
        return dialog(reply.form, {
          ...(await offered(from.workspaceId, reply.form)),
          message: received.message,
          opener: received.opener,
        });
      case 'invalid':
        return mend(received, from.workspaceId, reply.errors).then((mended) =>
          mended ? dialog(mended.form, mended.options) : reading(sentences(reply.errors)),
        );
      case 'replace':
        if (!replaceable(received)) return reading(reply.view);
        behind(kind, () =>
          telling(from, kind, () => answer.replace(from, received.message, renderMessage(reply.view))),
        );
        return received.via === 'dialog' ? reading(reply.view) : closed;
    }
  }

  /** A message that was only there to open the form says that it was sent. */
  function retire(from: Asker, received: ReceivedAct): void {
    const { opener } = received;
    if (!received.form || opener === undefined || !replaceable(received)) return;
    behind('submit', () => answer.replace(from, received.message, done(opener)));
  }

  async function added(received: Exclude<Received, { kind: 'nobody' }>): Promise<void> {
    await places.added(received);
    if (!('greet' in received) || !received.greet || received.place.shared) return;
    const { place, who } = received;
    const home: Incoming = {
      platform: 'teams',
      workspace: place.tenant,
      user: who.id,
      act: { kind: 'home' },
    };
    const reply = await dispatch(home);
    if (reply.kind === 'show') await answer.show(await asker(received), renderMessage(reply.view));
  }

  return {
    async handle(activity) {
      const received = receive(activity, commands);
      if (!received || received.kind === 'nobody') {
        count('other', received ? 'ignored' : 'malformed');
        return received ? closed : { status: 400 };
      }
      const { kind, id, place } = received;
      if (id !== undefined && seen.note(`${place.tenant}|${place.conversation}|${id}`)) {
        count(kind, 'repeated');
        return closed;
      }
      switch (kind) {
        case 'act':
          if (received.via !== 'message') return guardedInvoke(received);
          behind(received.incoming.act.kind, () => message(received));
          return closed;
        case 'unknown':
          count('command', 'unknown');
          behind(kind, async () => answer.show(await asker(received), renderMessage(unknownWords(commands))));
          return closed;
        case 'added':
          behind(kind, () => added(received));
          break;
        case 'removed':
          behind(kind, () => places.removed(received));
          break;
        case 'channelGone':
          behind(kind, () => places.channelGone(received));
          break;
        case 'ignored':
          break;
      }
      count(kind, 'accepted');
      return closed;
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };

  async function guardedInvoke(received: ReceivedAct): Promise<InvokeAnswer> {
    try {
      return await invoke(received);
    } catch (error) {
      failed('teams.act_failed', error, received.incoming.act.kind);
      const sentence = sentenceOf(error);
      return received.via === 'card' ? notice(sentence) : reading(oneLine(sentence));
    }
  }
}

/** What comes too late for a card or a dialog, as a message. */
function lateMessage(reply: Reply): Outgoing {
  switch (reply.kind) {
    case 'show':
    case 'replace':
      return renderMessage(reply.view);
    case 'ask':
      return renderOpener(reply.form);
    case 'invalid':
      return renderMessage(
        oneLine(
          `What you sent is not saved yet: ${Object.values(reply.errors).join(' ')} Please open the form again.`,
        ),
      );
    case 'nothing':
      return renderMessage(oneLine('Done.'));
  }
}

const unknownWords = (commands: readonly string[]) =>
  oneLine(`I know these words: ${commands.join(', ')}, home and help. Write help to read what they do.`);
