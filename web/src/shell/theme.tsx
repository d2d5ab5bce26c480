import { FluentProvider, makeStyles, RendererProvider, type Theme, tokens } from '@fluentui/react-components';
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { keep, kept } from '../ui/kept.ts';
import { themes } from './brand.ts';
import { styleRenderer } from './style-renderer.ts';

export const themeChoices = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const KEY = 'tutti.theme';

const ThemeContext = createContext<{ choice: ThemeChoice; choose: (choice: ThemeChoice) => void }>({
  choice: 'system',
  choose: () => undefined,
});

/** Which theme was chosen, and a way to choose another. */
export const useTheme = () => useContext(ThemeContext);

const useStyles = makeStyles({
  ground: {
    minHeight: '100dvh',
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
});

/** Fluent's theme: the chosen one, remembered on this device, or else what the system asks for. */
export function ThemeProvider({ children }: { children: ReactNode }): ReactElement {
  const [choice, setChoice] = useState<ThemeChoice>(
    () => themeChoices.find((each) => each === kept(KEY)) ?? 'system',
  );
  const contrast = useMedia('(forced-colors: active), (prefers-contrast: more)');
  const dark = useMedia('(prefers-color-scheme: dark)');
  const effective = choice !== 'system' ? choice : contrast ? 'contrast' : dark ? 'dark' : 'light';

  // For what the browser itself draws: scroll bars, date pickers, the ground while a page loads.
  useEffect(() => {
    document.documentElement.style.colorScheme = effective === 'light' ? 'light' : 'dark';
    document.documentElement.style.background = themes[effective].colorNeutralBackground3;
  }, [effective]);

  const value = useMemo(
    () => ({
      choice,
      choose(next: ThemeChoice) {
        keep(KEY, next);
        setChoice(next);
      },
    }),
    [choice],
  );
  return (
    <ThemeContext value={value}>
      <RendererProvider renderer={styleRenderer} targetDocument={document}>
        <Ground theme={themes[effective]}>{children}</Ground>
      </RendererProvider>
    </ThemeContext>
  );
}

/** Inside the renderer, so that its own styles are drawn by it too. */
function Ground({ theme, children }: { theme: Theme; children: ReactNode }): ReactElement {
  const styles = useStyles();
  return (
    <FluentProvider theme={theme}>
      {/* Not a class of the provider itself, for dialogs and menus get its classes too. */}
      <div className={styles.ground}>{children}</div>
    </FluentProvider>
  );
}

function useMedia(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query]);
  return useSyncExternalStore(
    (changed) => {
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => list.matches,
  );
}
