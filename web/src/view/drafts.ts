import type { Form, RawValues } from '../../../src/chat/form.ts';

/** Which form a draft is of: enough to send it without the form. */
export type FormRef = Pick<Form, 'command' | 'name' | 'state' | 'title'>;

export type Draft = {
  readonly form: FormRef;
  readonly values: RawValues;
  /** The key of this submission: sent again under the same key, it is carried out once. */
  readonly once: string;
  /** Sent, and nobody knows whether it arrived: it is sent again under its key. */
  readonly lost: boolean;
  readonly at: number;
};

/** What of the browser's storage is needed; a test hands in its own. */
export type Shelf = {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

const PREFIX = 'tutti.draft.';
const KEPT_MS = 14 * 24 * 3_600_000;

/**
 * What a person typed into forms and the server has not taken yet, kept on this device by person and form. A draft that
 * was lost on its way keeps its key while it stays as it is; once it is typed in again it is another submission, and
 * gets a key of its own.
 */
export function makeDrafts(shelf: Shelf, { now, newKey }: { now: () => number; newKey: () => string }) {
  const place = (personId: string, { command, name, state }: FormRef) =>
    `${PREFIX}${personId}.${command}.${name}.${state}`;

  const read = (key: string): Draft | undefined => {
    const draft = parsed(shelf.getItem(key));
    if (draft && now() - draft.at <= KEPT_MS) return draft;
    if (shelf.getItem(key) !== null) shelf.removeItem(key);
    return undefined;
  };
  const write = (personId: string, draft: Draft): Draft => {
    try {
      shelf.setItem(place(personId, draft.form), JSON.stringify(draft));
    } catch {
      // A full shelf keeps nothing; the form itself still has what was typed.
    }
    return draft;
  };
  const keysOf = (personId: string) =>
    Array.from({ length: shelf.length }, (_none, index) => shelf.key(index)).filter(
      (key): key is string => key?.startsWith(`${PREFIX}${personId}.`) ?? false,
    );

  return {
    find: (personId: string, form: FormRef): Draft | undefined => read(place(personId, form)),

    /** Keeps what is typed. */
    keep(personId: string, form: FormRef, values: RawValues): Draft {
      const before = read(place(personId, form));
      if (before && sameValues(before.values, values)) return before;
      const once = before && !before.lost ? before.once : newKey();
      return write(personId, { form: refOf(form), values, once, lost: false, at: now() });
    },

    /** A submission whose answer never came. */
    lose: (personId: string, draft: Draft): Draft => write(personId, { ...draft, lost: true }),

    /** The server answered without taking it: what is kept is sent under a new key next time. */
    refuse: (personId: string, draft: Draft): Draft =>
      write(personId, { ...draft, once: newKey(), lost: false }),

    drop: (personId: string, form: FormRef): void => shelf.removeItem(place(personId, form)),

    /** A person's drafts that wait to be sent again, oldest first. */
    lost: (personId: string): Draft[] =>
      keysOf(personId)
        .flatMap((key) => read(key) ?? [])
        .filter(({ lost }) => lost)
        .sort((a, b) => a.at - b.at),

    /** Removes everything a person typed on this device. */
    forget(personId: string): void {
      for (const key of keysOf(personId)) shelf.removeItem(key);
    },
  };
}

const refOf = ({ command, name, state, title }: FormRef): FormRef => ({ command, name, state, title });

export function sameValues(a: RawValues, b: RawValues): boolean {
  const given = (values: RawValues) =>
    Object.entries(values)
      .filter(([, value]) => value.length > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(given(a)) === JSON.stringify(given(b));
}

/** Only what this page wrote is believed; anything else on the shelf is as good as nothing. */
function parsed(text: string | null): Draft | undefined {
  if (text === null) return undefined;
  try {
    const draft = JSON.parse(text) as Partial<Draft> | null;
    return typeof draft?.once === 'string' && typeof draft.at === 'number' && draft.values && draft.form
      ? (draft as Draft)
      : undefined;
  } catch {
    return undefined;
  }
}
