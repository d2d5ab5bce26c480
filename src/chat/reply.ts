import type { FieldErrors, Form } from './form.ts';
import type { View } from './view.ts';

/** What a command answers. The platform carries it out by its own means; only the person who asked sees it. */
export type Reply =
  | { readonly kind: 'show'; readonly view: View }
  | { readonly kind: 'ask'; readonly form: Form }
  /** Replaces the message whose button was pressed; shown like `show` where there is none. */
  | { readonly kind: 'replace'; readonly view: View }
  /** The form stays open and says what to mend, field by field. */
  | { readonly kind: 'invalid'; readonly errors: FieldErrors }
  | { readonly kind: 'nothing' };

export const show = (view: View): Reply => ({ kind: 'show', view });
export const ask = (form: Form): Reply => ({ kind: 'ask', form });
export const replace = (view: View): Reply => ({ kind: 'replace', view });
export const invalid = (errors: FieldErrors): Reply => ({ kind: 'invalid', errors });
export const nothing: Reply = { kind: 'nothing' };

/** A reply of one sentence. */
export const say = (text: string): Reply => show({ summary: text, elements: [{ kind: 'text', text }] });
