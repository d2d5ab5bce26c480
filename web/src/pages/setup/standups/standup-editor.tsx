import { Button, makeStyles, Text, Link as TextLink, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { FieldErrors, Form, RawValues } from '../../../../../src/chat/form.ts';
import { call } from '../../../api/call.ts';
import { useChange } from '../../../api/hooks.ts';
import { Board } from '../../../ui/board.tsx';
import { mayAs, useMe } from '../../../ui/me.tsx';
import { useNotice } from '../../../ui/notice.tsx';
import { Empty, Loaded } from '../../../ui/states.tsx';
import { FormFields } from '../../../view/form-fields.tsx';
import { initialValues, restored } from '../../../view/form-values.ts';
import { drafts } from '../../../view/kept-drafts.ts';
import { isLost, keptSentence } from '../../../view/submission.ts';
import { Fault } from '../ask.tsx';
import { pressAct, saidBy, submitAct } from './acts.ts';
import { Preview } from './preview.tsx';

const useStyles = makeStyles({
  both: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (max-width: 60rem)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  acts: { display: 'flex', gap: tokens.spacingHorizontalS },
  preview: {
    minWidth: 0,
    position: 'sticky',
    top: tokens.spacingVerticalL,
    '@media (max-width: 60rem)': { position: 'static' },
  },
});

/** The same form as in chat, with what people will see beside it. */
export function StandupEditor({ state }: { state: string }): ReactElement {
  const query = useQuery({
    queryKey: ['stand-up form', state],
    queryFn: async () => {
      const { reply } = await call(
        'POST /api/act',
        pressAct({ command: 'tutti', action: 'standup', value: state }),
      );
      return reply;
    },
    // Read once: what is being typed must not be read over.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <>
      <div>
        <Link href="/setup/standups" asChild>
          <TextLink>All stand-ups</TextLink>
        </Link>
      </div>
      <Loaded query={query} what="the form">
        {(reply) => (reply.kind === 'ask' ? <Editor form={reply.form} /> : <Empty title={saidBy(reply)} />)}
      </Loaded>
    </>
  );
}

function Editor({ form }: { form: Form }): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const notice = useNotice();
  const [, go] = useLocation();
  const send = useChange('POST /api/act');
  const formElement = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [refused, setRefused] = useState<string>();
  const [values, setValues] = useState<RawValues>(() => {
    const draft = drafts.find(me.id, form);
    return draft ? restored(form, draft.values) : initialValues(form);
  });
  const type = (typed: RawValues) => {
    setValues(typed);
    setErrors((now) =>
      Object.fromEntries(Object.entries(now).filter(([name]) => typed[name] === values[name])),
    );
    drafts.keep(me.id, form, typed);
  };
  const leave = () => {
    drafts.drop(me.id, form);
    go('/setup/standups');
  };
  const save = () => {
    const draft = drafts.keep(me.id, form, values);
    setErrors({});
    setRefused(undefined);
    send.mutate(submitAct(form, values, draft.once), {
      onSuccess: ({ reply }) => {
        if (reply.kind === 'invalid') {
          drafts.refuse(me.id, draft);
          setErrors(reply.errors);
          return setRefused(Object.keys(reply.errors)[0]);
        }
        notice(saidBy(reply));
        leave();
      },
      onError: (error) => {
        if (isLost(error)) drafts.lose(me.id, draft);
        else drafts.refuse(me.id, draft);
      },
    });
  };
  // The form is long: what is to be mended comes into view.
  useEffect(() => {
    if (refused === undefined) return;
    const field = formElement.current?.querySelector(`[data-field="${CSS.escape(refused)}"]`);
    field?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [refused]);
  const fault = send.error && isLost(send.error) ? new Error(keptSentence) : send.error;
  return (
    <div className={styles.both}>
      <Board title={form.title}>
        <form
          ref={formElement}
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!send.isPending) save();
          }}
        >
          <FormFields form={form} values={values} errors={errors} onChange={type} disabled={send.isPending} />
          {Object.keys(errors).length > 0 ? (
            <Text role="alert">Please look at what is marked above.</Text>
          ) : null}
          <Fault error={fault} />
          <div className={styles.acts}>
            <Button type="submit" appearance="primary" disabledFocusable={send.isPending}>
              {form.submitLabel}
            </Button>
            <Button onClick={leave}>Cancel</Button>
          </div>
        </form>
      </Board>
      {mayAs(me, 'lead') ? (
        <aside className={styles.preview} aria-label="Preview">
          <Preview values={values} />
        </aside>
      ) : null}
    </div>
  );
}
