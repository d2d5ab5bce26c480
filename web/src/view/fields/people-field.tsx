import {
  Combobox,
  type ComboboxProps,
  makeStyles,
  Option,
  Tag,
  TagGroup,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useDeferredValue, useState } from 'react';
import { useRoute } from '../../api/hooks.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  tags: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  box: { width: '100%', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** People, found by typing a part of their name or e-mail; those chosen stand above, each with a way to remove it. */
export function PeopleField({
  chosen,
  disabled,
  onChange,
  ...field
}: Pick<
  ComboboxProps,
  'id' | 'disabled' | 'aria-labelledby' | 'aria-describedby' | 'aria-invalid' | 'aria-required'
> & {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}): ReactElement {
  const styles = useStyles();
  const [text, setText] = useState('');
  const sought = useDeferredValue(text.trim());
  const known = useRoute(
    'GET /api/choices/people',
    { query: { ids: chosen.join(',') } },
    { enabled: chosen.length > 0 },
  );
  const found = useRoute('GET /api/choices/people', { query: sought === '' ? {} : { text: sought } });
  const names = new Map(
    [...(known.data?.people ?? []), ...(found.data?.people ?? [])].map(({ id, name }) => [id, name]),
  );
  const offered = (found.data?.people ?? []).filter(({ id }) => !chosen.includes(id));
  return (
    <div className={styles.stack}>
      {chosen.length > 0 ? (
        <TagGroup
          className={styles.tags}
          aria-label="Chosen"
          onDismiss={(_event, { value }) => onChange(chosen.filter((id) => id !== value))}
        >
          {chosen.map((id) => (
            <Tag
              key={id}
              value={id}
              dismissible
              size="small"
              disabled={disabled ?? false}
              dismissIcon={{ 'aria-label': 'remove' }}
            >
              {names.get(id) ?? '…'}
            </Tag>
          ))}
        </TagGroup>
      ) : null}
      <Combobox
        {...field}
        className={styles.box}
        input={{ autoComplete: 'off' }}
        freeform
        disabled={disabled ?? false}
        placeholder="Type a name or an e-mail"
        value={text}
        selectedOptions={[]}
        onChange={(event) => setText(event.target.value)}
        onOptionSelect={(_event, { optionValue }) => {
          setText('');
          if (optionValue) onChange([...chosen, optionValue]);
        }}
      >
        {offered.map(({ id, name, department }) => (
          <Option key={id} value={id} text={name}>
            {name}
            {department ? <span className={styles.quiet}>{department}</span> : null}
          </Option>
        ))}
        {offered.length === 0 ? (
          <Option key="none" value="" text={text} disabled>
            {found.isPending ? 'Looking…' : 'Nobody by that name'}
          </Option>
        ) : null}
      </Combobox>
    </div>
  );
}
