import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import { Refusal } from '../../api/call.ts';
import { useChange, useRoute } from '../../api/hooks.ts';
import { useNotice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  row: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    minHeight: '32px',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'flex-start' },
  dates: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: tokens.spacingHorizontalS, width: '100%' },
  input: { minWidth: 0, width: '100%' },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

/** When I am away: nobody asks me anything then. */
export function Absences(): ReactElement {
  const styles = useStyles();
  const { day } = useWhen();
  const notice = useNotice();
  const absences = useRoute('GET /api/absences', {});
  const drop = useChange('DELETE /api/absences/{id}');
  const [adding, setAdding] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);

  const close = () => {
    setAdding(false);
    // The form goes, and the focus would go with it.
    setTimeout(() => opener.current?.focus());
  };

  return (
    <Section title="Away">
      <Loaded query={absences} what="your absences">
        {(answer) => {
          const ahead = answer.absences.filter(({ past }) => !past);
          if (ahead.length === 0) return <Text className={styles.quiet}>You are expected every day.</Text>;
          return (
            <ul className={styles.list}>
              {ahead.map(({ id, from, to }) => {
                const span = from === to ? day(from) : `${day(from)} to ${day(to)}`;
                return (
                  <li key={id} className={styles.row}>
                    <span>{span}</span>
                    <Button
                      appearance="subtle"
                      size="small"
                      icon={<DismissRegular />}
                      aria-label={`End the absence ${span}`}
                      disabled={drop.isPending}
                      onClick={() =>
                        drop.mutate(
                          { params: { id } },
                          {
                            onSuccess: () => notice('You are expected again'),
                            onError: (error) => notice(error.message),
                          },
                        )
                      }
                    />
                  </li>
                );
              })}
            </ul>
          );
        }}
      </Loaded>
      {adding ? (
        <AbsenceForm onDone={close} />
      ) : (
        <div>
          <Button ref={opener} size="small" onClick={() => setAdding(true)}>
            Be away…
          </Button>
        </div>
      )}
    </Section>
  );
}

function AbsenceForm({ onDone }: { onDone: () => void }): ReactElement {
  const styles = useStyles();
  const notice = useNotice();
  const add = useChange('POST /api/absences');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [missing, setMissing] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(from === '');
    if (from === '') return;
    add.mutate(
      { body: { from, to: to === '' ? from : to } },
      {
        onSuccess() {
          notice('Saved');
          onDone();
        },
      },
    );
  };

  const fault =
    add.error instanceof Refusal ? (add.error.fields.to ?? add.error.message) : add.error?.message;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.dates}>
        <Field
          label="First day"
          required
          validationMessage={missing ? 'Please give the first day.' : undefined}
        >
          <Input
            className={styles.input}
            type="date"
            value={from}
            autoFocus
            onChange={(_event, { value }) => setFrom(value)}
          />
        </Field>
        <Field label="Last day" validationMessage={fault}>
          <Input
            className={styles.input}
            type="date"
            value={to}
            min={from}
            onChange={(_event, { value }) => setTo(value)}
          />
        </Field>
      </div>
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" size="small" disabledFocusable={add.isPending}>
          Save
        </Button>
        <Button size="small" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
