import { type GriffelStyle, makeStyles, tokens } from '@fluentui/react-components';
import type { Age } from './words.ts';

const ground = (backgroundColor: string, color: string = tokens.colorNeutralForeground1): GriffelStyle => ({
  backgroundColor,
  color,
});

/** The colour of each age, with words on it that can be read in every theme. The word always stands beside it. */
export const useAgeStyles: () => Readonly<Record<Age, string>> = makeStyles({
  Fresh: ground(tokens.colorNeutralBackground6),
  Ageing: ground(tokens.colorPaletteYellowBackground2),
  Stale: ground(tokens.colorPalettePeachBackground2),
  Critical: ground(tokens.colorStatusDangerBackground3, tokens.colorNeutralForegroundOnBrand),
});
