import { Offline, Refusal } from '../api/call.ts';

/** Answers of whatever stands between us and the server, while that is away or starting. */
const betweenUs = [502, 503, 504];

/** Whether nobody knows if something sent was carried out, so that it has to be sent again under its key. */
export const isLost = (error: unknown): boolean =>
  error instanceof Offline ||
  (error instanceof Refusal && (betweenUs.includes(error.status) || error.code === 'under_way'));

export const keptSentence =
  'There is no connection right now. What you wrote is kept here, and is sent as soon as there is one.';

export const notDoneSentence = 'There is no connection right now. Please try again in a moment.';

/** One sentence for a fault of something that was pressed. */
export function sentenceOf(error: unknown): string {
  if (isLost(error)) return notDoneSentence;
  if (error instanceof Refusal) return error.message;
  return 'Something went wrong on this page. Loading it again usually helps; what you wrote is kept.';
}
