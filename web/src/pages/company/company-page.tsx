import { Field, makeStyles, Select, Text, Link as TextLink, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { Link } from 'wouter';
import { useRoute } from '../../api/hooks.ts';
import { Board } from '../../ui/board.tsx';
import { mayAs, useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { ChartCard } from './chart-card.tsx';
import { DepartmentRow } from './department-row.tsx';
import { answeredText, type Company, shareOf, sinceFirstAsked } from './figures.ts';

const spans = [13, 26, 52];

const useStyles = makeStyles({
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 24rem), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How the departments take part and how they feel, beside what is usual for each. */
export function CompanyPage(): ReactElement {
  const [weeks, setWeeks] = useState(13);
  const query = useRoute('GET /api/company', { query: { weeks } });
  return (
    <Page
      title="Company"
      intro="How many answered, and how it goes, department by department."
      actions={
        <Field label="Weeks" size="small">
          <Select value={String(weeks)} onChange={(_event, { value }) => setWeeks(Number(value))}>
            {spans.map((span) => (
              <option key={span} value={span}>
                Last {span} weeks
              </option>
            ))}
          </Select>
        </Field>
      }
    >
      <Loaded query={query} what="the company">
        {(company) => <Overview company={sinceFirstAsked(company)} />}
      </Loaded>
    </Page>
  );
}

function Overview({ company }: { company: Company }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const { weeks, departments } = company;
  const asked = weeks.some((week) => week.asked > 0);
  return (
    <>
      {asked ? (
        <div className={styles.charts}>
          <ChartCard
            weeks={weeks}
            empty=""
            spec={{
              title: 'Answered, week by week',
              valueIn: shareOf,
              min: 0,
              max: 1,
              say: when.share,
              sayWeek: answeredText,
            }}
          />
          <ChartCard
            weeks={weeks}
            empty="Nobody was asked about the mood yet. A question that ends in [mood] does that."
            spec={{
              title: 'Mood, 1 to 5',
              valueIn: ({ mood }) => mood,
              min: 1,
              max: 5,
              say: when.number,
              sayWeek: ({ mood }) => (mood === null ? 'Nobody said' : `${when.number(mood)} of 5`),
            }}
          />
        </div>
      ) : (
        <Empty title="No answers yet">
          Once stand-ups have asked, two lines show here how many answered each week and how people felt.
        </Empty>
      )}
      <WithoutDepartment company={company} />
      {departments.length === 0 ? (
        <NoDepartments />
      ) : (
        <Section title="Departments">
          {departments.map((department) => (
            <DepartmentRow key={department.id} department={department} />
          ))}
        </Section>
      )}
    </>
  );
}

function NoDepartments(): ReactElement {
  const mayAdd = mayAs(useMe(), 'administrator');
  return (
    <Empty
      title="No departments yet"
      action={
        mayAdd ? (
          <Link href="/setup/departments" asChild>
            <TextLink>Make the first one</TextLink>
          </Link>
        ) : undefined
      }
    >
      Each department gets a row here: its people, how many answered beside what is usual for it, and its
      mood.
      {mayAdd ? '' : ' An administrator makes departments in Set-up.'}
    </Empty>
  );
}

/** Nobody is compared with a department they are not in; who can mend it sees who it is. */
function WithoutDepartment({ company }: { company: Company }): ReactElement | null {
  const styles = useStyles();
  const when = useWhen();
  const { count, people } = company.withoutDepartment;
  if (count === 0) return null;
  const said = count === 1 ? '1 person has no department' : `${when.number(count)} people have no department`;
  return (
    <Board title={said}>
      <Text>Their answers count for the whole company, and for no department.</Text>
      {people.length > 0 ? (
        <Text className={styles.quiet}>
          {people.map(({ name }) => name).join(', ')}
          {people.length < count ? ' …' : ''}
        </Text>
      ) : null}
      {people.length > 0 ? (
        <Link href="/setup/people?department=none" asChild>
          <TextLink>Choose their departments</TextLink>
        </Link>
      ) : null}
    </Board>
  );
}
