import type { Actor } from '../chat/actor.ts';
import type { Form } from '../chat/form.ts';
import type { View } from '../chat/view.ts';
import type { Context } from '../context.ts';
import { localDateOf } from '../people/index.ts';
import { canRepeat, parseQuestions } from './questions.ts';
import { answerForm } from './views/answer-form.ts';
import { promptView } from './views/prompt.ts';

/** What the people of a stand-up will be shown. */
export type Preview = { readonly prompt: View; readonly form: Form };

const WINDOW_MINUTES = 240;

/** A stand-up's prompt and form as they would come now to whoever sets it up. Throws one sentence for bad questions. */
export function previewStandup(
  { clock }: Pick<Context, 'clock'>,
  reader: Actor,
  standup: { name: string; questions: string; windowMinutes?: number | undefined },
): Preview {
  const questions = parseQuestions(standup.questions);
  const now = clock.now();
  const name = standup.name.trim() || 'Your stand-up';
  const date = localDateOf(now, reader.zone);
  const closesAt = new Date(now.getTime() + (standup.windowMinutes ?? WINDOW_MINUTES) * 60_000);
  const prompt = promptView({
    standup: name,
    date,
    entry: { ...reader, id: 'preview', promptAt: now, closesAt },
    questions: questions.length,
    repeatable: canRepeat(questions),
  });
  const entry = {
    ref: 'preview',
    standup: name,
    date,
    questions,
    answers: null,
    answeredAt: null,
    closesAt,
    previous: undefined,
  };
  return { prompt, form: answerForm(entry, reader, []) };
}
