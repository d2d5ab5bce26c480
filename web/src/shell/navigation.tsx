import { CounterBadge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { Link, useLocation } from 'wouter';
import { useRoute } from '../api/hooks.ts';
import { mayAs, useMe } from '../ui/me.tsx';
import { Logo } from './logo.tsx';
import { pages } from './pages.tsx';

const useStyles = makeStyles({
  bar: {
    gridArea: 'nav',
    position: 'sticky',
    top: 0,
    alignSelf: 'start',
    height: '100dvh',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM}`,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    '@media (max-width: 640px)': {
      gridArea: 'auto',
      position: 'fixed',
      inset: 'auto 0 0 0',
      height: 'auto',
      zIndex: 5,
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} calc(${tokens.spacingVerticalXS} + env(safe-area-inset-bottom))`,
      borderRight: 'none',
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    '@media print': { display: 'none' },
  },
  logo: {
    padding: `0 ${tokens.spacingHorizontalS}`,
    '@media (max-width: 640px)': { display: 'none' },
  },
  wide: { '@media (max-width: 900px)': { display: 'none' } },
  narrow: { '@media (min-width: 901px)': { display: 'none' } },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    '@media (max-width: 640px)': { flexDirection: 'row', justifyContent: 'space-around' },
  },
  item: { '@media (max-width: 640px)': { flex: '1 1 0', minWidth: 0 } },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '40px',
    boxSizing: 'border-box',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
    textDecoration: 'none',
    fontSize: tokens.fontSizeBase300,
    ':hover': {
      backgroundColor: tokens.colorSubtleBackgroundHover,
      color: tokens.colorNeutralForeground1,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '& svg': { width: '20px', height: '20px', flexShrink: 0 },
    '@media (max-width: 900px)': {
      flexDirection: 'column',
      justifyContent: 'center',
      gap: '2px',
      minHeight: '52px',
      padding: '4px',
      fontSize: tokens.fontSizeBase100,
      textAlign: 'center',
      overflowWrap: 'normal',
    },
  },
  here: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
    // Also where backgrounds say nothing, as in high contrast.
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      top: '10px',
      bottom: '10px',
      width: '3px',
      borderRadius: '2px',
      backgroundColor: tokens.colorCompoundBrandBackground,
      forcedColorAdjust: 'none',
    },
    '@media (max-width: 640px)': {
      '::before': { insetInline: '25%', top: 0, bottom: 'auto', width: 'auto', height: '3px' },
    },
  },
  badge: {
    marginInlineStart: 'auto',
    '@media (max-width: 900px)': { position: 'absolute', top: '4px', left: 'calc(50% + 8px)' },
  },
});

/** The pages that one's role may open: at the side, or at the bottom of a phone. */
export function Navigation(): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const [path] = useLocation();
  const inbox = useRoute('GET /api/inbox', {});
  const asked = inbox.data?.open.filter(({ answered }) => !answered).length ?? 0;
  return (
    <nav className={styles.bar} aria-label="Pages">
      <div className={styles.logo}>
        <span className={styles.wide}>
          <Logo size={32} words />
        </span>
        <span className={styles.narrow}>
          <Logo size={32} />
        </span>
      </div>
      <ul className={styles.list}>
        {pages
          .filter(({ listed, role }) => listed && mayAs(me, role))
          .map(({ path: to, label, icon: Icon }) => {
            const here =
              to === '/' ? path === to || path === '/answers' : path === to || path.startsWith(`${to}/`);
            const count = to === '/' ? asked : 0;
            return (
              <li key={to} className={styles.item}>
                <Link
                  href={to}
                  className={mergeClasses(styles.link, here && styles.here)}
                  aria-current={here ? 'page' : undefined}
                >
                  <Icon />
                  <span>{label}</span>
                  {count > 0 ? (
                    <CounterBadge
                      className={styles.badge}
                      count={count}
                      size="small"
                      color="brand"
                      aria-label={`${count} to answer`}
                    />
                  ) : null}
                </Link>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}
