import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
  teamsHighContrastTheme,
} from '@fluentui/react-components';

/** One accent, a calm teal: as light and dark, step by step, as Fluent's own blue, so that its contrasts hold. */
const brand: BrandVariants = {
  10: '#091819',
  20: '#0c2526',
  30: '#0f3133',
  40: '#133e41',
  50: '#124c4f',
  60: '#115b5e',
  70: '#03676b',
  80: '#04767b',
  90: '#209197',
  100: '#44a8ad',
  110: '#63b3b7',
  120: '#7abdc1',
  130: '#97cbce',
  140: '#b6d9db',
  150: '#d0e6e7',
  160: '#ebf4f4',
};

const shape: Partial<Theme> = {
  fontFamilyBase: "'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif",
  borderRadiusMedium: '6px',
  borderRadiusLarge: '8px',
  borderRadiusXLarge: '12px',
};

export const themes: Readonly<Record<'light' | 'dark' | 'contrast', Theme>> = {
  light: {
    ...createLightTheme(brand),
    ...shape,
    // The ground cards lie on.
    colorNeutralBackground3: '#f3f7f7',
  },
  dark: {
    ...createDarkTheme(brand),
    ...shape,
    // Two steps lighter than Fluent's choice, which is too dim to read on a card.
    colorBrandForeground1: brand[110],
    colorBrandForegroundLink: brand[110],
    colorNeutralBackground1: '#1d2525',
    colorNeutralBackground2: '#182020',
    colorNeutralBackground3: '#101616',
  },
  contrast: { ...teamsHighContrastTheme, fontFamilyBase: shape.fontFamilyBase ?? '' },
};
