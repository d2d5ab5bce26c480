import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { useChange, useRoute } from '../../api/hooks.ts';
import { Board } from '../../ui/board.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Fault } from './ask.tsx';

type Connection = RouteAnswer<'GET /api/connections'>['connections'][number];

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const platformNames = { slack: 'Slack', teams: 'Teams', web: 'Browser' } as const;
const stateWords = {
  connected: ['Connected', 'success'],
  not_connected: ['Not connected', 'informative'],
  removed: ['Removed', 'danger'],
} as const;

/** Where people can be reached, and whether each place still answers. */
export function ConnectionsSection(): ReactElement {
  const styles = useStyles();
  const query = useRoute('GET /api/connections', {});
  return (
    <Loaded query={query} what="the connections">
      {({ connections }) => (
        <div className={styles.list}>
          {connections.map((connection) => (
            <ConnectionCard key={connection.platform} connection={connection} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

function ConnectionCard({ connection }: { connection: Connection }): ReactElement {
  const styles = useStyles();
  const test = useChange('POST /api/connections/{platform}/test');
  const { platform, state, name, sentence, testable } = connection;
  const [word, color] = stateWords[state];
  return (
    <Board
      title={platformNames[platform]}
      marks={
        <>
          <Badge appearance="tint" color={color}>
            {word}
          </Badge>
          {name ? <Text className={styles.quiet}>{name}</Text> : null}
        </>
      }
    >
      <Text>{sentence}</Text>
      {testable ? (
        <div className={styles.head}>
          <Button
            aria-label={`Test ${platformNames[platform]}`}
            disabledFocusable={test.isPending}
            onClick={() => test.mutate({ params: { platform } })}
          >
            {test.isPending ? 'Testing…' : 'Test'}
          </Button>
          <Text role="status" weight={test.data ? 'semibold' : 'regular'}>
            {test.data ? `${test.data.works ? 'It works.' : 'It does not work.'} ${test.data.sentence}` : ''}
          </Text>
        </div>
      ) : null}
      <Fault error={test.error} />
    </Board>
  );
}
