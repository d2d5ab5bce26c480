import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useChange, useRoute } from '../../api/hooks.ts';
import { useNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';

export const useRowStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTop: 'none' },
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The browsers a person is signed in with. */
export function Sessions(): ReactElement {
  const styles = useRowStyles();
  const { moment } = useWhen();
  const notice = useNotice();
  const sessions = useRoute('GET /api/sessions', {});
  const end = useChange('DELETE /api/sessions/{id}');
  return (
    <Panel title="Where you are signed in">
      <Loaded query={sessions} what="your sessions">
        {(answer) => (
          <ul className={styles.list}>
            {answer.sessions.map(({ id, device, seenAt, current }) => (
              <li key={id} className={styles.row}>
                <span className={styles.words}>
                  <Text weight="semibold">{device}</Text>
                  <span className={styles.quiet}>{current ? 'This one' : `Last used ${moment(seenAt)}`}</span>
                </span>
                {current ? null : (
                  <Button
                    size="small"
                    aria-label={`Sign out ${device}, last used ${moment(seenAt)}`}
                    disabled={end.isPending}
                    onClick={() =>
                      end.mutate(
                        { params: { id } },
                        {
                          onSuccess: () => notice('Signed out there'),
                          onError: (error) => notice(error.message),
                        },
                      )
                    }
                  >
                    Sign out
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
