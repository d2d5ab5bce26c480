import {
  Badge,
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import type { RouteAnswer } from '../../../../../src/api/route.ts';
import { useChange, useRoute } from '../../../api/hooks.ts';
import { Board } from '../../../ui/board.tsx';
import { useNotice } from '../../../ui/notice.tsx';
import { Empty, Loaded } from '../../../ui/states.tsx';
import { useWhen } from '../../../ui/when.ts';
import { AskDialog, Fault } from '../ask.tsx';
import { pressAct, saidBy } from './acts.ts';
import { type Standup, scheduleText, whoText } from './schedule-words.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The stand-ups one may manage, and where a new one begins. */
export function StandupsSection(): ReactElement {
  const query = useRoute('GET /api/setup/standups', {});
  return (
    <Loaded query={query} what="the stand-ups">
      {(answer) => <Standups answer={answer} />}
    </Loaded>
  );
}

function Standups({ answer }: { answer: RouteAnswer<'GET /api/setup/standups'> }): ReactElement {
  const styles = useStyles();
  const { standups, mayCreate, templates } = answer;
  const start = mayCreate ? <NewFromTemplate templates={templates} /> : null;
  if (standups.length === 0) {
    return (
      <Empty title="No stand-ups that you manage yet" action={start}>
        {mayCreate
          ? 'A stand-up asks a few people the same short questions on fixed days. Start from a template: everything in it can be changed.'
          : 'Once somebody makes you a manager of a stand-up, you change it here.'}
      </Empty>
    );
  }
  return (
    <div className={styles.list}>
      {start ? <div>{start}</div> : null}
      {standups.map((standup) => (
        <StandupCard key={standup.id} standup={standup} />
      ))}
    </div>
  );
}

function NewFromTemplate({
  templates,
}: {
  templates: RouteAnswer<'GET /api/setup/standups'>['templates'];
}): ReactElement {
  const [, go] = useLocation();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="primary" icon={<AddRegular />}>
          New stand-up
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {templates.map(({ id, name }) => (
            <MenuItem key={id} onClick={() => go(`/setup/standups/new/${id}`)}>
              {name}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

const platformNames = { slack: 'Slack', teams: 'Teams', web: 'Browser' } as const;

function StandupCard({ standup }: { standup: Standup }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const notice = useNotice();
  const act = useChange('POST /api/act');
  const [archiving, setArchiving] = useState(false);
  const { id, name, paused, nextAt, platform } = standup;
  const press = (action: string) =>
    act.mutate(pressAct({ command: 'tutti', action, value: id }), {
      onSuccess: ({ reply }) => {
        setArchiving(false);
        notice(saidBy(reply));
      },
    });
  return (
    <Board
      title={name}
      marks={
        <>
          {paused ? (
            <Badge appearance="tint" color="warning">
              Paused
            </Badge>
          ) : null}
          <Badge appearance="outline" color="informative">
            {platformNames[platform]}
          </Badge>
        </>
      }
    >
      <div className={styles.words}>
        <Text>{scheduleText(standup, when.locale)}</Text>
        <Text className={styles.quiet}>{whoText(standup)}</Text>
        <Text className={styles.quiet}>
          {paused
            ? 'Asks nobody until it is resumed.'
            : nextAt
              ? `Next: ${when.moment(nextAt)}`
              : 'No next time yet'}
        </Text>
      </div>
      <div className={styles.acts}>
        {platform === 'web' ? <EditLink id={id} name={name} /> : null}
        <Button
          aria-label={`${paused ? 'Resume' : 'Pause'} ${name}`}
          disabledFocusable={act.isPending}
          onClick={() => press(paused ? 'resume' : 'pause')}
        >
          {paused ? 'Resume' : 'Pause'}
        </Button>
        <Button aria-label={`Archive ${name}…`} onClick={() => setArchiving(true)}>
          Archive…
        </Button>
      </div>
      {platform === 'web' ? null : (
        <Text size={200} className={styles.quiet}>
          {`It lives in ${platformNames[platform]}, with its people and channels: change it there with /tutti setup.`}
        </Text>
      )}
      {archiving ? null : <Fault error={act.error} />}
      {archiving ? (
        <AskDialog
          title={`Archive ${name}?`}
          confirm="Archive for good"
          danger
          busy={act.isPending}
          error={act.error}
          onConfirm={() => press('archive_for_good')}
          onClose={() => setArchiving(false)}
        >
          <Text>It asks nobody any more and cannot be resumed. Its answers stay.</Text>
        </AskDialog>
      ) : null}
    </Board>
  );
}

function EditLink({ id, name }: { id: string; name: string }): ReactElement {
  const [, go] = useLocation();
  const path = `/setup/standups/edit/${id}`;
  return (
    <Button
      as="a"
      href={path}
      aria-label={`Edit ${name}`}
      onClick={(event: React.MouseEvent) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(path);
      }}
    >
      Edit
    </Button>
  );
}
