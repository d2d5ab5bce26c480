/**
 * A View is what a person sees, as plain data: every platform renders the same one. Strings are plain text; people's
 * words go in as they are and each renderer escapes them, so nobody's text becomes a mention, a link or markup.
 * A new element fails to compile until every platform's renderer has it.
 */
export type View = {
  /** One line for notifications, screen readers and clients that cannot draw the rest. */
  readonly summary: string;
  readonly elements: readonly Element[];
};

export type Element =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly strong?: boolean }
  | { readonly kind: 'fields'; readonly fields: readonly LabelledText[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'divider' }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A quiet line: who, when, where it was posted. */
  | { readonly kind: 'context'; readonly text: string };

export type LabelledText = { readonly label: string; readonly text: string };

/** A chart says the same in words (`alt`), for screen readers and platforms that cannot draw. */
export type Chart = {
  readonly title: string;
  readonly alt: string;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
  /** The top of the scale; the largest value when left out. */
  readonly max?: number;
};

export type Button = {
  readonly label: string;
  /** The command that handles the press, and which of its `press` handlers. */
  readonly command: string;
  readonly action: string;
  /** Handed to the handler as it is; at most 1,000 characters. Usually an id. */
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  /** True when pressing opens a form: some platforms must know beforehand. */
  readonly opensForm?: boolean;
};
