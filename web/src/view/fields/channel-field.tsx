import { Select, type SelectProps } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useRoute } from '../../api/hooks.ts';

/** One of the browser's places, such as a department's. */
export function ChannelField({
  value,
  onChange,
  ...field
}: Omit<SelectProps, 'onChange' | 'value'> & {
  value: string;
  onChange: (value: string) => void;
}): ReactElement {
  const { data } = useRoute('GET /api/choices/channels', {});
  const channels = data?.channels ?? [];
  return (
    <Select {...field} value={value} onChange={(_event, next) => onChange(next.value)}>
      <option value="">–</option>
      {/* Kept as it is while the list comes, and when the place is gone. */}
      {value !== '' && !channels.some(({ id }) => id === value) ? (
        <option value={value}>{data ? 'A place that is no longer there' : 'Loading…'}</option>
      ) : null}
      {channels.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
