import { TuttiError } from '../errors.ts';

/** A fault whose HTTP status matters, or that says which fields are at fault. */
export class ApiError extends TuttiError {
  readonly status: number;
  readonly fields: Readonly<Record<string, string>> | undefined;

  constructor(
    status: number,
    code: string,
    sentence: string,
    options: { fields?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(code, sentence, options);
    this.status = status;
    this.fields = options.fields;
  }
}
