import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { Section } from '../../ui/section.tsx';
import { useWhen } from '../../ui/when.ts';

const useStyles = makeStyles({
  words: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function NextPrompt({ next }: { next: RouteAnswer<'GET /api/inbox'>['next'] }): ReactElement {
  const styles = useStyles();
  const { moment } = useWhen();
  return (
    <Section title="Next prompt">
      {next ? (
        <div className={styles.words}>
          <Text weight="semibold">{next.standup}</Text>
          <Text className={styles.quiet}>
            <time dateTime={next.at}>{moment(next.at)}</time>
          </Text>
        </div>
      ) : (
        <Text className={styles.quiet}>None is planned. Whoever manages a stand-up can add you to it.</Text>
      )}
    </Section>
  );
}
