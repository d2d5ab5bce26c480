import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type ReactElement, useMemo } from 'react';
import { useMe } from '../../ui/me.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useWhen } from '../../ui/when.ts';
import { countryOptions, languageOptions, type Option, zoneGroups } from './places.ts';
import { useSaving } from './saving.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    gap: tokens.spacingHorizontalXL,
    alignItems: 'start',
    '& > *': { minWidth: 0 },
    '& select': { minWidth: 0 },
  },
});

/** Department, language, time zone and country. */
export function Personal(): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const { locale } = useWhen();
  const language = me.locale.replaceAll('_', '-');
  const languages = useMemo(() => languageOptions(language), [language]);
  const zones = useMemo(() => zoneGroups(me.zone), [me.zone]);
  const countries = useMemo(() => countryOptions(me.country ?? '', locale), [me.country, locale]);
  const { save, error } = useSaving();
  return (
    <Panel title="You">
      <div className={styles.grid}>
        <Field label="Department" validationMessage={error?.message}>
          <Select
            value={me.department?.id ?? ''}
            onChange={(_event, { value }) => (value === '' ? undefined : save({ departmentId: value }))}
          >
            {me.department ? null : <option value="">Not set</option>}
            {me.departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="Language and region"
          hint="How dates and numbers are written. My own texts are in English for now."
        >
          <Select value={language} onChange={(_event, { value }) => save({ locale: value })}>
            <Options options={languages} />
          </Select>
        </Field>
        <Field label="Time zone" hint="You are asked at your own time of day.">
          <Select value={me.zone} onChange={(_event, { value }) => save({ zone: value })}>
            {zones.map(({ group, options }) => (
              <optgroup key={group} label={group}>
                <Options options={options} />
              </optgroup>
            ))}
          </Select>
        </Field>
        <Field label="Country" hint="Nobody asks you anything on its public holidays.">
          <Select
            value={me.country ?? ''}
            onChange={(_event, { value }) => save({ country: value === '' ? null : value })}
          >
            <option value="">As the company</option>
            <Options options={countries} />
          </Select>
        </Field>
      </div>
    </Panel>
  );
}

const Options = ({ options }: { options: readonly Option[] }): ReactElement => (
  <>
    {options.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </>
);
