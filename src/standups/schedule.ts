import {
  addDays,
  daysBetween,
  instantOf,
  type LocalDate,
  type LocalTime,
  localDateOf,
  weekdayOf,
} from '../people/index.ts';

/** When a stand-up asks: the fields of Standup that decide it. */
export type Schedule = {
  /** ISO weekdays, 1 Monday to 7 Sunday. */
  readonly days: readonly number[];
  /** 1 every week, 2 every other week… counted in ISO weeks from the week of `startsOn`. */
  readonly everyWeeks: number;
  /** Nothing is asked before this date. */
  readonly startsOn: LocalDate;
  /** Wall-clock times, each once, in any order. */
  readonly times: readonly LocalTime[];
  /** One zone for everybody; null for each person's own. */
  readonly zone: string | null;
  readonly windowMinutes: number;
};

/** One prompt of a schedule in one zone. (localDate, time) names the occurrence that it belongs to, in every zone. */
export type PlannedPrompt = {
  readonly localDate: LocalDate;
  /** The scheduled time; the clock may show a later one at promptAt, after a gap. */
  readonly time: LocalTime;
  readonly promptAt: Date;
  /** `windowMinutes` of elapsed time after promptAt, whatever the clocks do meanwhile. */
  readonly closesAt: Date;
};

/** Whether the schedule asks on this date, wherever the date exists. */
export function isPromptingDay(schedule: Schedule, date: LocalDate): boolean {
  if (date < schedule.startsOn || !schedule.days.includes(weekdayOf(date))) return false;
  const daysSinceMonday = daysBetween(schedule.startsOn, date) + weekdayOf(schedule.startsOn) - 1;
  return Math.floor(daysSinceMonday / 7) % schedule.everyWeeks === 0;
}

/**
 * The prompts with from ≤ promptAt < to, in the order of promptAt, then date, then time: one for each date that exists in
 * the zone and each time, whatever the clocks do. Adjacent intervals share none and miss none.
 * Two may have the same promptAt: when a gap swallows both their times.
 */
export function slotsBetween(
  schedule: Schedule,
  zoneOfPerson: string,
  from: Date,
  to: Date,
): PlannedPrompt[] {
  if (to <= from) return [];
  const zone = schedule.zone ?? zoneOfPerson;
  const prompts: PlannedPrompt[] = [];
  // One day more on either side: a gap may move a prompt to the next date, an overlap puts the clocks back over midnight.
  const last = addDays(localDateOf(to, zone), 1);
  for (let date = addDays(localDateOf(from, zone), -1); date <= last; date = addDays(date, 1)) {
    prompts.push(
      ...promptsOn(schedule, zone, date).filter(({ promptAt }) => from <= promptAt && promptAt < to),
    );
  }
  return prompts;
}

/** The first prompt after the instant `after`; undefined when the schedule has no days or no times. */
export function nextPrompt(schedule: Schedule, zoneOfPerson: string, after: Date): PlannedPrompt | undefined {
  const zone = schedule.zone ?? zoneOfPerson;
  const yesterday = addDays(localDateOf(after, zone), -1);
  const first = yesterday < schedule.startsOn ? schedule.startsOn : yesterday;
  for (let days = 0; days <= longestPause(schedule); days++) {
    const next = promptsOn(schedule, zone, addDays(first, days)).find(({ promptAt }) => promptAt > after);
    if (next) return next;
  }
  return undefined;
}

function promptsOn(schedule: Schedule, zone: string, date: LocalDate): PlannedPrompt[] {
  if (!isPromptingDay(schedule, date)) return [];
  const prompts: PlannedPrompt[] = [];
  for (const time of schedule.times) {
    const promptAt = instantOf(date, time, zone);
    if (!promptAt) continue;
    const closesAt = new Date(promptAt.getTime() + schedule.windowMinutes * 60_000);
    prompts.push({ localDate: date, time, promptAt, closesAt });
  }
  return prompts.sort((a, b) => a.promptAt.getTime() - b.promptAt.getTime() || a.time.localeCompare(b.time));
}

/** Days within which a prompting day must come: two rounds, since a zone may skip one (Apia, 2011-12-30). */
function longestPause({ everyWeeks }: Schedule): number {
  return 2 * 7 * everyWeeks + 7;
}
