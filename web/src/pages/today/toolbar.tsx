import { Field, makeStyles, Select, ToggleButton, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useMe } from '../../ui/me.tsx';
import type { Filter } from './rows.ts';

export type By = 'person' | 'question';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 9rem', minWidth: 0, maxWidth: '14rem' },
  switch: { display: 'flex', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap' },
});

/** What of the day's rounds is shown, and in which order. */
export function Toolbar({
  filter,
  onFilter,
  by,
  onBy,
}: {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  by: By;
  onBy: (by: By) => void;
}): ReactElement {
  const styles = useStyles();
  const { departments } = useMe();
  return (
    <div className={styles.bar}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row in every browser */}
      <div className={styles.switch} role="group" aria-label="Show answers">
        <ToggleButton checked={by === 'person'} onClick={() => onBy('person')}>
          By person
        </ToggleButton>
        <ToggleButton checked={by === 'question'} onClick={() => onBy('question')}>
          By question
        </ToggleButton>
      </div>
      <Field label="Department" size="small" className={styles.field}>
        <Select
          size="medium"
          value={filter.department}
          onChange={(_event, { value }) => onFilter({ ...filter, department: value })}
        >
          <option value="">All departments</option>
          {departments.map(({ id, name }) => (
            <option key={id} value={name}>
              {name}
            </option>
          ))}
          <option value="none">No department</option>
        </Select>
      </Field>
      <Field label="Who" size="small" className={styles.field}>
        <Select
          size="medium"
          value={filter.standing}
          onChange={(_event, { value }) => onFilter({ ...filter, standing: value as Filter['standing'] })}
        >
          <option value="">Everybody</option>
          <option value="answered">Answered</option>
          <option value="blocked">Something in the way</option>
          <option value="silent">Not answered</option>
          <option value="waiting">Not asked yet</option>
          <option value="away">Away</option>
          <option value="skipped">Not reached</option>
        </Select>
      </Field>
      <Field label="Order" size="small" className={styles.field}>
        <Select
          size="medium"
          value={filter.sort}
          onChange={(_event, { value }) => onFilter({ ...filter, sort: value as Filter['sort'] })}
        >
          <option value="name">By name</option>
          <option value="blocked">In the way first</option>
          <option value="standing">Not answered first</option>
        </Select>
      </Field>
    </div>
  );
}
