import {
  Badge,
  Button,
  Field,
  makeStyles,
  SearchBox,
  Select,
  Text,
  Link as TextLink,
  tokens,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { RouteAnswer } from '../../../../../src/api/route.ts';
import { call } from '../../../api/call.ts';
import { Board } from '../../../ui/board.tsx';
import { useMe } from '../../../ui/me.tsx';
import { Empty, Loading, Trouble } from '../../../ui/states.tsx';
import { useWhen } from '../../../ui/when.ts';
import { useSettled } from '../settled.ts';
import { AddPerson } from './add-person.tsx';
import { ChangePerson } from './change-person.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { roleNames } from './roles.ts';

export type Person = RouteAnswer<'GET /api/people'>['people'][number];
type Show = 'active' | 'left' | 'all';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  search: { flex: '2 1 14rem', minWidth: 0 },
  filter: { flex: '1 1 9rem', minWidth: 0 },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1.3fr) minmax(0, 1.3fr) auto',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 52rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
});

/** Everybody, with what an administrator decides about them. */
export function PeopleSection(): ReactElement {
  const styles = useStyles();
  const { departments } = useMe();
  const when = useWhen();
  const [search] = useSearchParams();
  const [typed, setTyped] = useState('');
  const [department, setDepartment] = useState(search.get('department') ?? '');
  const [show, setShow] = useState<Show>('active');
  const [adding, setAdding] = useState(false);
  const text = useSettled(typed.trim());
  const asked = { show, ...(text ? { text } : {}), ...(department ? { department } : {}) };
  const query = useInfiniteQuery({
    queryKey: ['GET /api/people', asked],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/people', { query: { ...asked, skip: pageParam } }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, { people }) => sum + people.length, 0);
      return shown < total ? shown : null;
    },
    placeholderData: (before) => before,
  });
  const people = query.data?.pages.flatMap((page) => page.people) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <>
      <div className={styles.acts}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>
          Add a person
        </Button>
        <Link href="/setup/import" asChild>
          <TextLink>Import many from a file</TextLink>
        </Link>
      </div>
      <div className={styles.bar}>
        <Field label="Search" size="small" className={styles.search}>
          <SearchBox
            size="medium"
            placeholder="Name or e-mail"
            value={typed}
            maxLength={100}
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
        <Field label="Department" size="small" className={styles.filter}>
          <Select size="medium" value={department} onChange={(_event, { value }) => setDepartment(value)}>
            <option value="">All departments</option>
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value="none">No department</option>
          </Select>
        </Field>
        <Field label="Show" size="small" className={styles.filter}>
          <Select size="medium" value={show} onChange={(_event, { value }) => setShow(value as Show)}>
            <option value="active">Active people</option>
            <option value="left">Deactivated people</option>
            <option value="all">Everybody</option>
          </Select>
        </Field>
      </div>
      {query.error ? <Trouble error={query.error} retry={() => void query.refetch()} /> : null}
      {query.isLoading ? <Loading what="the people" /> : null}
      {query.data && total === 0 ? (
        <Empty title="Nobody matches">Search for less, or choose another department above.</Empty>
      ) : null}
      {people.length > 0 ? (
        <Board title={countText(total, when.number)} marks={shownText(people.length, total, when.number)}>
          <ul className={styles.list}>
            {people.map((person) => (
              <li key={person.id}>
                <PersonRow person={person} />
              </li>
            ))}
          </ul>
          {query.hasNextPage ? (
            <div>
              <Button disabledFocusable={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            </div>
          ) : null}
        </Board>
      ) : null}
      {adding ? <AddPerson onClose={() => setAdding(false)} /> : null}
    </>
  );
}

const countText = (total: number, say: (count: number) => string): string =>
  total === 1 ? '1 person' : `${say(total)} people`;

const shownText = (shown: number, total: number, say: (count: number) => string): string =>
  shown < total ? `the first ${say(shown)} are shown` : '';

const platformNames = { slack: 'Slack', teams: 'Teams', web: 'Browser' } as const;

function PersonRow({ person }: { person: Person }): ReactElement {
  const styles = useStyles();
  const [open, setOpen] = useState<'change' | 'link'>();
  const { name, email, department, role, active, platforms, personalLink } = person;
  return (
    <div className={styles.item}>
      <div className={styles.words}>
        <Text weight="semibold">{name}</Text>{' '}
        {active ? null : (
          <Badge appearance="outline" color="informative">
            Deactivated
          </Badge>
        )}
        <Text size={200} className={styles.quiet}>
          {email ?? 'No e-mail'}
        </Text>
      </div>
      <div className={styles.words}>
        <Text>{department?.name ?? 'No department'}</Text>
        <Text size={200} className={styles.quiet}>
          {roleNames[role]}
        </Text>
      </div>
      <Text size={200} className={styles.quiet}>
        {platforms.length > 0
          ? `Reached by ${platforms.map((one) => platformNames[one]).join(' and ')}`
          : 'Not reached anywhere yet'}
        {personalLink ? ', has a sign-in link' : ''}
      </Text>
      <div className={styles.acts}>
        <Button aria-label={`Change ${name}`} onClick={() => setOpen('change')}>
          Change
        </Button>
        <Button
          aria-label={`Sign-in link of ${name}`}
          disabledFocusable={!active}
          onClick={() => setOpen('link')}
        >
          Sign-in link
        </Button>
      </div>
      {open === 'change' ? <ChangePerson person={person} onClose={() => setOpen(undefined)} /> : null}
      {open === 'link' ? <LinkDialog person={person} onClose={() => setOpen(undefined)} /> : null}
    </div>
  );
}
