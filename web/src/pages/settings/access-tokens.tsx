import {
  Button,
  Checkbox,
  Field,
  Input,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useChange, useRoute } from '../../api/hooks.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { useNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { useRowStyles } from './sessions.tsx';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  full: { gridColumn: '1 / -1' },
});

/** Secrets for scripts: made with what they may do and for how long, shown once, revoked here. */
export function AccessTokens(): ReactElement {
  const rows = useRowStyles();
  const { moment } = useWhen();
  const notice = useNotice();
  const tokensRead = useRoute('GET /api/tokens', {});
  const revoke = useChange('DELETE /api/tokens/{id}');
  return (
    <Panel
      title="Access tokens"
      intro={
        <>
          For scripts that read or write as you.{' '}
          <Link href="/api/openapi.json" target="_blank" inline>
            What they can do (OpenAPI)
          </Link>
        </>
      }
    >
      <NewToken />
      <Loaded query={tokensRead} what="your access tokens">
        {({ tokens: all }) =>
          all.length === 0 ? null : (
            <ul className={rows.list}>
              {all.map(({ id, name, scopes, expiresAt, usedAt }) => (
                <li key={id} className={rows.row}>
                  <span className={rows.words}>
                    <Text weight="semibold">{name}</Text>
                    <span className={rows.quiet}>
                      {scopes.includes('write') ? 'Reads and writes' : 'Reads'} · until {moment(expiresAt)} ·{' '}
                      {usedAt ? `last used ${moment(usedAt)}` : 'never used'}
                    </span>
                  </span>
                  <Button
                    size="small"
                    aria-label={`Revoke ${name}`}
                    disabled={revoke.isPending}
                    onClick={() =>
                      revoke.mutate(
                        { params: { id } },
                        {
                          onSuccess: () => notice('Revoked'),
                          onError: (error) => notice(error.message),
                        },
                      )
                    }
                  >
                    Revoke
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

const spans = [7, 30, 90, 365];

function NewToken(): ReactElement {
  const styles = useStyles();
  const make = useChange('POST /api/tokens');
  const [name, setName] = useState('');
  const [days, setDays] = useState(30);
  const [write, setWrite] = useState(false);
  const [missing, setMissing] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() === '') return;
    make.mutate(
      { body: { name, days, scopes: write ? ['read', 'write'] : ['read'] } },
      { onSuccess: () => setName('') },
    );
  };

  return (
    <>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label="What is it for?"
          validationMessage={missing ? 'Please give it a name.' : make.error?.message}
        >
          <Input
            value={name}
            maxLength={60}
            placeholder="Weekly report"
            onChange={(_event, { value }) => setName(value)}
          />
        </Field>
        <Field label="Valid for">
          <Select value={String(days)} onChange={(_event, { value }) => setDays(Number(value))}>
            {spans.map((span) => (
              <option key={span} value={span}>
                {span === 365 ? 'a year' : `${span} days`}
              </option>
            ))}
          </Select>
        </Field>
        <Checkbox
          className={styles.full}
          label="May also write, such as answer a stand-up"
          checked={write}
          onChange={(_event, { checked }) => setWrite(checked === true)}
        />
        <div className={styles.full}>
          <Button type="submit" disabledFocusable={make.isPending}>
            Make a token
          </Button>
        </div>
      </form>
      {make.data ? (
        <>
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>Here is your token. Copy it now: it is shown this once.</MessageBarBody>
          </MessageBar>
          <CopyField label="New access token" text={make.data.token} />
        </>
      ) : null}
    </>
  );
}
