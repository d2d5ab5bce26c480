import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactElement, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useMe } from '../ui/me.tsx';
import { Loading } from '../ui/states.tsx';
import { ActingProvider } from '../view/acting.tsx';
import { DemoBanner } from './demo-banner.tsx';
import { LiveProvider } from './live.tsx';
import { Navigation } from './navigation.tsx';
import { NoSuchPage } from './no-such-page.tsx';
import { NewsNotifier } from './notifications.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { pages } from './pages.tsx';
import { TopBar } from './top-bar.tsx';

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalM,
    top: '-100px',
    zIndex: 10,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    boxShadow: tokens.shadow8,
    ':focus': { top: tokens.spacingVerticalM },
  },
  frame: {
    display: 'grid',
    gridTemplateColumns: '232px minmax(0, 1fr)',
    gridTemplateRows: 'auto auto 1fr',
    gridTemplateAreas: '"banner banner" "nav top" "nav main"',
    minHeight: '100dvh',
    '@media (max-width: 900px)': { gridTemplateColumns: '84px minmax(0, 1fr)' },
    '@media (max-width: 640px)': {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gridTemplateRows: 'auto auto 1fr',
      gridTemplateAreas: '"banner" "top" "main"',
    },
  },
  banner: { gridArea: 'banner' },
  main: {
    gridArea: 'main',
    minWidth: 0,
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '1180px',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXXL} 64px`,
    '@media (max-width: 900px)': { paddingInline: tokens.spacingHorizontalXXL },
    '@media (max-width: 640px)': {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} calc(96px + env(safe-area-inset-bottom))`,
    },
    '@media print': { padding: 0 },
  },
});

/** Everything around a page: navigation, top, banner, dialogs, live updates. Drawn for somebody who is signed in. */
export function Shell(): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const [path] = useLocation();
  return (
    <LiveProvider>
      <ActingProvider>
        <a className={styles.skip} href="#main">
          Skip to the page
        </a>
        <div className={styles.frame}>
          {me.demo ? (
            <div className={styles.banner}>
              <DemoBanner />
            </div>
          ) : null}
          <Navigation />
          <TopBar />
          <main id="main" className={styles.main} tabIndex={-1}>
            {/* Another page is another try. */}
            <PageBoundary key={path.split('/')[1]}>
              <Suspense fallback={<Loading what="the page" />}>
                <Switch>
                  {pages.map(({ path, component: Component }) => (
                    <Route key={path} path={path === '/' ? path : `${path}/*?`}>
                      <Component />
                    </Route>
                  ))}
                  <Route>
                    <NoSuchPage />
                  </Route>
                </Switch>
              </Suspense>
            </PageBoundary>
          </main>
        </div>
        <NewsNotifier />
      </ActingProvider>
    </LiveProvider>
  );
}
