import { makeStyles, Spinner, Text, ToggleButton, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useId, useState } from 'react';
import type { RouteAnswer } from '../../../../../src/api/route.ts';
import type { Form, RawValues } from '../../../../../src/chat/form.ts';
import { call } from '../../../api/call.ts';
import { Board } from '../../../ui/board.tsx';
import { Trouble } from '../../../ui/states.tsx';
import { FormFields } from '../../../view/form-fields.tsx';
import { initialValues, textOf } from '../../../view/form-values.ts';
import { ViewCard } from '../../../view/view-card.tsx';
import { useSettled } from '../settled.ts';
import { blocksOf } from './slack-blocks.ts';
import { SlackMessage } from './slack-message.tsx';
import { TeamsCard } from './teams-card.tsx';

type Shown = RouteAnswer<'POST /api/setup/preview'>;
type Prompt = NonNullable<Shown['prompt']>;

const tabs = [
  { id: 'web', label: 'Browser' },
  { id: 'slack', label: 'Slack' },
  { id: 'teams', label: 'Teams' },
  { id: 'form', label: 'Answering' },
] as const;
type Tabs = (typeof tabs)[number]['id'];

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground2 },
  panel: {
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    minWidth: 0,
  },
  tabs: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** What people will be asked, as it is typed; a fault keeps the last good state in view. */
export function Preview({ values }: { values: RawValues }): ReactElement {
  const styles = useStyles();
  const panel = useId();
  const [tab, setTab] = useState<Tabs>('web');
  const [good, setGood] = useState<Shown>();
  const minutes = Number(textOf(values, 'window'));
  const asked = useSettled(
    JSON.stringify({
      name: textOf(values, 'name').slice(0, 200),
      questions: textOf(values, 'questions').slice(0, 3000),
      ...(minutes > 0 ? { windowMinutes: minutes } : {}),
    }),
  );
  const query = useQuery({
    queryKey: ['POST /api/setup/preview', asked],
    queryFn: ({ signal }) => call('POST /api/setup/preview', { body: JSON.parse(asked) }, { signal }),
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    if (query.data?.prompt) setGood(query.data);
  }, [query.data]);
  const shown = query.data?.prompt ? query.data : good;
  return (
    <Board
      title="What people will see"
      marks={query.isFetching ? <Spinner size="tiny" aria-label="Drawing it again" /> : null}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row in every browser */}
      <div className={styles.tabs} role="group" aria-label="Where it is seen">
        {tabs.map(({ id, label }) => (
          <ToggleButton key={id} checked={tab === id} aria-controls={panel} onClick={() => setTab(id)}>
            {label}
          </ToggleButton>
        ))}
      </div>
      <Text role="status" className={styles.quiet}>
        {query.data?.fault ? `${query.data.fault} Below is how it was before.` : ''}
      </Text>
      <div id={panel} className={styles.panel}>
        {query.error ? <Trouble error={query.error} retry={() => void query.refetch()} /> : null}
        {shown?.prompt ? (
          <Drawn tab={tab} prompt={shown.prompt} form={shown.form} />
        ) : (
          <Text className={styles.quiet}>With a name and a question, the message shows here.</Text>
        )}
      </div>
    </Board>
  );
}

function Drawn({ tab, prompt, form }: { tab: Tabs; prompt: Prompt; form: Form | null }): ReactElement {
  const styles = useStyles();
  switch (tab) {
    case 'slack':
      return <SlackMessage blocks={blocksOf(prompt.slack)} />;
    case 'teams':
      return <TeamsCard card={prompt.teams} />;
    case 'web':
      return <ViewCard view={prompt.web} inert />;
    case 'form':
      return form ? (
        <TryForm key={JSON.stringify(form.parts)} form={form} />
      ) : (
        <Text className={styles.quiet}>The questions show here as people fill them in.</Text>
      );
  }
}

/** To be tried: what is typed goes nowhere. */
function TryForm({ form }: { form: Form }): ReactElement {
  const styles = useStyles();
  const [values, setValues] = useState(() => initialValues(form));
  return (
    <div className={styles.box}>
      <Text className={styles.quiet}>Try it: what you type here goes nowhere.</Text>
      <Text weight="semibold">{form.title}</Text>
      <FormFields form={form} values={values} errors={{}} onChange={setValues} disabled={false} />
    </div>
  );
}
