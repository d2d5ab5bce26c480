import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactElement, useId, useState } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { useRoute } from '../../api/hooks.ts';
import { Section } from '../../ui/section.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { ViewCard } from '../../view/view-card.tsx';
import { ViewElements } from '../../view/view-elements.tsx';

type Message = RouteAnswer<'GET /api/inbox'>['messages'][number];

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  more: { alignSelf: 'flex-start', marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  thread: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    paddingLeft: tokens.spacingHorizontalL,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
  },
});

const SHOWN = 10;

/** Messages to me and to my places, newest first. */
export function Messages({ messages }: { messages: readonly Message[] }): ReactElement {
  const [all, setAll] = useState(false);
  const newest = messages.find(({ place }) => place !== null);
  return (
    <Section title="Messages">
      {messages.length === 0 ? (
        <Empty title="No messages yet">
          What Tutti writes to you and to your department comes here, such as everybody’s answers to a
          stand-up.
        </Empty>
      ) : null}
      {messages.slice(0, all ? undefined : SHOWN).map((message) => (
        <MessageCard
          key={message.id}
          message={message}
          // A place's older messages are a line each: the newest is what one reads.
          folded={message.place !== null && message !== newest}
        />
      ))}
      {!all && messages.length > SHOWN ? (
        <div>
          <Button onClick={() => setAll(true)}>Older messages</Button>
        </div>
      ) : null}
    </Section>
  );
}

function MessageCard({ message, folded }: { message: Message; folded: boolean }): ReactElement {
  const styles = useStyles();
  const { moment } = useWhen();
  const [unfolded, setUnfolded] = useState(!folded);
  const line = (
    <div className={styles.line}>
      <Badge appearance="tint" color={message.place ? 'brand' : 'informative'}>
        {message.place ?? 'To you'}
      </Badge>
      <Text size={200} className={styles.quiet}>
        <time dateTime={message.at}>{moment(message.at)}</time>
      </Text>
    </div>
  );
  if (!unfolded) {
    const { summary } = message.view;
    return (
      <ViewCard
        view={{ summary, elements: [{ kind: 'text', text: summary }] }}
        above={line}
        below={
          <Button
            className={styles.more}
            appearance="subtle"
            size="small"
            icon={<ChevronRightRegular />}
            aria-label={`Show all of ${summary}`}
            onClick={() => setUnfolded(true)}
          >
            Show all
          </Button>
        }
      />
    );
  }
  return (
    <ViewCard
      view={message.view}
      above={line}
      below={message.replies > 0 ? <Replies message={message} /> : null}
    />
  );
}

function Replies({ message: { id, replies } }: { message: Message }): ReactElement {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const place = useId();
  return (
    <>
      <Button
        className={styles.more}
        appearance="subtle"
        size="small"
        icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={open}
        aria-controls={place}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide the thread' : `${replies} in the thread`}
      </Button>
      <div id={place} hidden={!open}>
        {open ? <Thread id={id} /> : null}
      </div>
    </>
  );
}

function Thread({ id }: { id: string }): ReactElement {
  const styles = useStyles();
  const replies = useRoute('GET /api/messages/{id}/replies', { params: { id } });
  return (
    <div className={styles.thread}>
      <Loaded query={replies} what="the thread">
        {({ replies: all }) =>
          all.map((reply) => (
            <article key={reply.id} aria-label={reply.view.summary}>
              <ViewElements view={reply.view} level={4} />
            </article>
          ))
        }
      </Loaded>
    </div>
  );
}
