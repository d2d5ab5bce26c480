import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { mayAs, useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useActing } from '../../view/acting.tsx';
import { Absences } from './absences.tsx';
import { Asked } from './asked.tsx';
import { LatestAnswers } from './latest-answers.tsx';
import { Messages } from './messages.tsx';
import { NextPrompt } from './next-prompt.tsx';
import { Waits } from './waits.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 300px)',
    alignItems: 'start',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
    '@media (max-width: 1080px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
});

/** What is asked of me and what was written to me; beside it, what is mine: the next prompt, absences, answers. */
export function InboxPage(): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const { command } = useActing();
  const inbox = useRoute('GET /api/inbox', {});
  return (
    <Page
      title="Inbox"
      actions={
        <div className={styles.actions}>
          {/* Until Digests is a page of its own. */}
          {mayAs(me, 'lead') ? (
            <Button onClick={() => void command('digest')}>This week’s digest</Button>
          ) : null}
          <Button onClick={() => void command('standup')}>Add an update</Button>
        </div>
      }
    >
      <Loaded query={inbox} what="your inbox">
        {({ open, messages, next }) => (
          <div className={styles.columns}>
            <div className={styles.column}>
              <Asked open={open} />
              <Messages messages={messages} />
            </div>
            <aside className={styles.column} aria-label="Yours">
              <NextPrompt next={next} />
              <Waits mine="on_me" title="What waits on you" />
              <Waits mine="raised" title="Your waits" />
              <Absences />
              <LatestAnswers />
            </aside>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
