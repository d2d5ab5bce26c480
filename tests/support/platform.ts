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

/** What the next call does instead of its work; `after` does the work first and then fails, as a lost answer does. */
export type Fault = {
  readonly fault: PlatformFault;
  readonly after?: boolean;
  readonly retryAfterMs?: number;
};

/** A platform in memory, behind the same port as the real ones: keeps what was sent, and fails when told to. */
export type TestPlatform = Platform & {
  readonly shown: Shown[];
  readonly people: Profile[];
  readonly channels: Map<string, { name: string; members: string[] }>;
  failNext(method: 'send' | 'update', ...faults: readonly Fault[]): void;
  /** What a person or channel shows now, oldest first, threads left out. */
  in(id: string): Shown[];
  inThread(of: Shown): Shown[];
};

export function createTestPlatform(clock: Clock, name: PlatformName = 'slack'): TestPlatform {
  const shown: Shown[] = [];
  const people: Profile[] = [];
  const channels = new Map<string, { name: string; members: string[] }>();
  const faults = { send: [] as Fault[], update: [] as Fault[] };
  const perform = <Result>(method: 'send' | 'update', work: () => Result): Result => {
    const fault = faults[method].shift();
    if (!fault) return work();
    if (fault.after) work();
    const retry = fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs };
    throw new PlatformError(fault.fault, `The test's ${fault.fault}.`, retry);
  };
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
    limits: { perWorkspace: { burst: 1, intervalMs: 200 }, perChannel: { burst: 1, intervalMs: 1000 } },
    failNext: (method, ...next) => faults[method].push(...next),
    in: (id) => shown.filter((message) => message.to.id === id && message.thread === undefined),
    inThread: (of) => shown.filter((message) => message.thread === of.ref),
    async send(to, view, { key, thread }) {
      return perform('send', () => {
        if (to.kind === 'channel') channel(to.id);
        const ref = `${to.id}:${shown.length + 1}`;
        shown.push({ ref, to, key, thread, view, sentAt: clock.now(), edits: 0 });
        return ref;
      });
    },
    async update(_to, ref, view) {
      perform('update', () => {
        const message = shown.find((one) => one.ref === ref);
        if (!message) throw new PlatformError('no_such_message', 'That message is gone.');
        message.view = view;
        message.edits += 1;
      });
    },
    async find(to, key, { since }) {
      return shown.find(
        (message) => message.to.id === to.id && message.key === key && message.sentAt >= since,
      )?.ref;
    },
    async *profiles() {
      yield* people;
    },
    profile: async (_workspaceId, externalId) => people.find((person) => person.externalId === externalId),
    members: async (_workspaceId, channelId) => channel(channelId).members,
    channelName: async (_workspaceId, channelId) => `#${channel(channelId).name}`,
  };
}
