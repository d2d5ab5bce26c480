import { shorten } from '../chat/text.ts';
import { TuttiError } from '../errors.ts';

/** The canonical name of a language that dates and numbers can be written in: "de-de" is "de-DE". */
export function readLocale(text: string): string {
  const locale = canonical(text);
  if (locale) return locale;
  throw new TuttiError(
    'bad_locale',
    `I do not know the language “${shorten(text, 60)}”. Write a code such as en, de or pt-BR.`,
  );
}

function canonical(text: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
