import { Badge, Button, makeStyles, Text, ToggleButton, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { Board } from '../../../ui/board.tsx';
import { useWhen } from '../../../ui/when.ts';
import { type DryRun, type ImportRow, type Outcome, outcomeNames, outcomes, pageOf } from './import-rows.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: '5rem 7rem minmax(0, 1fr) minmax(0, 2fr)',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    alignItems: 'baseline',
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    '@media (max-width: 46rem)': { gridTemplateColumns: 'auto minmax(0, 1fr)' },
  },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
});

/** Every line's outcome, a hundred at a time: thousands of them stay quick to look through. */
export function OutcomeRows({ run }: { run: DryRun }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const [outcome, setOutcome] = useState<Outcome | undefined>(run.counts.fault > 0 ? 'fault' : undefined);
  const [page, setPage] = useState(0);
  const shown = pageOf(run.rows, outcome, page);
  const choose = (next: Outcome | undefined) => {
    setOutcome(next);
    setPage(0);
  };
  return (
    <Board title="Line by line">
      <div className={styles.bar}>
        <ToggleButton checked={outcome === undefined} onClick={() => choose(undefined)}>
          {`All ${when.number(run.rows.length)}`}
        </ToggleButton>
        {outcomes.map((one) => (
          <ToggleButton
            key={one}
            checked={outcome === one}
            disabledFocusable={run.counts[one] === 0}
            onClick={() => choose(one)}
          >
            {`${outcomeNames[one]} ${when.number(run.counts[one])}`}
          </ToggleButton>
        ))}
      </div>
      <Pager shown={shown} onPage={setPage} />
      <ul className={styles.list}>
        {shown.rows.map((row) => (
          <Row key={row.line} row={row} />
        ))}
      </ul>
      {shown.pages > 1 ? <Pager shown={shown} onPage={setPage} /> : null}
    </Board>
  );
}

function Pager({
  shown,
  onPage,
}: {
  shown: ReturnType<typeof pageOf>;
  onPage: (page: number) => void;
}): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const { page, pages, from, rows, total } = shown;
  return (
    <div className={styles.bar}>
      <Text className={styles.quiet}>
        {total === 0
          ? 'No lines like this'
          : `${when.number(from + 1)} to ${when.number(from + rows.length)} of ${when.number(total)}`}
      </Text>
      {pages > 1 ? (
        <>
          <Button size="small" disabledFocusable={page === 0} onClick={() => onPage(page - 1)}>
            Back
          </Button>
          <Button size="small" disabledFocusable={page === pages - 1} onClick={() => onPage(page + 1)}>
            Next
          </Button>
        </>
      ) : null}
    </div>
  );
}

const colors = { fault: 'danger', add: 'success', change: 'informative', same: 'subtle' } as const;

function Row({ row }: { row: ImportRow }): ReactElement {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <Text className={styles.quiet}>Line {row.line}</Text>
      <span>
        <Badge appearance="tint" color={colors[row.outcome]}>
          {outcomeNames[row.outcome]}
        </Badge>
      </span>
      <span>
        <Text weight="semibold">{row.name || 'No name'}</Text>
        <Text size={200} className={styles.quiet}>
          {row.email ?? 'No e-mail'}
        </Text>
      </span>
      <Text>{row.sentence}</Text>
    </li>
  );
}
