import { Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useMe } from '../../ui/me.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useSaving } from './saving.ts';

const useStyles = makeStyles({
  times: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
});

const EVENING = { from: '19:00', to: '07:00' };

/** Reminders, and the hours in which nothing rings. */
export function Reminding(): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const { save, error } = useSaving();
  const quiet = me.quietFrom !== null && me.quietTo !== null ? { from: me.quietFrom, to: me.quietTo } : null;
  const [times, setTimes] = useState(quiet ?? EVENING);

  /** A time that is still being typed is empty; it is saved when both are there. */
  const setTime = (next: Partial<typeof times>) => {
    const both = { ...times, ...next };
    setTimes(both);
    if (both.from !== '' && both.to !== '') save({ quiet: both });
  };

  return (
    <Panel title="Reminders and quiet hours">
      <Field validationMessage={error?.message}>
        <Switch
          label="Remind me of a stand-up that I have not answered"
          checked={me.reminders}
          onChange={(_event, { checked }) => save({ reminders: checked })}
        />
      </Field>
      <Switch
        label="Keep some hours quiet"
        checked={quiet !== null}
        onChange={(_event, { checked }) => save({ quiet: checked ? times : null })}
      />
      {quiet ? (
        <div className={styles.times}>
          <Field label="From">
            <Input
              type="time"
              value={times.from}
              onChange={(_event, { value }) => setTime({ from: value.slice(0, 5) })}
            />
          </Field>
          <Field label="Until">
            <Input
              type="time"
              value={times.to}
              onChange={(_event, { value }) => setTime({ to: value.slice(0, 5) })}
            />
          </Field>
        </div>
      ) : null}
    </Panel>
  );
}
