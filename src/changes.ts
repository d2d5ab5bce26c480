import { z } from 'zod';
import type { Store, Tx } from './store/index.ts';

/**
 * What a page may show that changed. `rounds`: answers and occurrences; `people`: people, departments, stand-ups;
 * `issues`: who waits on whom.
 */
export const topics = ['inbox', 'rounds', 'people', 'issues'] as const;
export type Topic = (typeof topics)[number];

const changeSchema = z.object({
  workspaceId: z.string(),
  topic: z.enum(topics),
  /** Only this person sees it; everyone in the workspace when left out. */
  personId: z.string().optional(),
});

/** Something changed: where, and what kind of thing. It carries no content; whoever shows it reads it again. */
export type Change = z.infer<typeof changeSchema>;

/**
 * Tells every process, when and only when the transaction commits: PostgreSQL's NOTIFY, which drops the same thing said
 * twice in one transaction.
 */
export async function announce(tx: Tx, ...changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const payloads = [...new Set(changes.map((change) => JSON.stringify(changeSchema.parse(change))))];
  await tx.$executeRaw`SELECT pg_notify('tutti_changes', p) FROM unnest(${payloads}::text[]) AS p`;
}

/** Calls the listener with every change in any process; with null when some may have been missed. */
export function listenForChanges(
  store: Pick<Store, 'listen'>,
  listener: (change: Change | null) => void,
): void {
  store.listen((payload) => {
    if (payload === null) return listener(null);
    const read = changeSchema.safeParse(JSON.parse(payload));
    if (read.success) listener(read.data);
  });
}
