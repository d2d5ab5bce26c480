/**
 * A fault that a person can mend: a stable code for logs and tests, and one plain sentence that says what
 * happened and what to do next. It is turned into a reply once, at the edge (chat/dispatch or main).
 */
export class TuttiError extends Error {
  override readonly name = 'TuttiError';
  readonly code: string;

  constructor(code: string, sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.code = code;
  }
}

/** Codes are single words; anything else in their place may be a text. */
const CODE = /^\w{1,60}$/;

/** The code of any thrown value, safe to log: never its message, which may hold a person's text. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && CODE.test(code)) return code;
  return error instanceof Error && CODE.test(error.name) ? error.name : 'unknown';
}
