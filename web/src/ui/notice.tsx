import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
} from 'react';

const NoticeContext = createContext<(text: string) => void>(() => undefined);

/** Says something short that asks for nothing, such as "Saved": seen for a moment, and heard by screen readers. */
export const useNotice = () => useContext(NoticeContext);

const SHOWN_MS = 4000;

const useStyles = makeStyles({
  region: {
    position: 'fixed',
    insetInline: 0,
    bottom: 'calc(24px + env(safe-area-inset-bottom))',
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
    // Above dialogs.
    zIndex: 2_000_000,
    '@media (max-width: 640px)': { bottom: 'calc(80px + env(safe-area-inset-bottom))' },
  },
  words: {
    maxWidth: 'min(90vw, 32rem)',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: '999px',
    backgroundColor: tokens.colorNeutralBackgroundInverted,
    color: tokens.colorNeutralForegroundInverted,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: tokens.shadow16,
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  hidden: { visibility: 'hidden' },
});

export function NoticeProvider({ children }: { children: ReactNode }): ReactElement {
  const styles = useStyles();
  const [notice, setNotice] = useState({ text: '', count: 0 });
  const say = useCallback((text: string) => setNotice(({ count }) => ({ text, count: count + 1 })), []);

  useEffect(() => {
    if (notice.text === '') return;
    const timer = setTimeout(() => setNotice(({ count }) => ({ text: '', count })), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);

  return (
    <NoticeContext value={say}>
      {children}
      {/* tabster hides everything outside an open dialog from screen readers, but never a live region. */}
      <div className={styles.region} role="status" aria-live="polite" data-tabster='{"observed":{}}'>
        {/* The same words said twice are a new element, so that they are heard twice. */}
        <span key={notice.count} className={mergeClasses(styles.words, notice.text === '' && styles.hidden)}>
          {notice.text}
        </span>
      </div>
    </NoticeContext>
  );
}
