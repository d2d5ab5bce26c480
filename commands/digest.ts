import { hasRole } from '../src/chat/actor.ts';
import { type Command, type CommandContext, defineCommand } from '../src/chat/command.ts';
import { deliver } from '../src/chat/delivery.ts';
import { type Reply, say, show } from '../src/chat/reply.ts';
import { buildDigest, digestView } from '../src/digests/index.ts';
import { addDays, instantOf, ledDepartments, localDateOf, userIdsOf } from '../src/people/index.ts';

const DAYS = 7;
const MOST_DAYS = 92;

export const digest: Command = defineCommand({
  name: 'digest',
  summary: 'Read what departments said this week: leads their own, managers all; managers can post it',
  role: 'lead',
  usage: '[post] [DAYS]',
  async run(context, text) {
    const [, post, days] = /^(post)?\s*(\d{1,3})?$/i.exec(text) ?? [];
    if (text !== '' && post === undefined && days === undefined) {
      return say(
        'Type /digest to read it, /digest post to post it here, or /digest 14 for the last 14 days.',
      );
    }
    const span = Number(days ?? DAYS);
    if (span < 1 || span > MOST_DAYS) return say(`Please choose from 1 to ${MOST_DAYS} days.`);
    return post
      ? publish(context, span)
      : show(await view(context, span, { locale: context.actor.locale, postedOnly: false }));
  },
});

async function view(
  context: CommandContext,
  days: number,
  { locale, postedOnly }: { locale: string; postedOnly: boolean },
) {
  const { actor, clock } = context;
  const now = clock.now();
  const to = localDateOf(now, actor.zone);
  const from = addDays(to, 1 - days);
  const start = instantOf(from, '00:00', actor.zone) ?? now;
  const departmentIds = hasRole(actor, 'manager') ? null : await ledDepartments(context.db, actor);
  const built = await buildDigest(context, {
    workspaceId: actor.workspaceId,
    from: start,
    to: now,
    departmentIds,
    postedOnly,
  });
  return digestView(built, { locale, dates: { from, to } });
}

/** Posts it in the channel where the command was typed: one message a channel and day, edited when posted again. */
async function publish(context: CommandContext, days: number): Promise<Reply> {
  const { actor, channel, clock, db, platform } = context;
  if (!hasRole(actor, 'manager'))
    return say('Posting the digest is for managers. /digest alone shows it to you.');
  if (!channel || channel.direct) return say('Type /digest post in the channel where it should appear.');
  const { locale } = await db.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { locale: true },
  });
  const posted = await view(context, days, { locale, postedOnly: true });
  const reportTo = (await userIdsOf(db, platform, [actor.personId])).get(actor.personId);
  await db.$transaction((tx) =>
    deliver(context, tx, {
      key: `digest:${channel.id}:${localDateOf(clock.now(), actor.zone)}`,
      to: { workspaceId: actor.workspaceId, platform, kind: 'channel', id: channel.id },
      view: posted,
      ...(reportTo ? { reportTo } : {}),
    }),
  );
  return say('The digest is on its way to this channel.');
}
