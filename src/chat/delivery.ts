import { z } from 'zod';
import type { Context } from '../context.ts';
import { defineJob } from '../jobs/job.ts';
import type { Tx } from '../store/index.ts';
import type { Address, PlatformFault } from './platform.ts';
import { keepable } from './text.ts';
import type { View } from './view.ts';

/** One message to one place. Delivering again under the same key edits the message in place. */
export type Message = {
  /** Deterministic: the same cause always makes the same key, so that a cause carried out twice sends once. */
  readonly key: string;
  readonly to: Address;
  readonly view: View;
  /** Key of the message in whose thread this one goes. */
  readonly threadKey?: string;
  /** The platform's id of the person who is told when it cannot be delivered and somebody can mend that. */
  readonly reportTo?: string;
};

export const laneSchema = z.object({ workspaceId: z.uuid(), platform: z.enum(['slack', 'teams', 'web']) });

/** Everything that goes to one workspace on one platform, for rates are counted there. */
export type Lane = z.infer<typeof laneSchema>;

/** Sends what waits in one lane: one such job runs at a time for each, which is what keeps the rate. */
export const deliverJob = defineJob({
  name: 'chat.deliver',
  data: laneSchema,
  exclusive: true,
  concurrency: 4,
});

/** Enqueues the sender of each lane, to begin at `at` when that is given. */
export async function wake(
  { queue }: Pick<Context, 'queue'>,
  tx: Tx,
  lanes: readonly Lane[],
  at?: Date,
): Promise<void> {
  const distinct = new Map(
    lanes.map(({ workspaceId, platform }) => [`${workspaceId}:${platform}`, { workspaceId, platform }]),
  );
  await queue.send(
    tx,
    deliverJob,
    ...[...distinct].map(([key, data]) => ({ key, data, ...(at ? { at } : {}) })),
  );
}

/** Writes messages in the transaction of their cause, and wakes the sender when it commits. */
export async function deliver(
  { queue, clock }: Pick<Context, 'queue' | 'clock'>,
  tx: Tx,
  ...messages: readonly Message[]
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ key, to, view, threadKey, reportTo }) => ({
    workspaceId: to.workspaceId,
    platform: to.platform,
    key,
    toKind: to.kind,
    toId: to.id,
    threadKey: threadKey ?? null,
    reportTo: reportTo ?? null,
    view,
  }));
  // Of two under one key the later one counts.
  const distinct = new Map(rows.map((row) => [`${row.workspaceId}:${row.key}`, row]));
  const json = JSON.stringify([...distinct.values()], (_name, value) =>
    typeof value === 'string' ? keepable(value) : value,
  );
  // What is being sent, in doubt or held up keeps its time. A dead one lives again, and may have been given a new place.
  const now = clock.now();
  await tx.$executeRaw`
    INSERT INTO "Delivery" AS d (id, "workspaceId", platform, key, "toKind", "toId", "threadKey", "reportTo", view, "dueAt", "createdAt")
    SELECT gen_random_uuid(), r."workspaceId", r.platform::"PlatformName", r.key, r."toKind", r."toId", r."threadKey",
           r."reportTo", r.view, ${now}, ${now}
    FROM jsonb_to_recordset(${json}::jsonb) AS r(
      "workspaceId" uuid, platform text, key text, "toKind" text, "toId" text, "threadKey" text, "reportTo" text, view jsonb)
    ON CONFLICT ("workspaceId", key) DO UPDATE SET
      view = excluded.view, version = d.version + 1, attempts = 0, "reportTo" = excluded."reportTo",
      state = CASE WHEN d.state IN ('sending', 'ambiguous') THEN d.state ELSE 'pending' END,
      "dueAt" = CASE WHEN d.state IN ('sending', 'ambiguous') OR d."errorCode" = ANY(${HOLDING}) THEN d."dueAt"
                     ELSE excluded."dueAt" END,
      "toKind" = CASE WHEN d.state = 'dead' THEN excluded."toKind" ELSE d."toKind" END,
      "toId" = CASE WHEN d.state = 'dead' THEN excluded."toId" ELSE d."toId" END,
      "messageRef" = CASE WHEN d.state = 'dead' AND d."toId" <> excluded."toId" THEN NULL ELSE d."messageRef" END`;
  await wake({ queue }, tx, rows);
}

/** Faults that hold a whole lane up: while a message waits because of one, the lane waits with it. */
export const HOLDING: readonly string[] = ['rate_limited', 'unauthorised'] satisfies PlatformFault[];
