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

/** The code of any thrown value, safe to log: never its message, which may hold a person's text. */
export function errorCode(error: unknown): string {
  if (error instanceof TuttiError) return error.code;
  if (error instanceof Error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'string' ? code : error.name;
  }
  return 'unknown';
}
