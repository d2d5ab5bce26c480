import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { RouteAnswer } from '../../../../../src/api/route.ts';
import { call } from '../../../api/call.ts';
import { useChange } from '../../../api/hooks.ts';
import { Board } from '../../../ui/board.tsx';
import { Loaded } from '../../../ui/states.tsx';
import { useWhen } from '../../../ui/when.ts';
import { Fault } from '../ask.tsx';
import { Columns } from './columns.tsx';
import { type DryRun, importText, type Mapping } from './import-rows.ts';
import type { Chosen } from './import-section.tsx';
import { OutcomeRows } from './outcome-rows.tsx';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What the file would do, line by line; nothing has been changed yet. */
export function DryRunPart({
  chosen,
  onDone,
  onOther,
}: {
  chosen: Chosen;
  onDone: (done: RouteAnswer<'POST /api/people/import'>) => void;
  onOther: () => void;
}): ReactElement {
  const styles = useStyles();
  const [mapping, setMapping] = useState<Mapping>();
  const query = useQuery({
    queryKey: ['POST /api/people/import/preview', chosen.at, mapping],
    queryFn: ({ signal }) =>
      call(
        'POST /api/people/import/preview',
        { body: { file: chosen.file, ...(mapping ? { mapping } : {}) } },
        { signal },
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div className={styles.box}>
      <Board
        title={chosen.name}
        marks={query.isFetching ? <Spinner size="tiny" aria-label="Reading it" /> : null}
        acts={<Button onClick={onOther}>Choose another file</Button>}
      >
        <Loaded query={query} what="what the file would do">
          {(run) => (
            <>
              <Columns run={run} onMapping={setMapping} />
              <Decision
                run={run}
                chosen={chosen}
                mapping={mapping}
                fresh={!query.isFetching}
                onDone={onDone}
              />
            </>
          )}
        </Loaded>
      </Board>
      {query.data ? <OutcomeRows run={query.data} /> : null}
    </div>
  );
}

function Decision({
  run,
  chosen,
  mapping,
  fresh,
  onDone,
}: {
  run: DryRun;
  chosen: Chosen;
  mapping: Mapping | undefined;
  fresh: boolean;
  onDone: (done: RouteAnswer<'POST /api/people/import'>) => void;
}): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const act = useChange('POST /api/people/import');
  const { counts, departments, digest } = run;
  const some = counts.add + counts.change > 0;
  return (
    <>
      <Text weight="semibold" role="status">
        {[
          `${when.number(counts.add)} new`,
          `${when.number(counts.change)} changed`,
          `${when.number(counts.same)} as they are`,
          counts.fault === 0
            ? 'nothing at fault'
            : `${when.number(counts.fault)} left out, with the reason below`,
        ].join(' · ')}
      </Text>
      {departments.length > 0 ? (
        <Text className={styles.quiet}>
          {departments.length === 1 ? 'A new department: ' : `${departments.length} new departments: `}
          {departments.join(', ')}
        </Text>
      ) : null}
      <Fault error={act.error} />
      <div className={styles.acts}>
        <Button
          appearance="primary"
          disabledFocusable={!some || !fresh || act.isPending}
          onClick={() =>
            act.mutate(
              { body: { file: chosen.file, ...(mapping ? { mapping } : {}), digest } },
              { onSuccess: onDone },
            )
          }
        >
          {some ? importText(counts, when.number) : 'Nothing to import'}
        </Button>
        <Text className={styles.quiet}>All of them together, or none at all.</Text>
      </div>
    </>
  );
}
