import { Button, makeStyles, Link as TextLink, tokens } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useCallback, useState } from 'react';
import { Link, useLocation, useRoute as useMatch, useSearchParams } from 'wouter';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { useRoute } from '../../api/hooks.ts';
import { mayAs, useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { DayBar, dayPath } from './day-bar.tsx';
import { RoundCard } from './round-card.tsx';
import { everybody, type Round } from './rows.ts';
import { Hits, SearchField } from './search.tsx';
import { type By, Toolbar } from './toolbar.tsx';

type Day = RouteAnswer<'GET /api/today'>;

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  rounds: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

/** Who answered, who is away and who is silent, stand-up by stand-up: of today, of another day, or of one round alone. */
export function TodayPage(): ReactElement {
  const [alone, params] = useMatch('/today/:id');
  const [search] = useSearchParams();
  return alone ? <OneRound id={params.id} /> : <OneDay date={search.get('date') ?? undefined} />;
}

function OneDay({ date }: { date: string | undefined }): ReactNode {
  const query = useRoute('GET /api/today', { query: date ? { date } : {} });
  if (query.data) return <DayPage day={query.data} rounds={query.data.rounds} />;
  return (
    <Page title="Today">
      <Loaded query={query} what="the day’s stand-ups">
        {() => null}
      </Loaded>
    </Page>
  );
}

function OneRound({ id }: { id: string }): ReactNode {
  const round = useRoute('GET /api/rounds/{id}', { params: { id } });
  const date = round.data?.round.date;
  const day = useRoute('GET /api/today', { query: date ? { date } : {} }, { enabled: date !== undefined });
  if (round.data && day.data) {
    return <DayPage day={{ ...day.data, date: round.data.round.date }} rounds={[round.data.round]} alone />;
  }
  return (
    <Page title="Today">
      <Loaded query={round} what="the round">
        {() => (
          <Loaded query={day} what="its day">
            {() => null}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function DayPage({
  day,
  rounds,
  alone = false,
}: {
  day: Day;
  rounds: readonly Round[];
  alone?: boolean;
}): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const [search, setSearch] = useSearchParams();
  const text = search.get('q') ?? '';
  const onSearch = useCallback(
    (typed: string) => {
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          if (typed) next.set('q', typed);
          else next.delete('q');
          return next;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  return (
    <Page title={day.date === day.today ? 'Today' : when.longDay(day.date)}>
      <div className={styles.head}>
        <DayBar day={day} />
        <SearchField text={text} onSearch={onSearch} />
      </div>
      {text ? (
        <Hits text={text} standups={day.standups} />
      ) : (
        <Rounds key={alone ? rounds[0]?.id : day.date} day={day} rounds={rounds} alone={alone} />
      )}
    </Page>
  );
}

/** More than these begin closed, but for those the reader has a part in. */
const OPEN_AT_FIRST = 3;

function Rounds({
  day,
  rounds,
  alone,
}: {
  day: Day;
  rounds: readonly Round[];
  alone: boolean;
}): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const [filter, setFilter] = useState(everybody);
  const [by, setBy] = useState<By>('person');
  if (rounds.length === 0) return <NoRounds day={day} />;
  return (
    <div className={styles.rounds}>
      {alone ? (
        <Link href={dayPath(day.date)} asChild>
          <TextLink>{`All rounds of ${when.day(day.date)}`}</TextLink>
        </Link>
      ) : null}
      <Toolbar filter={filter} onFilter={setFilter} by={by} onBy={setBy} />
      {rounds.map((round) => (
        <RoundCard
          key={round.id}
          round={round}
          filter={filter}
          by={by}
          startsOpen={rounds.length <= OPEN_AT_FIRST || round.mine !== null}
        />
      ))}
    </div>
  );
}

function NoRounds({ day }: { day: Day }): ReactElement {
  const me = useMe();
  const when = useWhen();
  const [, go] = useLocation();
  if (day.standups.length === 0) {
    return (
      <Empty
        title="No stand-ups to read yet"
        action={
          mayAs(me, 'lead') ? <Button onClick={() => go('/setup/standups')}>Set one up</Button> : undefined
        }
      >
        Once a stand-up asks you, or one that you may read asks others, its rounds appear here day by day: who
        answered, who is away, and what they said.
      </Empty>
    );
  }
  const near = day.before ?? day.after;
  return (
    <Empty
      title={
        day.date === day.today ? 'Nothing was asked today yet' : `Nothing was asked on ${when.day(day.date)}`
      }
      action={near ? <Button onClick={() => go(dayPath(near))}>Show {when.day(near)}</Button> : undefined}
    >
      {day.date < day.today
        ? 'Days with rounds have a dot in the calendar above.'
        : 'A round appears here as soon as its stand-up asks.'}
    </Empty>
  );
}
