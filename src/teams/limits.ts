import type { RateLimit } from '../chat/platform.ts';

/**
 * What Teams accepts, read in November 2026 in https://learn.microsoft.com/microsoftteams/platform (bots: format messages,
 * rate limiting; task modules; cards reference). Lengths are in characters unless they say bytes.
 */
export const LIMITS = {
  /** A message may have about 28 KB in Teams' own counting, which is not told; 25 KB of card are safe. */
  cardBytes: 25_000,
  /**
   * No limit is told for the card of a dialog, which is an answer and no message. It may hold what a person typed into
   * every field, and none of that is ever cut.
   */
  dialogBytes: 25_000,
  /** One text in one place; longer ones are split into several. */
  text: 3000,
  heading: 150,
  field: 2000,
  /** Actions that stand in one row of a card. */
  actions: 5,
  actionTitle: 75,
  /** A button's value has 1,000 and a form's state 2,000 (chat/view.ts, chat/form.ts); both travel in a button. */
  buttonValue: 2000,
  /** Columns of a table that can be read on a phone. */
  tableColumns: 4,
  tableRows: 60,
  chartBars: 30,
  cell: 300,
  /** Choices shown as a list; more go into a menu. */
  shownChoices: 6,
  choiceTitle: 150,
  input: 3000,
  label: 300,
  hint: 500,
  dialogTitle: 60,
  /** The line in notifications. */
  summary: 500,
  linkUrl: 2000,
  /** The line that a dialog or a press is answered with. */
  line: 500,
} as const;

/**
 * 25 a second and tenant is a safe total; what a busy machine was late with may follow at once, for the documented limit is 50.
 */
export const PER_TENANT: RateLimit = { burst: 20, intervalMs: 40 };

/**
 * Each conversation takes 7 messages in 1 s, 8 in 2 s, 60 in 30 s and 1,800 an hour. One in 600 ms after a burst of five
 * keeps within the first three; the hour is kept by hour.ts, which no stand-up ever comes near.
 */
export const PER_CONVERSATION: RateLimit = { burst: 5, intervalMs: 600 };
export const PER_HOUR = 1800;

/** Teams waits 15 s for the answer to a message or a dialog, and 5 s for some; what is left is for the way back. */
export const ANSWER_WITHIN_MS = 4_000;

/** An activity with everything typed into a form; Teams' own limit lies below. */
export const REQUEST_MAX_BYTES = 1024 * 1024;

/** How long Teams may take for one call. */
export const TIMEOUT_MS = 10_000;

/** Teams sends an activity again when it believes that it was not taken. */
export const ACTIVITIES_REMEMBERED = { forMs: 600_000, most: 50_000 };
