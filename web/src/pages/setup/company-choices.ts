const locales = [
  'en-GB',
  'en-US',
  'en-IE',
  'en-AU',
  'en-CA',
  'de-DE',
  'de-AT',
  'de-CH',
  'fr-FR',
  'fr-CH',
  'fr-BE',
  'it-IT',
  'es-ES',
  'pt-PT',
  'pt-BR',
  'nl-NL',
  'nl-BE',
  'da-DK',
  'sv-SE',
  'nb-NO',
  'fi-FI',
  'pl-PL',
  'cs-CZ',
  'sk-SK',
  'hu-HU',
  'ro-RO',
  'bg-BG',
  'hr-HR',
  'sl-SI',
  'el-GR',
  'tr-TR',
  'uk-UA',
  'lt-LT',
  'lv-LV',
  'et-EE',
  'ja-JP',
  'ko-KR',
  'zh-CN',
  'zh-TW',
];

/** Languages by their own names, with the one that is set where it is none of these. */
export function localeChoices(current: string): { value: string; label: string }[] {
  return [...new Set([current, ...locales])].map((value) => ({ value, label: localeName(value) }));
}

function localeName(locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

/** Every zone this browser knows, with the one that is set. */
export const zones = (current: string): string[] =>
  [...new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();

export const monthChoices = (current: number | null): number[] =>
  [...new Set([3, 6, 12, 24, 36, 60, 120, ...(current === null ? [] : [current])])].sort((a, b) => a - b);

/** 12 as "1 year", 18 as "18 months". */
export function monthsText(months: number): string {
  if (months % 12 !== 0) return months === 1 ? '1 month' : `${months} months`;
  return months === 12 ? '1 year' : `${months / 12} years`;
}
