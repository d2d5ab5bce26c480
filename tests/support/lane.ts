import { deliver, type Message } from '../../src/chat/delivery.ts';
import { sweep } from '../../src/chat/jobs.ts';
import type { View } from '../../src/chat/view.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany, textOf } from './company.ts';

/** When the tests of delivery begin. */
export const START = '2026-11-24T08:00:00Z';

export const viewOfText = (text: string): View => ({ summary: text, elements: [{ kind: 'text', text }] });

/** A message by its key: `C…` goes to a channel, everything else to a person. */
export type Post = Pick<Message, 'threadKey' | 'reportTo'> & { readonly to: string; readonly text?: string };

/** A company, and what tests of delivery do with it. */
export type Lane = Company & {
  /** Writes messages by their keys, as one cause in one transaction. */
  post(posts: Readonly<Record<string, Post>>): Promise<void>;
  /** Lets time pass, and does what is due then, as the minute's sweep would. */
  after(ms: number): Promise<void>;
  /** One message's row. */
  row(key: string): Promise<Awaited<ReturnType<Store['db']['delivery']['findFirstOrThrow']>>>;
  /** What everybody sees, in the order in which it was posted. */
  seen(): string[];
  /** Milliseconds from START at which each shown message was posted. */
  times(): number[];
  /** How often each outcome was counted. */
  counted(): Promise<Record<string, number>>;
};

export async function createLane(store: Store): Promise<Lane> {
  const company = await createCompany(store, { now: START, people: {} });
  const { clock, context, platform, workspaceId } = company;
  platform.channels.set('C2', { name: 'general', members: [] });
  const settle = () => company.settle();
  return {
    ...company,
    async post(posts) {
      const messages = Object.entries(posts).map(([key, { to: id, text = key, ...more }]): Message => {
        const kind = id.startsWith('C') ? 'channel' : 'person';
        return { key, to: { workspaceId, platform: 'slack', kind, id }, view: viewOfText(text), ...more };
      });
      await store.db.$transaction((tx) => deliver(context, tx, ...messages));
    },
    async after(ms) {
      await clock.advance(ms);
      await sweep(context);
      await settle();
    },
    row: (key) => store.db.delivery.findFirstOrThrow({ where: { workspaceId, key } }),
    seen: () => platform.shown.map(({ to, view }) => `${to.id}: ${textOf(view)}`),
    times: () => platform.shown.map(({ sentAt }) => sentAt.getTime() - Date.parse(START)),
    async counted() {
      const { values } = await context.metrics.deliveries.get();
      return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
    },
  };
}
