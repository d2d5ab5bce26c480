import type { Actor } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { managedStandups } from './access.ts';
import { nextPromptOf } from './membership.ts';

/** The stand-ups a person may manage, each with whom it asks and when it asks next. */
export async function listManaged(context: Context, actor: Actor) {
  const standups = await managedStandups(context, actor);
  const listed = await context.db.standupMember.groupBy({
    by: ['standupId'],
    where: { standupId: { in: standups.map(({ id }) => id) }, part: 'member', person: { active: true } },
    _count: true,
  });
  const people = new Map(listed.map(({ standupId, _count }) => [standupId, _count]));
  const now = context.clock.now();
  return standups.map((standup) => {
    const { id, name, platform, days, everyWeeks, times, zone, windowMinutes, paused } = standup;
    return {
      id,
      name,
      platform,
      days,
      everyWeeks,
      times,
      zone,
      windowMinutes,
      paused,
      people: standup.membersChannelId ? null : (people.get(id) ?? 0),
      channel: standup.channelName,
      nextAt: nextPromptOf([standup], actor.zone, now)?.promptAt,
    };
  });
}
