import { announce } from '../changes.ts';
import { type Platform, PlatformError, type PlatformName } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import { isLocalTime, isZone, type LocalDate, localDateOf, toDateColumn } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { AD_HOC_SLOT, lockStandup, openOccurrence, type StandupRow } from './occurrences.ts';
import type { Question } from './questions.ts';

/** Everything that can be said about a stand-up. */
export type StandupSettings = {
  readonly name: string;
  readonly questions: readonly Question[];
  readonly days: readonly number[];
  readonly everyWeeks: number;
  readonly times: readonly string[];
  readonly zone: string | null;
  readonly windowMinutes: number;
  readonly remindAfterMinutes: number | null;
  readonly remindBeforeMinutes: number | null;
  readonly channelId: string | null;
  readonly membersChannelId: string | null;
  readonly members: readonly string[];
  readonly managers: readonly string[];
};

/** Reads times as people write them: "09:30", "9:30, 16:00". Throws one sentence for what is not a time. */
export function parseTimes(text: string): string[] {
  const times = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => part.padStart(5, '0'));
  const wrong = times.find((time) => !isLocalTime(time));
  if (wrong !== undefined || times.length === 0) {
    throw new TuttiError('bad_time', 'Please give the time as 09:30, or several such as 09:30, 16:00.');
  }
  return [...new Set(times)].sort();
}

/** Reads a time zone; empty means each person's own. */
export function parseZone(text: string | null): string | null {
  if (!text) return null;
  if (!isZone(text)) {
    throw new TuttiError(
      'bad_zone',
      `I do not know the time zone “${text}”. Choose one such as Europe/Berlin.`,
    );
  }
  return text;
}

/**
 * Keeps a new or changed stand-up. An occurrence that was made ahead but asked nobody yet is made again from the new
 * settings; one that has begun stays as it is. Returns the id.
 */
export async function saveStandup(
  { db, clock, platforms }: Context,
  place: { workspaceId: string; platform: PlatformName; zone: string; id?: string },
  settings: StandupSettings,
): Promise<string> {
  const { members, managers, ...rest } = settings;
  const { workspaceId, platform, id } = place;
  if (members.length === 0 && !settings.membersChannelId) {
    throw new TuttiError(
      'no_members',
      'Choose who is asked: people, a channel whose members are asked, or both.',
    );
  }
  checkReminders(settings);
  // Asked now, so that a channel is refused with the platform's reason here rather than at nine on Monday.
  const channelName = settings.channelId
    ? await platforms.get(platform)?.channelName(workspaceId, settings.channelId)
    : null;
  if (settings.membersChannelId)
    await readMembers(platforms.get(platform), workspaceId, settings.membersChannelId);
  const now = clock.now();
  return db.$transaction(async (tx) => {
    if (id) await lockStandup(tx, id, 'to change');
    // Not Prisma's "insensitive", which is ILIKE: there R_D and R&D are the same.
    const [namesake] = await tx.$queryRaw<{ name: string }[]>`
      SELECT name FROM "Standup" WHERE "workspaceId" = ${workspaceId}::uuid AND "archivedAt" IS NULL
        AND lower(name) = lower(${settings.name}) AND id IS DISTINCT FROM ${id ?? null}::uuid`;
    if (namesake) throw new TuttiError('name_taken', `There is a stand-up called ${namesake.name} already.`);
    const data = {
      ...rest,
      channelName,
      questions: settings.questions.map((question) => ({ ...question })),
      days: [...settings.days],
      times: [...settings.times],
      updatedAt: now,
    };
    const saved = id
      ? await tx.standup.update({ where: { id, workspaceId }, data })
      : await tx.standup.create({
          data: {
            ...data,
            workspaceId,
            platform,
            startsOn: toDateColumn(localDateOf(now, settings.zone ?? place.zone)),
          },
        });
    await tx.standupMember.deleteMany({ where: { standupId: saved.id } });
    await tx.standupMember.createMany({
      data: [
        ...members.map((personId) => ({ standupId: saved.id, personId, part: 'member' as const })),
        ...managers.map((personId) => ({ standupId: saved.id, personId, part: 'manager' as const })),
      ],
      skipDuplicates: true,
    });
    await dropUnbegun(tx, saved.id);
    await announce(tx, { workspaceId, topic: 'people' }, { workspaceId, topic: 'rounds' });
    return saved.id;
  });
}

