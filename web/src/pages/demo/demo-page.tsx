import {
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Subtitle2,
  Text,
  Title1,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { call } from '../../api/call.ts';
import { useRoute } from '../../api/hooks.ts';
import { Logo } from '../../shell/logo.tsx';
import { beginAnew } from '../../shell/whose.ts';
import { Loaded } from '../../ui/states.tsx';
import { byDepartment, matching } from './sorting.ts';

type Person = RouteAnswer<'GET /api/demo/people'>['people'][number];

const roleNames: Readonly<Record<Person['role'], string>> = {
  member: 'Employee',
  lead: 'Department lead',
  manager: 'Manager',
  administrator: 'Administrator',
};

const useStyles = makeStyles({
  ground: {
    boxSizing: 'border-box',
    maxWidth: '1080px',
    margin: '0 auto',
    padding: `clamp(20px, 5vh, 56px) ${tokens.spacingHorizontalXL} 64px`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXL,
  },
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: { margin: `${tokens.spacingVerticalL} 0 0` },
  intro: { maxWidth: '46rem', color: tokens.colorNeutralForeground2 },
  suggested: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 232px), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  item: { display: 'flex', minWidth: 0 },
  card: {
    width: '100%',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow4,
    ':hover': { border: `1px solid ${tokens.colorBrandStroke1}`, boxShadow: tokens.shadow8 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
    ':disabled': { cursor: 'default' },
  },
  role: {
    color: tokens.colorBrandForeground1,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  about: { color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalXS },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  search: { maxWidth: '22rem', width: '100%' },
  departments: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 232px), 1fr))',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXL,
  },
  people: { listStyle: 'none', margin: `${tokens.spacingVerticalXS} 0 0`, padding: 0 },
  person: {
    width: '100%',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    padding: `6px ${tokens.spacingHorizontalS}`,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Who to be in the demo: four people with something to try, then everybody else. */
export function DemoPage(): ReactElement {
  const styles = useStyles();
  const people = useRoute('GET /api/demo/people', {});
  useEffect(() => {
    document.title = 'Demo · Tutti';
  }, []);
  return (
    <main className={styles.ground}>
      <header className={styles.head}>
        <Logo size={36} words />
        <Title1 as="h1" className={styles.title}>
          Who would you like to be?
        </Title1>
        <Text size={400} className={styles.intro}>
          This is a demo with a made-up company: a web shop of about forty people, three weeks into a change.
          Look at it through one person’s eyes, do something, and then be somebody else.
        </Text>
      </header>
      <Loaded query={people} what="the people of the demo">
        {(answer) => <People people={answer.people} />}
      </Loaded>
    </main>
  );
}

function People({ people }: { people: readonly Person[] }): ReactElement {
  const styles = useStyles();
  const [text, setText] = useState('');
  const [entering, setEntering] = useState<string>();
  const [fault, setFault] = useState<string>();

  const be = async ({ id }: Person) => {
    setEntering(id);
    setFault(undefined);
    try {
      await call('POST /api/demo/sign-in', { body: { personId: id } });
      beginAnew('/', true);
    } catch (error) {
      setFault(error instanceof Error ? error.message : 'That did not work. Please try again.');
      setEntering(undefined);
    }
  };

  const suggested = people.filter(({ about }) => about !== '');
  const groups = byDepartment(matching(people, text));
  return (
    <>
      {fault ? (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{fault}</MessageBarBody>
        </MessageBar>
      ) : null}
      <ul className={styles.suggested} aria-label="To begin with">
        {suggested.map((person) => (
          <li key={person.id} className={styles.item}>
            <button
              type="button"
              className={styles.card}
              disabled={entering !== undefined}
              onClick={() => void be(person)}
            >
              <span className={styles.role}>{roleNames[person.role]}</span>
              <Text weight="semibold" size={400}>
                {person.name}
              </Text>
              {person.department ? <span className={styles.quiet}>{person.department}</span> : null}
              <span className={styles.about}>{person.about}</span>
            </button>
          </li>
        ))}
      </ul>
      <section className={styles.section} aria-labelledby="everybody">
        <Subtitle2 as="h2" id="everybody">
          Everybody
        </Subtitle2>
        <Input
          className={styles.search}
          type="search"
          aria-label="Find somebody"
          placeholder="Find somebody"
          value={text}
          onChange={(_event, { value }) => setText(value)}
        />
        {groups.length === 0 ? <Text>Nobody by that name works here.</Text> : null}
        <div className={styles.departments}>
          {groups.map(({ department, people: members }) => (
            <section key={department} aria-label={department}>
              <Text as="h3" weight="semibold" block style={{ margin: 0 }}>
                {department}
              </Text>
              <ul className={styles.people}>
                {members.map((person) => (
                  <li key={person.id}>
                    <button
                      type="button"
                      className={styles.person}
                      disabled={entering !== undefined}
                      onClick={() => void be(person)}
                    >
                      {person.name}
                      {person.role === 'member' ? null : (
                        <span className={styles.quiet}> · {roleNames[person.role].toLowerCase()}</span>
                      )}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </section>
    </>
  );
}
