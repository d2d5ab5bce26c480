import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../api/call.ts';
import { useMe } from '../ui/me.tsx';
import { useNotice } from '../ui/notice.tsx';
import { drafts } from '../view/kept-drafts.ts';
import { beginAnew } from './whose.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: tokens.fontSizeBase200,
    '@media (forced-colors: active)': { borderBottom: '1px solid CanvasText' },
    '@media print': { display: 'none' },
  },
  button: { color: tokens.colorBrandForeground2, textDecoration: 'underline' },
});

export function DemoBanner(): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const [, go] = useLocation();
  const notice = useNotice();
  const [resetting, setResetting] = useState(false);

  const reset = async () => {
    if (!window.confirm('Start over? What you did in the demo is undone.')) return;
    setResetting(true);
    try {
      await call('POST /api/demo/reset', {});
      drafts.forget(me.id);
      beginAnew('/demo', false);
    } catch (error) {
      notice(error instanceof Error ? error.message : 'That did not work. Please try again.');
      setResetting(false);
    }
  };

  return (
    <aside className={styles.bar} aria-label="Demo">
      <span>This is a demo. Everything in it is made up.</span>
      <Button className={styles.button} appearance="transparent" size="small" onClick={() => go('/demo')}>
        Be somebody else
      </Button>
      <Button
        className={styles.button}
        appearance="transparent"
        size="small"
        disabled={resetting}
        onClick={reset}
      >
        {resetting ? 'Starting over…' : 'Start over'}
      </Button>
    </aside>
  );
}