/** A reminder must fall between the prompt and the close, or it never comes, or comes with the prompt. */
function checkReminders({
  windowMinutes,
  remindAfterMinutes: after,
  remindBeforeMinutes: before,
}: StandupSettings): void {
  if (after !== null && after >= windowMinutes) {
    throw new TuttiError(
      'bad_remind_after',
      'This reminder would come after the close. Choose a shorter time, or No.',
    );
  }
  if (before !== null && before >= windowMinutes) {
    throw new TuttiError(
      'bad_remind_before',
      'This reminder would come before the prompt. Choose a shorter time, or No.',
    );
  }
}

/** Tries the channel whose members are asked; its faults get a code of their own, for they belong to another field. */
async function readMembers(
  platform: Platform | undefined,
  workspaceId: string,
  channelId: string,
): Promise<void> {
  try {
    await platform?.members(workspaceId, channelId);
  } catch (error) {
    if (!(error instanceof PlatformError) || error.fault !== 'no_such_place') throw error;
    throw new TuttiError('bad_members_channel', error.message, { cause: error });
  }
}

/** Pauses, resumes or archives. What was answered stays; nobody who was not asked yet is. */
export async function setStandupState(
  { db, clock }: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
  state: 'running' | 'paused' | 'archived',
): Promise<void> {
  const now = clock.now();
  await db.$transaction(async (tx) => {
    await lockStandup(tx, id, 'to change');
    await tx.standup.updateMany({
      where: { id, workspaceId },
      data: { paused: state === 'paused', archivedAt: state === 'archived' ? now : null, updatedAt: now },
    });
    if (state !== 'running') await dropUnbegun(tx, id);
    await announce(tx, { workspaceId, topic: 'people' }, { workspaceId, topic: 'rounds' });
  });
}

/** Removes occurrences that were made ahead and have asked nobody yet. */
async function dropUnbegun(tx: Tx, standupId: string): Promise<void> {
  const begun = { OR: [{ promptedAt: { not: null } }, { answeredAt: { not: null } }] };
  await tx.occurrence.deleteMany({ where: { standupId, state: 'open', entries: { none: begun } } });
}

/** A second press within this time is a double click, not a wish for two rounds. */
const DOUBLE_CLICK_MS = 60_000;

/** Starts an occurrence for everybody at once. Returns how many people it asks. */
export async function startNow(context: Context, standup: StandupRow, today: LocalDate): Promise<number> {
  const { db, clock } = context;
  if (standup.paused) {
    throw new TuttiError('paused', `${standup.name} is paused. Resume it in /tutti setup, then ask.`);
  }
  const now = clock.now();
  const [latest] = await db.occurrence.findMany({
    where: { standupId: standup.id, localDate: toDateColumn(today), slot: { lt: AD_HOC_SLOT } },
    orderBy: { slot: 'asc' },
    take: 1,
  });
  if (latest && now.getTime() - latest.opensAt.getTime() < DOUBLE_CLICK_MS) {
    throw new TuttiError(
      'just_started',
      `${standup.name} was started a moment ago. Wait a minute to start it again.`,
    );
  }
  const slot = (latest?.slot ?? AD_HOC_SLOT) - 1;
  const id = await openOccurrence(context, standup, { localDate: today, slot, startNow: now });
  if (!id) throw new TuttiError('nobody_to_ask', `${standup.name} has no members who could be asked.`);
  return db.entry.count({ where: { occurrenceId: id } });
}
