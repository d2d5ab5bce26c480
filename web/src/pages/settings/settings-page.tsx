import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { Page } from '../../ui/page.tsx';
import { AccessTokens } from './access-tokens.tsx';
import { Notifications } from './notifications.tsx';
import { Personal } from './personal.tsx';
import { Reminding } from './reminding.tsx';
import { Sessions } from './sessions.tsx';

const useStyles = makeStyles({
  stack: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    maxWidth: '720px',
  },
});

/** What a person decides about themselves. Changes are saved as they are made. */
export function SettingsPage(): ReactElement {
  const styles = useStyles();
  return (
    <Page title="Settings" intro="Changes are saved as you make them.">
      <div className={styles.stack}>
        <Personal />
        <Reminding />
        <Notifications />
        <Sessions />
        <AccessTokens />
      </div>
    </Page>
  );
}
