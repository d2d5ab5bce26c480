import type { Form } from '../chat/form.ts';
import type { View } from '../chat/view.ts';
import { type Card, cardOf } from './card.ts';
import { LIMITS } from './limits.ts';
import { CARD, elementsOf } from './render.ts';
import { type Dialog, type FormOptions, renderForm } from './render-form.ts';
import { clean, shorten } from './text.ts';

/** What Teams does with the button or the dialog, as the answer to its request. */
export type InvokeAnswer = { readonly status: number; readonly body?: object };

/** Nothing more: a dialog closes. */
export const closed: InvokeAnswer = { status: 200 };

/** A dialog with a form. */
export const dialog = (form: Form, options: FormOptions): InvokeAnswer => task(renderForm(form, options));

/** A dialog to read and close. */
export const reading = (view: View): InvokeAnswer =>
  task({ title: 'Tutti', card: cardOf(elementsOf(view), view.summary) });

const task = ({ title, card }: Dialog): InvokeAnswer => ({
  status: 200,
  body: {
    task: { type: 'continue', value: { title, width: 'medium', card: { contentType: CARD, content: card } } },
  },
});

/** The card takes the place of the one whose button was pressed. */
export const changedCard = (card: Card): InvokeAnswer => ({
  status: 200,
  body: { statusCode: 200, type: CARD, value: card },
});

/** A short notice by the card whose button was pressed; the card stays. */
export const notice = (text: string): InvokeAnswer => ({
  status: 200,
  body: {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: shorten(clean(text), LIMITS.line),
  },
});
