import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { useWhen } from '../../ui/when.ts';
import { answerText, firstLine, keepOrder, type Question, type Row, shortLabel, standingOf } from './rows.ts';
import { StandingWord, Strip } from './standing.tsx';

const narrow = '@media (max-width: 46rem)';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 13rem) 5.5rem 8.5rem minmax(0, 1fr) 1.25rem',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXS}`,
    minHeight: '44px',
    boxSizing: 'border-box',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr) auto 1.25rem', rowGap: tokens.spacingVerticalXS },
  },
  opens: {
    cursor: 'pointer',
    // Safari draws its own marker otherwise.
    '::-webkit-details-marker': { display: 'none' },
    'details[open] > & .opener': { transform: 'rotate(180deg)' },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  name: { minWidth: 0, overflowWrap: 'anywhere' },
  standing: { [narrow]: { justifySelf: 'end' } },
  department: { color: tokens.colorNeutralForeground2, display: 'block' },
  strip: { display: 'flex', [narrow]: { gridArea: '2 / 2', justifySelf: 'end' } },
  first: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
    [narrow]: { gridArea: '2 / 1' },
  },
  opener: {
    color: tokens.colorNeutralForeground2,
    [narrow]: { gridColumn: 3, gridRow: '1 / span 2' },
  },
  way: { marginRight: tokens.spacingHorizontalS },
  answers: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    padding: `0 ${tokens.spacingHorizontalXS} 0 ${tokens.spacingHorizontalM}`,
    borderLeft: `3px solid ${tokens.colorNeutralStroke2}`,
    maxWidth: '48rem',
  },
  label: { color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalS },
  answer: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** One row a person; those with answers open to read all of them. */
export function PeopleRows({
  rows,
  questions,
  closed,
  orderKey,
}: {
  rows: readonly Row[];
  questions: readonly Question[];
  closed: boolean;
  /** What the reader chose to see: only when it changes are the rows put in order again. */
  orderKey: string;
}): ReactElement {
  const styles = useStyles();
  const shown = useRef({ key: '', ids: [] as string[] });
  const ordered = shown.current.key === orderKey ? keepOrder(shown.current.ids, rows) : [...rows];
  shown.current = { key: orderKey, ids: ordered.map(({ personId }) => personId) };
  return (
    <ul className={styles.list}>
      {ordered.map((row) => (
        <li key={row.personId} className={styles.item}>
          <PersonRow row={row} questions={questions} closed={closed} />
        </li>
      ))}
    </ul>
  );
}

function PersonRow({
  row,
  questions,
  closed,
}: {
  row: Row;
  questions: readonly Question[];
  closed: boolean;
}): ReactNode {
  const styles = useStyles();
  const line = (
    <>
      <span className={styles.name}>
        <Text weight="semibold">{row.name}</Text>
        <Text size={200} className={styles.department}>
          {row.department ?? 'No department'}
        </Text>
      </span>
      <span className={styles.strip}>
        <Strip strip={row.strip} />
      </span>
      <span className={styles.standing}>
        <StandingWord standing={standingOf(row)} closed={closed} />
      </span>
      <span className={styles.first}>
        {row.blocked ? <InTheWay className={styles.way} /> : null}
        {firstLine(questions, row)}
      </span>
      {row.answers ? (
        <ChevronDownRegular className={mergeClasses('opener', styles.opener)} aria-hidden="true" />
      ) : null}
    </>
  );
  if (!row.answers) return <div className={styles.line}>{line}</div>;
  return (
    <details>
      <summary className={mergeClasses(styles.line, styles.opens)}>{line}</summary>
      <Answers row={row} questions={questions} />
    </details>
  );
}

function Answers({ row, questions }: { row: Row; questions: readonly Question[] }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const marks = [
    row.answeredAt ? `Answered ${when.moment(row.answeredAt)}` : '',
    row.unchanged ? 'nothing new' : '',
    row.late ? 'late' : '',
    row.edited ? 'edited' : '',
  ].filter((mark) => mark !== '');
  return (
    <div className={styles.answers}>
      <dl>
        {questions.map((question) => {
          const answer = row.answers?.[question.id];
          return answer === undefined ? null : (
            <div key={question.id}>
              <dt className={styles.label}>{shortLabel(question)}</dt>
              <dd className={styles.answer}>{answerText(question, answer)}</dd>
            </div>
          );
        })}
      </dl>
      <Text size={200} className={styles.department}>
        {marks.join(', ')}
      </Text>
    </div>
  );
}

/** Something holds this person up, or so many people. */
export function InTheWay({ people, className }: { people?: number; className?: string }): ReactElement {
  return (
    <Badge appearance="tint" color="danger" icon={<WarningFilled />} className={className ?? ''}>
      {people === undefined
        ? 'In the way'
        : `In the way of ${people === 1 ? '1 person' : `${people} people`}`}
    </Badge>
  );
}
