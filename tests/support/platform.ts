import {
  type Address,
  type MessageRef,
  type Platform,
  PlatformError,
  type PlatformFault,
  type PlatformName,
  type Profile,
} from '../../src/chat/platform.ts';
import type { View } from '../../src/chat/view.ts';
import type { Clock } from '../../src/clock.ts';

/** A message as a person would see it now. */
export type Shown = {
  readonly ref: MessageRef;
  readonly to: Address;
  readonly key: string;
  readonly thread: MessageRef | undefined;
  readonly sentAt: Date;
  view: View;
  edits: number;
};

/**
 * What the next call does instead of its work; `after` does the work first and then fails, as a lost answer does.
 * `silent` never answers: what a process sees that is killed while it sends.
 */
export type Fault = {
  readonly fault: PlatformFault | 'silent';
  readonly after?: boolean;
  readonly retryAfterMs?: number;
  readonly sentence?: string;
};

type Method = 'send' | 'update' | 'find' | 'profile' | 'profiles' | 'members';

/** A platform in memory, behind the same port as the real ones: keeps what was sent, and fails when told to. */
export type TestPlatform = Platform & {
  readonly shown: Shown[];
  readonly people: Profile[];
  readonly channels: Map<string, { name: string; members: string[] }>;
  /** How often each method was called. */
  readonly calls: Record<Method, number>;
  failNext(method: Method, ...faults: readonly Fault[]): void;
  /** Forgets the faults that are still to come. */
  mend(): void;
  /** Resolves when a call falls silent the next time. */
  nextSilence(): Promise<void>;
  /** Somebody deletes a message. */
  delete(of: Shown): void;
  /** What a person or channel shows now, oldest first, threads left out. */
  in(id: string): Shown[];
  inThread(of: Shown): Shown[];
};

/** Real platforms list a message a moment after they have taken it. */
const LISTED_AFTER_MS = 2_000;

export function createTestPlatform(clock: Clock, name: PlatformName = 'slack'): TestPlatform {
  const shown: Shown[] = [];
  const people: Profile[] = [];
  const channels = new Map<string, { name: string; members: string[] }>();
  const calls = { send: 0, update: 0, find: 0, profile: 0, profiles: 0, members: 0 };
  const faults: Record<Method, Fault[]> = {
    send: [],
    update: [],
    find: [],
    profile: [],
    profiles: [],
    members: [],
  };
  let fallSilent = () => {};
  let posted = 0;
  async function perform<Result>(method: Method, work: () => Result): Promise<Result> {
    calls[method] += 1;
    const fault = faults[method].shift();
    if (!fault) return work();
    if (fault.after) work();
    if (fault.fault === 'silent') {
      fallSilent();
      return new Promise(() => {});
    }
    const retry = fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs };
    throw new PlatformError(fault.fault, fault.sentence ?? `The test's ${fault.fault}.`, retry);
  }
  const channel = (id: string) => {
    const found = channels.get(id);
    if (!found) throw new PlatformError('no_such_place', 'There is no such channel.');
    return found;
  };
  return {
    name,
    shown,
    people,
    channels,
    calls,
    limits: { perWorkspace: { burst: 1, intervalMs: 200 }, perChannel: { burst: 1, intervalMs: 1000 } },
    failNext: (method, ...next) => faults[method].push(...next),
    mend: () => {
      for (const list of Object.values(faults)) list.length = 0;
    },
    nextSilence: () =>
      new Promise((resolve) => {
        fallSilent = resolve;
      }),
    delete: (of) => shown.splice(shown.indexOf(of), 1),
    in: (id) => shown.filter((message) => message.to.id === id && message.thread === undefined),
    inThread: (of) => shown.filter((message) => message.thread === of.ref),
    send: (to, view, { key, thread }) =>
      perform('send', () => {
        if (to.kind === 'channel') channel(to.id);
        if (thread !== undefined && !shown.some(({ ref }) => ref === thread))
          throw new PlatformError('no_such_message', 'That thread is gone.');
        posted += 1;
        const ref = `${to.id}:${posted}`;
        shown.push({ ref, to, key, thread, view, sentAt: clock.now(), edits: 0 });
        return ref;
      }),
    update: (to, ref, view) =>
      perform('update', () => {
        if (to.kind === 'channel') channel(to.id);
        const message = shown.find((one) => one.ref === ref);
        if (!message) throw new PlatformError('no_such_message', 'That message is gone.');
        message.view = view;
        message.edits += 1;
      }),
    find: (to, key, { since, thread }) =>
      perform('find', () => {
        if (to.kind === 'channel') channel(to.id);
        const listed = clock.now().getTime() - LISTED_AFTER_MS;
        return shown.find(
          (message) =>
            message.to.id === to.id &&
            message.key === key &&
            message.thread === thread &&
            message.sentAt >= since &&
            message.sentAt.getTime() <= listed,
        )?.ref;
      }),
    async *profiles() {
      await perform('profiles', () => {});
      yield* people;
    },
    profile: (_workspaceId, externalId) =>
      perform('profile', () => people.find((person) => person.externalId === externalId)),
    members: (_workspaceId, channelId) => perform('members', () => channel(channelId).members),
    channelName: async (_workspaceId, channelId) => `#${channel(channelId).name}`,
  };
}
