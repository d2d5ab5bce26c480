/** Languages by which dates and numbers may be written; most of the world's companies find theirs here. */
const languages =
  'en-GB en-US en-AU en-CA en-IE en-IN en-NZ en-ZA ar-AE ar-EG bg-BG ca-ES cs-CZ da-DK de-DE de-AT de-CH el-GR es-ES es-AR es-CL es-CO es-MX et-EE fi-FI fr-FR fr-BE fr-CA fr-CH he-IL hi-IN hr-HR hu-HU id-ID it-IT it-CH ja-JP ko-KR lt-LT lv-LV ms-MY nb-NO nl-NL nl-BE pl-PL pt-PT pt-BR ro-RO sk-SK sl-SI sr-RS sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-TW';

/** The countries of ISO 3166. */
const countries =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

export type Option = { readonly value: string; readonly label: string };

/** Languages by their own names, so that everybody finds theirs; the current one is always among them. */
export function languageOptions(current: string): Option[] {
  return withCurrent(languages.split(' '), current)
    .map((value) => ({ value, label: nameOf(value, value, 'language') }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}

/** Countries in the reader's language, by name; also a part of a country that was set elsewhere, such as DE-BY. */
export function countryOptions(current: string, locale: string): Option[] {
  return (current === '' ? countries.split(' ') : withCurrent(countries.split(' '), current))
    .map((value) => ({ value, label: /^[A-Z]{2}$/.test(value) ? nameOf(value, locale, 'region') : value }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Time zones by their first part, such as Europe. */
export function zoneGroups(current: string): { group: string; options: Option[] }[] {
  const zones = withCurrent([...Intl.supportedValuesOf('timeZone'), 'UTC'], current);
  const groups = Map.groupBy(zones.toSorted(), (zone) =>
    zone.includes('/') ? zone.split('/', 1).join() : 'Other',
  );
  return [...groups].map(([group, members]) => ({
    group,
    options: members.map((value) => ({
      value,
      label: value.split('/').slice(-2).join(', ').replaceAll('_', ' ').replace(`${group}, `, ''),
    })),
  }));
}

const withCurrent = (list: readonly string[], current: string): string[] => [...new Set([...list, current])];

function nameOf(code: string, locale: string, type: 'language' | 'region'): string {
  try {
    return new Intl.DisplayNames([locale], { type, languageDisplay: 'standard' }).of(code) ?? code;
  } catch {
    return code;
  }
}
