import type { Context } from '../context.ts';
import type { View } from './view.ts';
import { momentText } from './when.ts';

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** How Tutti is doing in one workspace, for its administrators. */
export async function statusView(
  { db, clock, platforms }: Context,
  { workspaceId, locale, zone }: { workspaceId: string; locale: string; zone: string },
): Promise<View> {
  const since = new Date(clock.now().getTime() - WEEK_MS);
  const installations = await db.installation.findMany({ where: { workspaceId } });
  const waiting = await db.delivery.count({
    where: { workspaceId, state: { in: ['pending', 'sending', 'ambiguous'] } },
  });
  const dead = await db.delivery.count({ where: { workspaceId, state: 'dead', dueAt: { gte: since } } });
  const last = await db.delivery.aggregate({
    where: { workspaceId },
    _max: { sentAt: true },
    _sum: { possibleDuplicates: true },
  });
  const refused = new Set(
    (
      await db.delivery.findMany({
        where: { workspaceId, state: 'pending', errorCode: 'unauthorised' },
        distinct: ['platform'],
        select: { platform: true },
      })
    ).map(({ platform }) => platform),
  );
  const lastSent = last._max.sentAt;
  const connections = installations.map(({ platform, name, revokedAt }) => {
    const state = revokedAt
      ? 'removed: install it again'
      : refused.has(platform)
        ? 'refuses our token: install it again, or renew the token'
        : platforms.has(platform)
          ? 'connected'
          : 'not set up here';
    return { label: `${platform}, ${name}`, text: state };
  });
  const text =
    dead > 0
      ? 'Some messages could not be sent; whoever could be found to mend that was told why.'
      : 'Everything that was due has been sent.';
  return {
    summary: 'Status',
    elements: [
      { kind: 'heading', text: 'Status' },
      { kind: 'text', text: waiting > 0 ? waitingText(waiting) : text },
      {
        kind: 'fields',
        fields: [
          ...connections,
          { label: 'Last message', text: lastSent ? momentText(lastSent, locale, zone) : 'none yet' },
          { label: 'Waiting', text: String(waiting) },
          { label: 'Given up in 7 days', text: String(dead) },
          { label: 'Possible duplicates', text: String(last._sum.possibleDuplicates ?? 0) },
        ],
      },
    ],
  };
}

const waitingText = (count: number): string =>
  count === 1 ? 'One message is waiting to be sent.' : `${count} messages are waiting to be sent.`;
