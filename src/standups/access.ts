import { type Actor, hasRole } from '../chat/actor.ts';
import type { PlatformName } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import type { StandupRow } from './occurrences.ts';

/** The stand-ups a person may manage: their own, or all of them for an administrator. */
export async function managedStandups({ db }: Context, actor: Actor): Promise<StandupRow[]> {
  return db.standup.findMany({
    where: {
      workspaceId: actor.workspaceId,
      archivedAt: null,
      ...(hasRole(actor, 'administrator')
        ? {}
        : { members: { some: { personId: actor.personId, part: 'manager' } } }),
    },
    orderBy: { name: 'asc' },
  });
}

/** One of them by id. Throws one sentence when the person may not manage it. */
export async function managedStandup(context: Context, actor: Actor, id: string): Promise<StandupRow> {
  const found = (await managedStandups(context, actor)).find((standup) => standup.id === id);
  if (!found) {
    throw new TuttiError(
      'not_manager',
      'Only its managers can change this stand-up. Ask one of them, or an administrator.',
    );
  }
  return found;
}

const placeNames = { slack: 'Slack', teams: 'Microsoft Teams', web: 'the browser' } as const;

/** One of them, to be changed. Its people and channels are picked on the platform it posts to: elsewhere they would get lost. */
export async function managedStandupHere(
  context: Context,
  actor: Actor,
  id: string,
  platform: PlatformName,
): Promise<StandupRow> {
  const standup = await managedStandup(context, actor, id);
  if (standup.platform === platform) return standup;
  throw new TuttiError(
    'other_platform',
    `${standup.name} lives in ${placeNames[standup.platform]}. Change it there, where its people and places can be picked.`,
  );
}

/** One of them by name, in any case; the beginning of the name is enough when it is the only one. */
export async function managedStandupNamed(context: Context, actor: Actor, name: string): Promise<StandupRow> {
  const standups = await managedStandups(context, actor);
  const wanted = name.trim().toLowerCase();
  const exact = standups.find((standup) => standup.name.toLowerCase() === wanted);
  const beginning = standups.filter((standup) => standup.name.toLowerCase().startsWith(wanted));
  const found = exact ?? (beginning.length === 1 ? beginning[0] : undefined);
  if (found) return found;
  const names = standups.map((standup) => standup.name).join(', ');
  throw new TuttiError(
    'no_such_standup',
    names === ''
      ? 'You manage no stand-up. Leads and above can make one with /tutti setup.'
      : `I do not know which stand-up you mean by “${name}”. You manage: ${names}.`,
  );
}
