import { Button, makeStyles, Text, ToggleButton, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { useRoute } from '../../api/hooks.ts';
import { mayAs, useMe } from '../../ui/me.tsx';
import { Section } from '../../ui/section.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { BulkBar } from './bulk.tsx';
import { FilterBar } from './filter-bar.tsx';
import { askOf, type Filter, inPlace, PAGE_SIZE } from './filters.ts';
import { WaitRow } from './wait-row.tsx';
import { isOpen, type Wait } from './words.ts';

type Answer = RouteAnswer<'GET /api/issues'>;

const useStyles = makeStyles({
  rows: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  aside: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
  pager: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** The waits that the filter asks for, those that wait longest first. */
export function WaitList({
  filter,
  onChange,
  title,
  empty,
}: {
  filter: Filter;
  onChange: (change: Partial<Filter>) => void;
  title: string;
  empty: ReactElement;
}): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const when = useWhen();
  const asked = askOf(filter, me.department?.id);
  const query = useRoute('GET /api/issues', { query: asked });
  const [selecting, setSelecting] = useState(false);
  const total = query.data?.total;
  return (
    <Section
      title={title}
      aside={
        <div className={styles.aside}>
          <Text role="status" className={styles.quiet}>
            {total === undefined ? '' : total === 1 ? '1 found' : `${when.number(total)} found`}
          </Text>
          {mayAs(me, 'lead') ? (
            <ToggleButton size="small" checked={selecting} onClick={() => setSelecting(!selecting)}>
              Select several
            </ToggleButton>
          ) : null}
        </div>
      }
    >
      <FilterBar filter={filter} onChange={onChange} />
      <Loaded query={query} what="the waits">
        {(answer) =>
          answer.total === 0 && !query.isPlaceholderData ? (
            empty
          ) : (
            <Rows
              answer={answer}
              asked={query.isPlaceholderData ? null : JSON.stringify(asked)}
              selecting={selecting}
            />
          )
        }
      </Loaded>
      {total !== undefined && (total > PAGE_SIZE || filter.page > 1) ? (
        <Pager page={filter.page} total={total} onPage={(page) => onChange({ page })} />
      ) : null}
    </Section>
  );
}

function Rows({
  answer,
  asked,
  selecting,
}: {
  answer: Answer;
  /** What it is the answer to; null while the answer to something else stands in for it. */
  asked: string | null;
  selecting: boolean;
}): ReactElement {
  const styles = useStyles();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [held, setHeld] = useState({ asked, answer, rows: answer.issues as readonly Wait[] });
  if (asked !== null && (held.asked !== asked || held.answer !== answer)) {
    const rows = held.asked === asked ? inPlace(held.rows, answer.issues, open) : answer.issues;
    setHeld({ asked, answer, rows });
  }
  const { rows } = held;
  const chosen = rows.filter((wait) => selected.has(wait.id) && isOpen(wait));
  return (
    <>
      {selecting ? (
        <BulkBar
          selected={chosen}
          onDone={(refused) => setSelected(new Set(refused))}
          onSelectAll={() => setSelected(new Set(rows.filter(isOpen).map(({ id }) => id)))}
        />
      ) : null}
      <ul className={styles.rows} aria-busy={asked === null}>
        {rows.map((wait) => (
          <li key={wait.id}>
            <WaitRow
              wait={wait}
              open={open.has(wait.id)}
              onToggle={() => setOpen(toggled(open, wait.id))}
              selected={selecting && isOpen(wait) ? selected.has(wait.id) : undefined}
              onSelect={() => setSelected(toggled(selected, wait.id))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

function Pager({
  page,
  total,
  onPage,
}: {
  page: number;
  total: number;
  onPage: (page: number) => void;
}): ReactElement {
  const styles = useStyles();
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const turn = (to: number) => {
    if (to >= 1 && to <= pages) onPage(to);
  };
  return (
    <nav className={styles.pager} aria-label="Pages of waits">
      <Button disabledFocusable={page <= 1} onClick={() => turn(Math.min(page - 1, pages))}>
        Before
      </Button>
      <Text>
        Page {page} of {pages}
      </Text>
      <Button disabledFocusable={page >= pages} onClick={() => turn(page + 1)}>
        Next
      </Button>
    </nav>
  );
}

/** Nothing was found for what was asked, though there may be others. */
export const NothingFound = ({ onAll }: { onAll: () => void }): ReactElement => (
  <Empty title="Nothing here" action={<Button onClick={onAll}>Show all open</Button>}>
    No wait fits what you chose above.
  </Empty>
);
