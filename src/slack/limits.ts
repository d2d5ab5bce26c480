import type { RateLimit } from '../chat/platform.ts';

/**
 * What Slack accepts. Unless said otherwise from https://docs.slack.dev/reference/block-kit (blocks, block elements,
 * composition objects) and https://docs.slack.dev/reference/views, read in November 2026. Lengths are in characters.
 */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  section: 3000,
  field: 2000,
  sectionFields: 10,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  selectOptions: 100,
  optionGroups: 100,
  optionGroupLabel: 75,
  /** Radio buttons and checkboxes. */
  shownOptions: 10,
  optionText: 75,
  optionValue: 150,
  modalTitle: 24,
  modalButton: 24,
  label: 2000,
  hint: 2000,
  placeholder: 150,
  input: 3000,
  privateMetadata: 3000,
  callbackId: 255,
  blockId: 255,
  actionId: 255,
  linkUrl: 3000,
  viewBytes: 250_000,
  /** Not in the reference: reported in Bolt's issues, blocks whose text totals more are rejected. */
  messageText: 12_000,
  /** Slack names no limit for rich text; we hold ourselves to a section's, so that a cut falls in a sensible place. */
  richText: 3000,
  /** Above this, chat.postMessage cuts the notification text (https://docs.slack.dev/reference/methods/chat.postMessage). */
  notification: 4000,
  /** Slack names none for the errors of a submission; one sentence is shorter. */
  fieldError: 300,
} as const;

/** Fixed-width characters that fit beside each other on a phone in Slack's preformatted text (tried on a 360 px screen). */
export const PHONE_COLUMNS = 36;

/** One message a second and channel (https://docs.slack.dev/apis/web-api/rate-limits, "Posting messages"). */
export const PER_CHANNEL: RateLimit = { burst: 1, intervalMs: 1000 };

/**
 * The same page allows "several hundred messages per minute" and workspace. We take 300 a minute, which is one in
 * 200 ms, with a small burst so that a lone message never waits.
 */
export const PER_WORKSPACE: RateLimit = { burst: 5, intervalMs: 200 };

/**
 * chat.update is of tier 3, fifty a minute and workspace (https://docs.slack.dev/reference/methods/chat.update), counted
 * apart from posting.
 */
export const EDITS: RateLimit = { burst: 50, intervalMs: 1200 };

/** Slack expects an acknowledgement within 3 s; what is left after this much is for the way back. */
export const ACKNOWLEDGE_WITHIN_MS = 2500;

/** Slack's request may be five minutes old (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export const REQUEST_MAX_AGE_MS = 5 * 60_000;

/** And a minute ahead, for clocks that disagree. */
export const REQUEST_MAX_AHEAD_MS = 60_000;

/** A view may hold 250 KB, and comes back with what was typed; Bolt itself allows 4 MB. */
export const REQUEST_MAX_BYTES = 2 * 1024 * 1024;
