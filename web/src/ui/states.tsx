import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';

const useStyles = makeStyles({
  box: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXL} 0`,
    maxWidth: '34rem',
  },
});

export function Loading({ what }: { what: string }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.box}>
      <Spinner size="small" label={`Loading ${what}…`} labelPosition="after" />
    </div>
  );
}

/** A place without data says what will be there, and how to get it there. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.box}>
      <Text weight="semibold" size={400}>
        {title}
      </Text>
      {children ? <Text>{children}</Text> : null}
      {action}
    </div>
  );
}

/** One sentence of what went wrong, and a way to try again. */
export function Trouble({ error, retry }: { error: Error; retry?: () => void }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.box} role="alert">
      <Text>{error.message}</Text>
      {retry ? <Button onClick={retry}>Try again</Button> : null}
    </div>
  );
}

/** The three states of something that is read: what it shows while it comes, when it fails, and when it is there. */
export function Loaded<Answer>({
  query,
  what,
  children,
}: {
  query: UseQueryResult<Answer>;
  /** For "Loading …": lower case, such as "your inbox". */
  what: string;
  children: (answer: Answer) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return <Loading what={what} />;
}
