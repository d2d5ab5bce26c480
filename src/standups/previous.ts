import { fromDateColumn, type LocalDate } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { type Answers, type Question, readQuestions } from './questions.ts';

/** What a person answered the last time, with the questions as they were then. */
export type PreviousEntry = {
  readonly date: LocalDate;
  readonly questions: readonly Question[];
  readonly answers: Answers;
};

/** Each person's last answered entry of a stand-up before an instant: Monday sees Friday, and whoever was away sees further. */
export async function previousEntries(
  tx: Tx,
  standupId: string,
  personIds: readonly string[],
  before: Date,
): Promise<Map<string, PreviousEntry>> {
  const rows = await tx.$queryRaw<
    { personId: string; localDate: Date; questions: unknown; answers: Answers }[]
  >`
    SELECT DISTINCT ON (e."personId") e."personId", o."localDate", o.questions, e.answers
    FROM "Entry" e JOIN "Occurrence" o ON o.id = e."occurrenceId"
    WHERE o."standupId" = ${standupId}::uuid AND e."personId" = ANY(${personIds}::uuid[])
      AND e.state = 'answered' AND e."promptAt" < ${before}
    ORDER BY e."personId", e."promptAt" DESC`;
  return new Map(
    rows.map(({ personId, localDate, questions, answers }) => [
      personId,
      { date: fromDateColumn(localDate), questions: readQuestions(questions), answers },
    ]),
  );
}
