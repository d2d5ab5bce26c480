import {
  Button,
  Link as FluentLink,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { call, Refusal } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { Door } from '../../shell/door.tsx';
import { beginAnew } from '../../shell/whose.ts';
import type { Me } from '../../ui/me.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { arrivedToken, forgetToken } from './arrival.ts';

const useStyles = makeStyles({
  words: { display: 'block' },
  list: {
    margin: 0,
    paddingInlineStart: '1.25rem',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  button: { alignSelf: 'flex-start' },
});

/** A sign-in link ends here; without one, how to get in. Signing in takes a press, so that looking at a link uses nothing up. */
export function SignInPage({ me }: { me: Me | undefined }): ReactElement {
  const styles = useStyles();
  const [token, setToken] = useState(arrivedToken);
  const [state, setState] = useState<{ sending: boolean; fault?: string; final?: boolean }>({
    sending: false,
  });

  // A second link opened in this tab changes only what stands after the #.
  useEffect(() => {
    const again = () => {
      setToken(arrivedToken());
      setState({ sending: false });
    };
    window.addEventListener('hashchange', again);
    return () => window.removeEventListener('hashchange', again);
  }, []);

  if (token === undefined) return <WaysIn me={me} />;

  const signIn = async () => {
    setState({ sending: true });
    try {
      await call('POST /api/sign-in', { body: { token } });
      forgetToken();
      beginAnew('/', true);
    } catch (error) {
      setState({
        sending: false,
        fault: error instanceof Error ? error.message : 'That did not work. Please try again.',
        // A link that is gone stays gone; a server that is busy or away comes back.
        final: error instanceof Refusal && error.code === 'link_gone',
      });
    }
  };

  return (
    <Door title="Sign in">
      {state.fault ? (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{state.fault}</MessageBarBody>
        </MessageBar>
      ) : (
        <Text className={styles.words}>
          {me
            ? `You are signed in as ${me.name}. The link signs you in as the person it was made for.`
            : 'Your link is ready. This browser stays signed in until you sign out.'}
        </Text>
      )}
      {state.final ? null : (
        <Button
          className={styles.button}
          appearance="primary"
          size="large"
          disabledFocusable={state.sending}
          onClick={signIn}
        >
          {state.sending ? 'Signing in…' : state.fault ? 'Try again' : 'Sign in'}
        </Button>
      )}
      {state.fault ? (
        <FluentLink
          as="button"
          onClick={() => {
            forgetToken();
            setToken(undefined);
          }}
        >
          Other ways to sign in
        </FluentLink>
      ) : null}
    </Door>
  );
}

/** How to get in without a link at hand. */
function WaysIn({ me }: { me: Me | undefined }): ReactElement {
  const styles = useStyles();
  const ways = useRoute('GET /api/sign-in/ways', {});
  if (me) {
    return (
      <Door title={`You are signed in as ${me.name}`}>
        <PageLink href="/">Go to your inbox</PageLink>
      </Door>
    );
  }
  return (
    <Door title="Sign in to Tutti">
      {ways.data?.slack ? (
        <Button className={styles.button} as="a" appearance="primary" size="large" href="/slack/sign_in">
          Sign in with Slack
        </Button>
      ) : null}
      <Text className={styles.words}>
        {ways.data?.slack ? 'Or come in by a link:' : 'You come in by a link:'}
      </Text>
      <ul className={styles.list}>
        <li>In Slack, type /tutti web. I answer with a link that only you can use, for ten minutes.</li>
        <li>
          Without Slack, ask your administrator for your personal link. It may also be a code to scan with
          your phone.
        </li>
      </ul>
      {ways.data?.demo ? <PageLink href="/demo">Look around in the demo</PageLink> : null}
    </Door>
  );
}
