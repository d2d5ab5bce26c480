import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useMe } from '../ui/me.tsx';
import { useConnection } from './live.tsx';
import { PersonMenu } from './person-menu.tsx';

const useStyles = makeStyles({
  bar: {
    gridArea: 'top',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    minHeight: '56px',
    boxSizing: 'border-box',
    maxWidth: '1180px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXXL}`,
    '@media (max-width: 900px)': { paddingInline: tokens.spacingHorizontalXXL },
    '@media (max-width: 640px)': { paddingInline: tokens.spacingHorizontalL },
    '@media print': { display: 'none' },
  },
  workspace: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
  },
  lost: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

export function TopBar(): ReactElement {
  const styles = useStyles();
  const { workspace } = useMe();
  const connected = useConnection();
  return (
    <header className={styles.bar}>
      <Text className={styles.workspace} weight="semibold">
        {workspace}
      </Text>
      <span className={styles.lost} role="status">
        {connected ? '' : 'No connection; trying again'}
      </span>
      <PersonMenu />
    </header>
  );
}
