import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactElement, useState } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { useChange, useRoute } from '../../api/hooks.ts';
import { Board } from '../../ui/board.tsx';
import { useNotice } from '../../ui/notice.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { Fault } from './ask.tsx';

type Year = RouteAnswer<'GET /api/holidays'>;

const useStyles = makeStyles({
  year: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '8rem minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    minHeight: '32px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The days of a year on which nobody is asked: the country’s, and the company’s own. */
export function Holidays(): ReactElement {
  const styles = useStyles();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const query = useRoute('GET /api/holidays', { query: { year } });
  return (
    <Board
      title="Days off"
      acts={
        <div className={styles.year}>
          <Button
            appearance="subtle"
            icon={<ChevronLeftRegular />}
            aria-label="Year before"
            disabledFocusable={year <= 2000}
            onClick={() => setYear(Math.max(2000, year - 1))}
          />
          <Text weight="semibold" aria-live="polite">
            {year}
          </Text>
          <Button
            appearance="subtle"
            icon={<ChevronRightRegular />}
            aria-label="Year after"
            disabledFocusable={year >= 2100}
            onClick={() => setYear(Math.min(2100, year + 1))}
          />
        </div>
      }
    >
      <Text className={styles.quiet}>Nobody is asked on these days.</Text>
      <AddDay year={year} />
      <Loaded query={query} what="the days off">
        {(answer) => <Days answer={answer} />}
      </Loaded>
    </Board>
  );
}

function Days({ answer }: { answer: Year }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const notice = useNotice();
  const remove = useChange('DELETE /api/holidays/{date}');
  const { country, own } = answer;
  const days = [
    ...own.map((day) => ({ ...day, own: true })),
    ...answer.public.map((day) => ({ ...day, own: false })),
  ].sort((a, b) => (a.date < b.date ? -1 : 1));
  return (
    <>
      {country === null ? (
        <Text>No country is set above, so public holidays are those of each person’s own country only.</Text>
      ) : null}
      <Fault error={remove.error} />
      <ul className={styles.list}>
        {days.map(({ date, name, own }) => (
          <li key={`${date} ${name}`} className={styles.item}>
            <Text>{when.day(date)}</Text>
            <Text>{name}</Text>
            {own ? (
              <Button
                size="small"
                aria-label={`Remove ${name}, ${when.day(date)}`}
                disabledFocusable={remove.isPending}
                onClick={() =>
                  remove.mutate({ params: { date } }, { onSuccess: () => notice(`${name} is removed`) })
                }
              >
                Remove
              </Button>
            ) : (
              <Text size={200} className={styles.quiet}>
                public
              </Text>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function AddDay({ year }: { year: number }): ReactElement {
  const styles = useStyles();
  const notice = useNotice();
  const add = useChange('POST /api/holidays');
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const ready = date !== '' && name.trim() !== '';
  return (
    <>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          add.mutate(
            { body: { date, name: name.trim() } },
            {
              onSuccess: () => {
                notice(`${name.trim()} is added`);
                setDate('');
                setName('');
              },
            },
          );
        }}
      >
        <Field label="A day of your own">
          <Input
            type="date"
            value={date}
            min={`${year}-01-01`}
            max={`${year}-12-31`}
            onChange={(_event, { value }) => setDate(value)}
          />
        </Field>
        <Field label="Its name">
          <Input
            value={name}
            maxLength={60}
            placeholder="Company outing"
            onChange={(_event, { value }) => setName(value)}
          />
        </Field>
        <Button type="submit" disabledFocusable={!ready || add.isPending}>
          Add
        </Button>
      </form>
      <Fault error={add.error} />
    </>
  );
}
