import { Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { type DryRun, type Field as ImportField, type Mapping, mapped } from './import-rows.ts';

const fieldNames: readonly (readonly [ImportField, string])[] = [
  ['name', 'Name'],
  ['email', 'E-mail'],
  ['department', 'Department'],
  ['role', 'Role'],
  ['zone', 'Time zone'],
  ['locale', 'Language'],
];

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 12rem), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  sample: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minHeight: '1rem',
  },
});

/** Which column gives what, guessed from its heading; with an example from the file below. */
export function Columns({
  run,
  onMapping,
}: {
  run: DryRun;
  onMapping: (mapping: Mapping) => void;
}): ReactElement {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every browser
    <div className={styles.grid} role="group" aria-label="What each column holds">
      {run.columns.map((column, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one heading
        <div key={index}>
          <Field label={column.heading || `Column ${index + 1}`}>
            <Select
              value={column.field ?? ''}
              onChange={(_event, { value }) =>
                onMapping(mapped(run.columns, index, value === '' ? null : (value as ImportField)))
              }
            >
              <option value="">Not used</option>
              {fieldNames.map(([field, name]) => (
                <option key={field} value={field}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Text size={200} className={styles.sample}>
            {column.sample ? `such as ${column.sample}` : 'empty in the first line'}
          </Text>
        </div>
      ))}
    </div>
  );
}
