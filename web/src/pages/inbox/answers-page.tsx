import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { Page } from '../../ui/page.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { ViewCard } from '../../view/view-card.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    maxWidth: '760px',
  },
});

/** All my own answers, newest first, a stretch at a time. */
export function AnswersPage(): ReactElement {
  const styles = useStyles();
  // Where each stretch begins: before the oldest answer of the stretch above it.
  const [stretches, setStretches] = useState<readonly (string | undefined)[]>([undefined]);
  return (
    <Page title="Your answers" actions={<PageLink href="/">Back to your inbox</PageLink>}>
      <div className={styles.list}>
        {stretches.map((before, index) => (
          <Stretch
            key={before ?? 'newest'}
            before={before}
            last={index === stretches.length - 1}
            onMore={(next) => setStretches([...stretches, next])}
          />
        ))}
      </div>
    </Page>
  );
}

function Stretch({
  before,
  last,
  onMore,
}: {
  before: string | undefined;
  last: boolean;
  onMore: (before: string) => void;
}): ReactElement {
  const answers = useRoute('GET /api/answers', { query: before ? { before } : {} });
  return (
    <Loaded query={answers} what="your answers">
      {(answer) => {
        const oldest = answer.answers.at(-1);
        if (!oldest && before === undefined) {
          return (
            <Empty title="No answers yet">What you answer is kept here, for you to read and edit.</Empty>
          );
        }
        return (
          <>
            {answer.answers.map(({ id, view, editable }) => (
              <ViewCard key={id} view={view} level={2} inert={!editable} />
            ))}
            {last && answer.more && oldest ? (
              <div>
                <Button onClick={() => onMore(oldest.at)}>Older answers</Button>
              </div>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
