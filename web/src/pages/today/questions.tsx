import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { InTheWay } from './people.tsx';
import { answerText, type Question, type Row, tally } from './rows.ts';

const useStyles = makeStyles({
  question: { marginTop: tokens.spacingVerticalL },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXS}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  name: { marginRight: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  tally: {
    borderCollapse: 'collapse',
    margin: `${tokens.spacingVerticalS} 0`,
    width: '100%',
    maxWidth: '28rem',
  },
  label: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    paddingRight: tokens.spacingHorizontalM,
  },
  count: { textAlign: 'end', paddingRight: tokens.spacingHorizontalS, width: '2rem' },
  track: { width: '60%' },
  bar: {
    display: 'block',
    height: '12px',
    backgroundColor: tokens.colorCompoundBrandForeground1,
    forcedColorAdjust: 'none',
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
    borderRadius: '2px',
  },
});

/** The same answers, question by question. */
export function QuestionRows({
  rows,
  questions,
}: {
  rows: readonly Row[];
  questions: readonly Question[];
}): ReactElement {
  const styles = useStyles();
  return (
    <>
      {questions.map((question) => (
        <section key={question.id} className={styles.question}>
          <Text as="h3" weight="semibold" block>
            {question.text}
          </Text>
          <QuestionAnswers question={question} rows={rows} />
        </section>
      ))}
    </>
  );
}

function QuestionAnswers({ question, rows }: { question: Question; rows: readonly Row[] }): ReactElement {
  const styles = useStyles();
  const given = rows.flatMap((row) => {
    const answer = row.answers?.[question.id];
    return answer === undefined ? [] : [{ row, text: answerText(question, answer) }];
  });
  if (given.length === 0) return <Text className={styles.quiet}>Nobody has answered this one yet.</Text>;
  const counted = tally(question, rows);
  return (
    <>
      {counted ? <Tally counted={counted} /> : null}
      <ul className={styles.list}>
        {given.map(({ row, text }) => (
          <li key={row.personId} className={styles.item}>
            <Text weight="semibold" className={styles.name}>
              {row.name}
            </Text>
            {row.blocked && (question.about === 'blockers' || question.about === 'waits') ? (
              <InTheWay className={styles.name} />
            ) : null}
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}

function Tally({ counted }: { counted: { label: string; count: number }[] }): ReactElement {
  const styles = useStyles();
  const top = Math.max(1, ...counted.map(({ count }) => count));
  return (
    <table className={styles.tally} aria-label="How often each was given">
      <tbody>
        {counted.map(({ label, count }) => (
          <tr key={label}>
            <th scope="row" className={styles.label}>
              {label}
            </th>
            <td className={styles.count}>{count}</td>
            <td className={styles.track} aria-hidden="true">
              <span className={styles.bar} style={{ width: `${(count / top) * 100}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
