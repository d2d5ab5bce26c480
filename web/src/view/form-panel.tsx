import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import type { FieldErrors, RawValues } from '../../../src/chat/form.ts';
import { useMe } from '../ui/me.tsx';
import { sameValues } from './drafts.ts';
import { FormFields } from './form-fields.tsx';
import { fieldsOf, initialValues, restored, unanswered } from './form-values.ts';
import { drafts } from './kept-drafts.ts';
import type { FormLayer } from './layers.ts';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    // Room for the focus rings of fields at the edge.
    paddingInline: '2px',
    paddingBottom: tokens.spacingVerticalS,
    '& > *': { flexShrink: 0 },
  },
  form: { height: '100%' },
});

/** A form in the dialog: what is typed is kept until the server has taken it. */
export function FormPanel({
  layer,
  onClose,
  onSubmit,
  onType,
}: {
  layer: FormLayer;
  onClose: () => void;
  onSubmit: (values: RawValues) => void;
  onType: () => void;
}): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const { form, state } = layer;
  const [draft] = useState(() => drafts.find(me.id, form));
  const [values, setValues] = useState<RawValues>(() =>
    draft ? restored(form, draft.values) : initialValues(form),
  );
  const [older, setOlder] = useState(() => draft !== undefined && !sameValues(values, initialValues(form)));
  const [ownErrors, setOwnErrors] = useState<FieldErrors>({});
  const box = useRef<HTMLFormElement>(null);

  const errors = { ...layer.errors, ...ownErrors };
  const names = fieldsOf(form).map(({ name }) => name);
  const homeless = Object.keys(layer.errors).filter((name) => !names.includes(name));
  const fault =
    layer.fault ?? (homeless.length > 0 ? homeless.map((name) => layer.errors[name]).join(' ') : undefined);

  const change = (next: RawValues) => {
    setValues(next);
    setOwnErrors({});
    setOlder(false);
    drafts.keep(me.id, form, next);
    onType();
  };

  const startAfresh = () => {
    drafts.drop(me.id, form);
    setValues(initialValues(form));
    setOlder(false);
    onType();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state === 'sending') return;
    const empty = unanswered(form, values);
    if (Object.keys(empty).length > 0) return setOwnErrors(empty);
    onSubmit(values);
  };

  // The first field at fault takes the focus, each time that faults come.
  const faulty = names.find((name) => errors[name] !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new faults are new objects, also with the same field
  useEffect(() => {
    if (faulty === undefined) return;
    const field = box.current?.querySelector(`[data-field="${CSS.escape(faulty)}"]`);
    field?.querySelector<HTMLElement>('input:checked, input, textarea, select, button')?.focus();
  }, [faulty, layer.errors, ownErrors]);

  return (
    <form ref={box} className={styles.form} onSubmit={submit} noValidate>
      <DialogBody>
        <DialogTitle>{form.title}</DialogTitle>
        <DialogContent className={styles.content}>
          {fault ? (
            <MessageBar intent={state === 'lost' ? 'warning' : 'error'} layout="multiline">
              <MessageBarBody>{fault}</MessageBarBody>
            </MessageBar>
          ) : null}
          {older && state !== 'lost' ? (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>This is what you had typed here before.</MessageBarBody>
              <MessageBarActions>
                <Button size="small" onClick={startAfresh}>
                  Start afresh
                </Button>
              </MessageBarActions>
            </MessageBar>
          ) : null}
          <FormFields
            form={form}
            values={values}
            errors={errors}
            onChange={change}
            disabled={state === 'sending'}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{state === 'lost' ? 'Close' : 'Cancel'}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={state === 'sending'}>
            {state === 'sending' ? 'Sending…' : state === 'lost' ? 'Try again' : form.submitLabel}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
