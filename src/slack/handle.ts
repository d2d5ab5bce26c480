import type { Dispatch } from '../chat/dispatch.ts';
import type { PlatformHost } from '../chat/installations.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Reply } from '../chat/reply.ts';
import { createSeen } from '../chat/seen.ts';
import type { Clock } from '../clock.ts';
import { errorCode } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Answer } from './answer.ts';
import type { Clients } from './client.ts';
import { sentenceOf } from './errors.ts';
import type { Installations } from './installations.ts';
import { createLane, createTracker } from './lane.ts';
import { ACKNOWLEDGE_WITHIN_MS } from './limits.ts';
import { readProfile } from './profiles.ts';
import { type Received, type ReceivedAct, receive } from './receive.ts';
import {
  acknowledgementOf,
  lateSentence,
  lateView,
  refuseFields,
  reopened,
  replaceable,
  savingView,
} from './submission.ts';

/** Acknowledges to Slack; for a slash command a text is shown, for a submission the acknowledgement says what happens. */
export type Ack = (answer?: string | object) => Promise<void>;

export type Handler = {
  /** Resolves when the request is acknowledged; the work behind it goes on, and `idle` waits for it. */
  handle(body: unknown, ack: Ack | undefined): Promise<void>;
  idle(): Promise<void>;
};

/** Thrown when there is more to do than can be done; answered with 503, after which Slack sends events again. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/**
 * So many commands think at once: enough to keep the database busy, few enough to leave the event loop to arrivals. Of
 * more in waiting the last would come too late for the three seconds in which Slack lets a form be opened.
 */
const THINKING = { concurrency: 8, capacity: 600 };
/** So many calls to Slack at once; each mostly waits for Slack. */
const ANSWERING = { concurrency: 64, capacity: Number.POSITIVE_INFINITY };

const BUSY =
  'I have too much to do at this moment. Please try again in a minute; nothing you wrote before is lost.';

/** Slack sends an event again for about an hour when it believes it was not taken. */
const EVENTS_REMEMBERED = { forMs: 3_600_000, most: 50_000 };

export function createHandler(options: {
  dispatch: Dispatch;
  answer: Answer;
  host: PlatformHost;
  installations: Installations;
  clients: Clients;
  clock: Clock;
  log: Log;
  metrics: Metrics;
}): Handler {
  const { dispatch, answer, host, installations, clients, clock, log, metrics } = options;
  const thinking = createLane(THINKING);
  const answering = createLane(ANSWERING);
  const tracker = createTracker();
  const events = createSeen({ clock, ...EVENTS_REMEMBERED });

  const count = (kind: string, outcome: string) => metrics.requests.inc({ platform: 'slack', kind, outcome });

  function failed(event: string, error: unknown, kind: string): void {
    log.error(event, error, { kind });
    metrics.errors.inc({ code: errorCode(error) });
  }

  /** Work behind an acknowledgement: whatever goes wrong is noted here and told to the person, once. */
  function behind(received: ReceivedAct, work: () => Promise<void>): void {
    const { kind } = received.incoming.act;
    const guarded = async () => {
      try {
        await work();
      } catch (error) {
        failed('slack.act_failed', error, kind);
        await answer.tell(received, error).catch((second) => failed('slack.answer_failed', second, kind));
      }
    };
    tracker.track(guarded());
  }

  async function act(received: ReceivedAct, ack: Ack): Promise<void> {
    const { kind } = received.incoming.act;
    if (thinking.full) {
      count(kind, 'busy');
      if (kind !== 'command') throw new BusyError();
      return ack(BUSY);
    }
    await ack();
    behind(received, async () => {
      const reply = await thinking.run(() => dispatch(received.incoming));
      await answering.run(() => answer.give(received, reply));
      if (received.origin.home && kind === 'press') await refreshHome(received);
    });
  }

  async function refreshHome(received: ReceivedAct): Promise<void> {
    const home: ReceivedAct = {
      kind: 'act',
      incoming: { ...received.incoming, act: { kind: 'home' } },
      origin: { home: true },
    };
    const reply = await thinking.run(() => dispatch(home.incoming));
    await answering.run(() => answer.give(home, reply));
  }

  /** A submission is worked on before it is acknowledged, so that the form can stay open with what to mend. */
  async function submit(received: ReceivedAct, ack: Ack): Promise<void> {
    const outcome = thinking
      .run(() => dispatch(received.incoming))
      .then(
        (reply) => ({ reply }),
        (error: unknown) => ({ error }),
      );
    const waited = new AbortController();
    const first = await Promise.race([outcome, clock.sleep(ACKNOWLEDGE_WITHIN_MS, waited.signal)]);
    waited.abort();
    if (!first) {
      count('submit', 'late');
      // Even when Slack no longer hears us, what was sent is worked on.
      await ack({ response_action: 'update', view: savingView() }).catch((error) =>
        failed('slack.ack_failed', error, 'submit'),
      );
      behind(received, async () => finishLate(received, await outcome));
      return;
    }
    if ('error' in first) {
      failed('slack.act_failed', first.error, 'submit');
      return ack(refuseFields(received.window, { '': sentenceOf(first.error) }));
    }
    const { reply } = first;
    await ack(acknowledgementOf(received, reply));
    behind(received, () => follow(received, reply));
  }

  async function follow(received: ReceivedAct, reply: Reply): Promise<void> {
    if (reply.kind === 'replace' && replaceable(received)) {
      await answering.run(() => answer.replaceMessage(received, reply.view));
    }
    if (received.origin.home && reply.kind !== 'invalid') await refreshHome(received);
  }

  async function finishLate(
    received: ReceivedAct,
    outcome: { reply: Reply } | { error: unknown },
  ): Promise<void> {
    if ('error' in outcome) {
      failed('slack.act_failed', outcome.error, 'submit');
      const sentence = sentenceOf(outcome.error);
      return answer.finish(received, reopened(received.window, sentence), sentence);
    }
    const { reply } = outcome;
    await answering.run(() => answer.finish(received, lateView(received, reply), lateSentence(reply)));
    await follow(received, reply);
  }

  async function news(received: Exclude<Received, ReceivedAct | { kind: 'ignored' }>): Promise<void> {
    if (received.kind === 'removed') return removed(received.team);
    const profile = readProfile(received.user);
    // People change their status all day: these wait their turn like any other work.
    if (profile) await thinking.run(() => host.profileChanged('slack', received.team, profile));
  }

  /** This news may come late, after we were installed again: Slack is asked whether our token still holds. */
  async function removed(team: string): Promise<void> {
    try {
      const workspace = await clients.ofTeam(team);
      await workspace.call('auth.test', {}, { doing: 'read' });
    } catch (error) {
      if (!(error instanceof PlatformError) || error.fault !== 'unauthorised') throw error;
      await installations.revoked(team);
    }
  }

  async function handle(body: unknown, ack: Ack = async () => {}): Promise<void> {
    const received = receive(body);
    if (!received || received.kind === 'ignored') {
      count('other', received ? 'ignored' : 'malformed');
      return ack();
    }
    if (received.id !== undefined && events.note(received.id)) {
      count('event', 'repeated');
      return ack();
    }
    if (received.kind !== 'act') {
      await ack();
      count('event', 'accepted');
      const told = news(received).catch((error) => failed('slack.event_failed', error, received.kind));
      return tracker.track(told);
    }
    return received.incoming.act.kind === 'submit' ? submit(received, ack) : act(received, ack);
  }

  return { handle, idle: tracker.idle };
}
