import { Button } from '@fluentui/react-components';
import { type ReactElement, useCallback } from 'react';
import { useLocation, useRoute as useMatch, useSearchParams } from 'wouter';
import { useRoute } from '../../api/hooks.ts';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useActing } from '../../view/acting.tsx';
import { askOf, everything, type Filter, filterIn, searchOf, withChange } from './filters.ts';
import { MatrixBoard } from './matrix-board.tsx';
import { NothingFound, WaitList } from './wait-list.tsx';
import { WaitRow } from './wait-row.tsx';

/** Who waits on whom: the matrix, and the waits behind it; or one wait alone. */
export function WaitsPage(): ReactElement {
  const [alone, params] = useMatch('/waits/:id');
  return alone ? <OneWait key={params.id} id={params.id} /> : <AllWaits />;
}

function AllWaits(): ReactElement {
  const { departments } = useMe();
  const [search, setSearch] = useSearchParams();
  const filter = filterIn(search);
  const matrix = useRoute('GET /api/matrix', {});
  const onChange = useCallback(
    (change: Partial<Filter>) =>
      setSearch((now) => searchOf(withChange(filterIn(now), change)), { replace: true }),
    [setSearch],
  );
  const nameOf = (id: string) => departments.find((one) => one.id === id)?.name ?? 'a department';
  const title = filter.from ? `${nameOf(filter.from)} is waiting on ${nameOf(filter.on)}` : 'Longest first';
  return (
    <Page title="Waits" intro="Who is waiting on whom, and for how long." actions={<Raise />}>
      <Loaded query={matrix} what="who waits on whom">
        {(read) => (
          <>
            {read.cells.length > 0 ? <MatrixBoard matrix={read} chosen={filter} onChoose={onChange} /> : null}
            <WaitList
              filter={filter}
              onChange={onChange}
              title={title}
              empty={isUsual(filter) ? <NobodyWaits /> : <NothingFound onAll={() => onChange(everything)} />}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const isUsual = (filter: Filter): boolean =>
  JSON.stringify(askOf(filter, undefined)) === JSON.stringify(askOf(everything, undefined)) && !filter.whose;

function Raise(): ReactElement {
  const { command } = useActing();
  return (
    <Button appearance="primary" onClick={() => void command('raise')}>
      Raise something
    </Button>
  );
}

const NobodyWaits = (): ReactElement => (
  <Empty title="Nobody waits on anybody">
    Raise something with the button above or with /raise in a chat, or name it in a stand-up answer: it shows
    here until it is solved.
  </Empty>
);

function OneWait({ id }: { id: string }): ReactElement {
  const [, go] = useLocation();
  const query = useRoute('GET /api/issues/{id}', { params: { id } });
  return (
    <Page title="Waits" actions={<Raise />}>
      <PageLink href="/waits">All waits</PageLink>
      <Loaded query={query} what="the wait">
        {({ issue }) => <WaitRow wait={issue} open level={2} onToggle={() => go('/waits')} />}
      </Loaded>
    </Page>
  );
}
