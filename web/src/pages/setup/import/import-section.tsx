import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import type { RouteAnswer } from '../../../../../src/api/route.ts';
import { Board } from '../../../ui/board.tsx';
import { useWhen } from '../../../ui/when.ts';
import { DryRunPart } from './dry-run.tsx';
import { FilePicker } from './file-picker.tsx';
import { doneText } from './import-rows.ts';

/** A chosen file: its name and its bytes in Base64. */
export type Chosen = { readonly name: string; readonly file: string; readonly at: number };
type Done = RouteAnswer<'POST /api/people/import'>;

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** People from a CSV file: choose, look at what it would do, and only then do it. */
export function ImportSection(): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<Chosen>();
  const [done, setDone] = useState<Done>();
  if (done) {
    return (
      <Board title="The import is done">
        <Text role="status">{`${doneText(done, when.number)}. Nothing else was touched.`}</Text>
        <div className={styles.acts}>
          <Button appearance="primary" onClick={() => go('/setup/people')}>
            See the people
          </Button>
          <Button
            onClick={() => {
              setDone(undefined);
              setChosen(undefined);
            }}
          >
            Import another file
          </Button>
        </div>
      </Board>
    );
  }
  if (chosen) {
    return (
      <DryRunPart key={chosen.at} chosen={chosen} onDone={setDone} onOther={() => setChosen(undefined)} />
    );
  }
  return (
    <Board title="People from a file">
      <Text>
        A CSV file with one person a line and a heading above each column. Names are needed; e-mails tell whom
        you know already. You see what would happen to every line before anything does.
      </Text>
      <FilePicker onChosen={setChosen} />
    </Board>
  );
}
