import { Spinner } from '@fluentui/react-components';
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Offline } from './api/call.ts';
import { useRoute } from './api/hooks.ts';
import { isSignedOut } from './api/queries.ts';
import { Door } from './shell/door.tsx';
import { PageBoundary } from './shell/page-boundary.tsx';
import { Shell } from './shell/shell.tsx';
import { rememberSomebody, somebodyIsHere } from './shell/whose.ts';
import { MeProvider } from './ui/me.tsx';
import { NoticeProvider } from './ui/notice.tsx';
import { Trouble } from './ui/states.tsx';

const SignInPage = lazy(async () => ({
  default: (await import('./pages/sign-in/sign-in-page.tsx')).SignInPage,
}));
const DemoPage = lazy(async () => ({ default: (await import('./pages/demo/demo-page.tsx')).DemoPage }));

/** Whoever is signed in sees the pages; everybody else sees how to get in. */
export function App(): ReactElement {
  return (
    <NoticeProvider>
      <PageBoundary>
        <Suspense fallback={<Starting />}>
          <Whoever />
        </Suspense>
      </PageBoundary>
    </NoticeProvider>
  );
}

function Whoever(): ReactElement {
  const [path] = useLocation();
  const [known] = useState(somebodyIsHere);
  const ways = useRoute('GET /api/sign-in/ways', {}, { enabled: !known });
  // A stranger to the page may still have come in by Slack, but not at the door, nor in the demo.
  const asking = known || (path !== '/sign-in' && ways.data?.demo === false);
  const me = useRoute('GET /api/me', {}, { enabled: asking });
  const signedOut = isSignedOut(me.error);
  const here = !signedOut && me.data !== undefined;
  useEffect(() => {
    if (here || signedOut) rememberSomebody(here);
  }, [here, signedOut]);

  if (path === '/sign-in') return <SignInPage me={signedOut ? undefined : me.data} />;
  if (path === '/demo') return <DemoPage />;
  if (signedOut) return <Outside />;
  if (!asking && ways.data) return <DemoPage />;
  if (me.data) {
    return (
      <MeProvider value={me.data}>
        <Shell />
      </MeProvider>
    );
  }
  if (me.error) return <NotStarted error={me.error} retry={me.refetch} />;
  if (ways.error) return <NotStarted error={ways.error} retry={ways.refetch} />;
  return <Starting />;
}

/** Nobody is signed in: how to get in. */
function Outside(): ReactElement {
  const ways = useRoute('GET /api/sign-in/ways', {});
  if (ways.isPending) return <Starting />;
  return ways.data?.demo ? <DemoPage /> : <SignInPage me={undefined} />;
}

const AGAIN_MS = 5000;

/** Nobody knows yet who is here. It tries again by itself, so that a page that was opened too early need not be watched. */
function NotStarted({ error, retry }: { error: Error; retry: () => unknown }): ReactElement {
  useEffect(() => {
    const timer = setInterval(() => void retry(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <Door title={error instanceof Offline ? 'No connection' : 'That did not work'}>
      <Trouble error={error} retry={() => void retry()} />
    </Door>
  );
}

function Starting(): ReactElement {
  return (
    <Door>
      <Spinner label="Starting…" labelPosition="below" delay={300} />
    </Door>
  );
}
