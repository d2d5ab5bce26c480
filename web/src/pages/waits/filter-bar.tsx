import { Button, Field, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { useMe } from '../../ui/me.tsx';
import { ages, everything, type Filter, kinds } from './filters.ts';
import { kindNames } from './words.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 8rem', minWidth: 0, maxWidth: '13rem' },
  search: { flex: '2 1 12rem', minWidth: 0, maxWidth: '20rem' },
  box: { width: '100%', maxWidth: 'none' },
});

/** What of the waits is listed. */
export function FilterBar({
  filter,
  onChange,
}: {
  filter: Filter;
  onChange: (change: Partial<Filter>) => void;
}): ReactElement {
  const styles = useStyles();
  const { department } = useMe();
  const narrowed = Object.keys(everything).some(
    (key) => key !== 'page' && filter[key as keyof Filter] !== everything[key as keyof Filter],
  );
  return (
    <div className={styles.bar}>
      <Field label="Show" size="small" className={styles.field}>
        <Select
          size="medium"
          value={filter.state}
          onChange={(_event, { value }) => onChange({ state: value as Filter['state'] })}
        >
          <option value="open">Open</option>
          <option value="solved">Solved</option>
          <option value="declined">Declined</option>
          <option value="all">All</option>
        </Select>
      </Field>
      <Field label="Whose" size="small" className={styles.field}>
        <Select
          size="medium"
          value={filter.whose}
          onChange={(_event, { value }) => onChange({ whose: value as Filter['whose'] })}
        >
          <option value="">Everybody’s</option>
          <option value="raised">Raised by me</option>
          <option value="on_me">Waiting on me</option>
          {department ? <option value="department">Waiting on {department.name}</option> : null}
        </Select>
      </Field>
      <Field label="Age" size="small" className={styles.field}>
        <Select
          size="medium"
          value={filter.age}
          onChange={(_event, { value }) => onChange({ age: value as Filter['age'] })}
        >
          <option value="">Any age</option>
          {ages.map((age) => (
            <option key={age} value={age}>
              {age}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Kind" size="small" className={styles.field}>
        <Select
          size="medium"
          value={filter.kind}
          onChange={(_event, { value }) => onChange({ kind: value as Filter['kind'] })}
        >
          <option value="">Every kind</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindNames[kind]}
            </option>
          ))}
        </Select>
      </Field>
      <SearchField text={filter.text} onSearch={(text) => onChange({ text })} />
      {narrowed ? <Button onClick={() => onChange(everything)}>Show all open</Button> : null}
    </div>
  );
}

/** What is typed, handed on when the typing pauses. */
function SearchField({ text, onSearch }: { text: string; onSearch: (text: string) => void }): ReactElement {
  const styles = useStyles();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(() => onSearch(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed, text, onSearch]);
  return (
    <Field label="Search" size="small" className={styles.search}>
      <SearchBox
        size="medium"
        className={styles.box}
        placeholder="What is waited for"
        value={typed}
        maxLength={200}
        onChange={(_event, { value }) => setTyped(value)}
      />
    </Field>
  );
}
