import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactElement, useId, useState } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { Board } from '../../ui/board.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { useActing } from '../../view/acting.tsx';
import { ExportMenu } from './export.tsx';
import { InTheWay, PeopleRows } from './people.tsx';
import { QuestionRows } from './questions.tsx';
import { chosenRows, countRows, countsText, type Filter, type Round, type RoundAnswer } from './rows.ts';
import { StandingBar } from './standing.tsx';
import type { By } from './toolbar.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  counts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  hidden: { display: 'none' },
});

/** One occurrence: its name and what is left of its time, one bar, then everybody. */
export function RoundCard({
  round,
  filter,
  by,
  startsOpen,
}: {
  round: Round;
  filter: Filter;
  by: By;
  startsOpen: boolean;
}): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const body = useId();
  const [open, setOpen] = useState(startsOpen);
  const details = useRoute('GET /api/rounds/{id}', { params: { id: round.id } }, { enabled: open });
  const known = details.data?.round ?? round;
  // Only what was read says who is still to be asked; the day's list knows the rest before that.
  const counts = details.data
    ? countRows(details.data.rows)
    : { answered: round.answered, away: round.away, silent: round.silent, waiting: 0, skipped: 0 };
  return (
    <Board
      title={round.standup}
      before={
        <Button
          appearance="subtle"
          icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
          aria-label={`${round.standup}: everybody’s answers`}
          aria-expanded={open}
          aria-controls={body}
          onClick={() => setOpen(!open)}
        />
      }
      acts={
        <>
          <MyPart round={round} />
          <ExportMenu standup={{ id: round.standupId, name: round.standup }} round={round} />
        </>
      }
    >
      {round.adHoc ? null : <StandingBar counts={counts} />}
      <div className={styles.counts}>
        <Text weight="semibold">{countsText(counts, known)}</Text>
        {known.blocked > 0 ? <InTheWay people={known.blocked} /> : null}
        <Text className={styles.quiet}>{timesText(known, when)}</Text>
      </div>
      <div id={body} className={mergeClasses(!open && styles.hidden)}>
        {open ? (
          <Loaded query={details} what="everybody’s answers">
            {(answer) => <Everybody answer={answer} filter={filter} by={by} />}
          </Loaded>
        ) : null}
      </div>
    </Board>
  );
}

function timesText(round: Round, when: ReturnType<typeof useWhen>): string {
  if (round.adHoc) return 'Updates people gave by themselves';
  return round.closed ? `Closed ${when.moment(round.closesAt)}` : `Open until ${when.moment(round.closesAt)}`;
}

/** My own answer, given and mended where everybody's are read. */
function MyPart({ round }: { round: Round }): ReactElement | null {
  const { press, busy } = useActing();
  if (!round.mine || round.mine.state === 'away') return null;
  const answered = round.mine.state === 'answered';
  const button = {
    command: 'standup',
    action: 'answer',
    value: round.mine.ref,
    label: answered ? 'Edit my answer' : 'Answer',
  };
  return (
    <Button
      appearance={answered ? 'secondary' : 'primary'}
      disabledFocusable={busy(button)}
      onClick={() => void press(button)}
    >
      {button.label}
    </Button>
  );
}

function Everybody({ answer, filter, by }: { answer: RoundAnswer; filter: Filter; by: By }): ReactElement {
  const styles = useStyles();
  const rows = chosenRows(answer.rows, filter);
  if (answer.rows.length === 0) return <Text className={styles.quiet}>Nobody is in this round.</Text>;
  if (rows.length === 0)
    return <Text className={styles.quiet}>Nobody here matches what you chose above.</Text>;
  if (by === 'question') return <QuestionRows rows={rows} questions={answer.questions} />;
  return (
    <PeopleRows
      rows={rows}
      questions={answer.questions}
      closed={answer.round.closed}
      orderKey={JSON.stringify(filter)}
    />
  );
}
