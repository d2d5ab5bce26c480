import { Button, Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { Refusal } from '../../api/call.ts';
import { useChange, useRoute } from '../../api/hooks.ts';
import { Board } from '../../ui/board.tsx';
import { useNotice } from '../../ui/notice.tsx';
import { Loaded } from '../../ui/states.tsx';
import { AskDialog, Fault } from './ask.tsx';
import { localeChoices, monthChoices, monthsText, zones } from './company-choices.ts';
import { Holidays } from './holidays.tsx';

type Workspace = RouteAnswer<'GET /api/workspace'>;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '30rem' },
});

/** The company’s own settings: its name, its language and zone, its days off, and how long answers are kept. */
export function CompanySection(): ReactElement {
  const query = useRoute('GET /api/workspace', {});
  return (
    <>
      <Loaded query={query} what="the settings">
        {(workspace) => (
          <>
            <General workspace={workspace} />
            <Retention months={workspace.retentionMonths} />
          </>
        )}
      </Loaded>
      <Holidays />
    </>
  );
}

function General({ workspace }: { workspace: Workspace }): ReactElement {
  const styles = useStyles();
  const notice = useNotice();
  const change = useChange('PATCH /api/workspace');
  const [name, setName] = useState(workspace.name);
  const [locale, setLocale] = useState(workspace.locale);
  const [zone, setZone] = useState(workspace.zone);
  const [country, setCountry] = useState(workspace.country ?? '');
  const fields = change.error instanceof Refusal ? change.error.fields : {};
  return (
    <Board title="The company">
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { body: { name: name.trim(), locale, zone, country: country.trim() || null } },
            { onSuccess: () => notice('Saved') },
          );
        }}
      >
        <Field label="Name" required validationMessage={fields.name}>
          <Input value={name} maxLength={100} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Field
          label="Language"
          hint="How dates and numbers are written, unless a person chose otherwise."
          validationMessage={fields.locale}
        >
          <Select value={locale} onChange={(_event, { value }) => setLocale(value)}>
            {localeChoices(workspace.locale).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Time zone" validationMessage={fields.zone}>
          <Select value={zone} onChange={(_event, { value }) => setZone(value)}>
            {zones(workspace.zone).map((one) => (
              <option key={one} value={one}>
                {one.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="Country"
          hint="For public holidays: two letters such as DE, or with a region such as DE-BY."
          validationMessage={fields.country}
        >
          <Input value={country} maxLength={10} onChange={(_event, { value }) => setCountry(value)} />
        </Field>
        <Fault error={change.error} />
        <div>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={change.isPending || name.trim() === ''}
          >
            Save
          </Button>
        </div>
      </form>
    </Board>
  );
}

function Retention({ months }: { months: number | null }): ReactElement {
  const styles = useStyles();
  const notice = useNotice();
  const change = useChange('PATCH /api/workspace');
  const [chosen, setChosen] = useState(months);
  const [asking, setAsking] = useState(false);
  const shorter = chosen !== null && (months === null || chosen < months);
  const save = () =>
    change.mutate(
      { body: { retentionMonths: chosen } },
      {
        onSuccess: () => {
          setAsking(false);
          notice('Saved');
        },
      },
    );
  return (
    <Board title="How long answers are kept">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (shorter) setAsking(true);
          else save();
        }}
      >
        <Field label="Keep answers">
          <Select
            value={String(chosen ?? '')}
            onChange={(_event, { value }) => setChosen(value === '' ? null : Number(value))}
          >
            <option value="">For ever</option>
            {monthChoices(months).map((one) => (
              <option key={one} value={one}>
                For {monthsText(one)}
              </option>
            ))}
          </Select>
        </Field>
        <Text>
          {chosen === null
            ? 'Nothing is deleted by itself.'
            : `Every night, what is older than ${monthsText(chosen)} is deleted for everybody and for good: answers, the messages that quote them, and the figures of those weeks. Only a backup still has it.`}
        </Text>
        {asking ? null : <Fault error={change.error} />}
        <div>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={change.isPending || chosen === months}
          >
            Save
          </Button>
        </div>
      </form>
      {asking && chosen !== null ? (
        <AskDialog
          title={`Keep answers for ${monthsText(chosen)} only?`}
          confirm="Delete older answers"
          danger
          busy={change.isPending}
          error={change.error}
          onConfirm={save}
          onClose={() => setAsking(false)}
        >
          <Text>
            Tonight, everybody’s answers that are older than {monthsText(chosen)} are deleted, with the
            messages that quote them and the figures of those weeks. This cannot be taken back.
          </Text>
        </AskDialog>
      ) : null}
    </Board>
  );
}
