import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactElement, useState } from 'react';
import type { FieldErrors, Form, RawValues } from '../../../../src/chat/form.ts';
import { useChange } from '../../api/hooks.ts';
import { useMe } from '../../ui/me.tsx';
import { useNotice } from '../../ui/notice.tsx';
import { FormFields } from '../../view/form-fields.tsx';
import { AskDialog } from '../setup/ask.tsx';
import { actFrom, type BulkName, bulkForm } from './bulk-forms.ts';
import { type Act, outcomeOf, type Wait } from './words.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
});

/** The same act on several waits: what was refused is named with why, and holds up none of the others. */
export function BulkBar({
  selected,
  onDone,
  onSelectAll,
}: {
  selected: readonly Wait[];
  /** What was refused stays selected, to be tried in another way. */
  onDone: (refused: string[]) => void;
  onSelectAll: () => void;
}): ReactElement {
  const styles = useStyles();
  const notice = useNotice();
  const { departments } = useMe();
  const change = useChange('POST /api/issues/act');
  const [asking, setAsking] = useState<BulkName | null>(null);
  const [refused, setRefused] = useState<ReturnType<typeof outcomeOf>['refused']>([]);
  const carryOut = (act: Act) =>
    change.mutate(
      { body: { ids: selected.map(({ id }) => id), act } },
      {
        onSuccess({ results }) {
          const outcome = outcomeOf(results, (id) => selected.find((one) => one.id === id)?.title ?? '');
          setAsking(null);
          setRefused(outcome.refused);
          notice(`${outcome.done} of ${results.length} done`);
          onDone(outcome.refused.map(({ id }) => id));
        },
      },
    );
  const ask = (name: BulkName) => {
    change.reset();
    setAsking(name);
  };
  const none = selected.length === 0 || change.isPending;
  return (
    <section className={styles.bar} aria-label="With the selected">
      <div className={styles.acts}>
        <Text weight="semibold" role="status">
          {selected.length} selected
        </Text>
        <Button size="small" appearance="transparent" onClick={onSelectAll}>
          Select all here
        </Button>
      </div>
      <div className={styles.acts}>
        <Button disabledFocusable={none} onClick={() => !none && ask('accept')}>
          Accept…
        </Button>
        <Button disabledFocusable={none} onClick={() => !none && ask('decline')}>
          Decline…
        </Button>
        <Button disabledFocusable={none} onClick={() => !none && ask('pass_on')}>
          Not ours…
        </Button>
        <Button disabledFocusable={none} onClick={() => !none && ask('solve')}>
          Solved…
        </Button>
      </div>
      {refused.length > 0 ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {refused.length === 1 ? 'One could not be done:' : `${refused.length} could not be done:`}
            <ul className={styles.list}>
              {refused.map(({ id, title, why }) => (
                <li key={id}>
                  “{title}”: {why}
                </li>
              ))}
            </ul>
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                aria-label="Close"
                icon={<DismissRegular />}
                onClick={() => setRefused([])}
              />
            }
          />
        </MessageBar>
      ) : null}
      {asking ? (
        <BulkDialog
          form={bulkForm(asking, departments)}
          count={selected.length}
          busy={change.isPending}
          error={change.error}
          onConfirm={(values) => carryOut(actFrom(asking, values))}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </section>
  );
}

function BulkDialog({
  form,
  count,
  busy,
  error,
  onConfirm,
  onClose,
}: {
  form: Form;
  count: number;
  busy: boolean;
  error: Error | null;
  onConfirm: (values: RawValues) => void;
  onClose: () => void;
}): ReactElement {
  const [values, setValues] = useState<RawValues>({});
  const [errors, setErrors] = useState<FieldErrors>({});
  const confirm = () => {
    const missing = form.parts.flatMap((part) =>
      'name' in part && part.required && !String(values[part.name] ?? '').trim() ? [part.name] : [],
    );
    setErrors(Object.fromEntries(missing.map((name) => [name, 'Please fill this in.'])));
    if (missing.length === 0) onConfirm(values);
  };
  return (
    <AskDialog
      title={`${form.title}: ${count === 1 ? 'one wait' : `${count} waits`}`}
      confirm={form.submitLabel}
      busy={busy}
      error={error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <FormFields form={form} values={values} errors={errors} onChange={setValues} disabled={busy} />
    </AskDialog>
  );
}
