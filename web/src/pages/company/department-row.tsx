import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownFilled } from '@fluentui/react-icons/svg/arrow-down';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Board } from '../../ui/board.tsx';
import { useWhen } from '../../ui/when.ts';
import { WeekTable } from './chart-card.tsx';
import {
  answeredText,
  besideUsual,
  type Department,
  newestMood,
  recent,
  shareOf,
  usualText,
} from './figures.ts';
import { Trend } from './trend.tsx';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, 2fr) minmax(17rem, 4fr) minmax(14rem, 3fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalM,
    alignItems: 'start',
    '@media (max-width: 60rem)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
  figure: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    minHeight: '42px',
    columnGap: tokens.spacingHorizontalM,
  },
});

/** One department: its people, what it answered beside what is usual for it, its mood, and a line behind each figure. */
export function DepartmentRow({ department }: { department: Department }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const [open, setOpen] = useState(false);
  const { name, lead, people, weeks, usual } = department;
  const { running, last } = recent(weeks);
  const mood = newestMood(weeks);
  return (
    <Board
      title={name}
      level={3}
      marks={
        <Text size={200} className={styles.quiet}>
          {people === 1 ? '1 person' : `${when.number(people)} people`}
          {lead ? `, led by ${lead}` : ', no lead yet'}
        </Text>
      }
      acts={
        <Button
          size="small"
          aria-expanded={open}
          aria-label={`Table of ${name}, week by week`}
          onClick={() => setOpen(!open)}
        >
          Table
        </Button>
      }
    >
      <div className={styles.grid}>
        <Figure label="This week so far">
          <div className={styles.figure}>
            <Text weight="semibold">{running ? answeredText(running) : '–'}</Text>
          </div>
        </Figure>
        <Figure label="Last week">
          <div className={styles.figure}>
            <Text weight="semibold">{last ? answeredText(last) : '–'}</Text>
            <Trend
              values={weeks.slice(0, -1).map(shareOf)}
              min={0}
              max={1}
              usual={usual}
              what={`Participation of ${name} over ${weeks.length - 1} full weeks`}
              say={when.share}
            />
          </div>
          <Beside week={last} usual={usual} />
        </Figure>
        <Figure label="Mood">
          <div className={styles.figure}>
            <Text weight="semibold">{mood === null ? 'Not asked' : `${when.number(mood)} of 5`}</Text>
            <Trend
              values={weeks.map((week) => week.mood)}
              min={1}
              max={5}
              what={`Mood of ${name} over ${weeks.length} weeks, 1 to 5`}
              say={when.number}
            />
          </div>
        </Figure>
      </div>
      {open ? <WeekTable weeks={weeks} caption={name} /> : null}
    </Board>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }): ReactElement {
  const styles = useStyles();
  return (
    <div>
      <Text size={200} className={styles.quiet}>
        {label}
      </Text>
      {children}
    </div>
  );
}

/** A word beside the figure when it is not what is usual; the range otherwise. */
function Beside({
  week,
  usual,
}: {
  week: Parameters<typeof besideUsual>[0];
  usual: Department['usual'];
}): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  if (!usual) {
    return (
      <Text size={200} className={styles.quiet}>
        What is usual shows after four full weeks
      </Text>
    );
  }
  const range = usualText(usual, when.share);
  const share = week ? shareOf(week) : null;
  const how = besideUsual(week, usual);
  if (how === 'below') {
    return (
      <Badge appearance="tint" color="warning" icon={<ArrowDownFilled />}>
        {`${when.share(share ?? 0)}, below its usual ${range}`}
      </Badge>
    );
  }
  return (
    <Text size={200} className={styles.quiet}>
      {`${share === null ? '' : `${when.share(share)}, `}${how === 'above' ? 'above its usual' : 'usually'} ${range}`}
    </Text>
  );
}
