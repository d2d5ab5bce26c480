/** What the server hands out at once. */
export const MOST_DAYS = 400;

/** Why a span of days cannot be exported, in one sentence; undefined when it can. */
export function spanFault(from: string, to: string): string | undefined {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (Number.isNaN(days)) return 'Please choose both days.';
  if (days < 1) return 'The last day is before the first one.';
  if (days > MOST_DAYS) return `These are ${days} days; please choose at most ${MOST_DAYS}.`;
  return undefined;
}
