import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { useRoute } from '../../api/hooks.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
  },
  item: {
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const SHOWN = 4;

/** The last few, and the way to all of them. */
export function LatestAnswers(): ReactElement {
  const styles = useStyles();
  const answers = useRoute('GET /api/answers', { query: {} });
  return (
    <Section title="Your answers">
      <Loaded query={answers} what="your answers">
        {(answer) =>
          answer.answers.length === 0 ? (
            <Text className={styles.quiet}>What you answer is kept here, for you to read and edit.</Text>
          ) : (
            <>
              <ul className={styles.list}>
                {answer.answers.slice(0, SHOWN).map(({ id, view }) => (
                  <li key={id} className={styles.item}>
                    {view.summary}
                  </li>
                ))}
              </ul>
              <div>
                <Link href="/answers" asChild>
                  <Button as="a" size="small">
                    All your answers
                  </Button>
                </Link>
              </div>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
