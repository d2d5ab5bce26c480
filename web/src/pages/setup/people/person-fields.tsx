import { Field, Select } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { type Me, useMe } from '../../../ui/me.tsx';
import { roleNames, roles, roleWords } from './roles.ts';

/** The department and the role of a person, chosen from what there is. */
export function PersonFields({
  departmentId,
  role,
  onChange,
}: {
  departmentId: string;
  role: Me['role'];
  onChange: (chosen: { departmentId: string; role: Me['role'] }) => void;
}): ReactElement {
  const { departments } = useMe();
  return (
    <>
      <Field label="Department">
        <Select
          value={departmentId}
          onChange={(_event, { value }) => onChange({ role, departmentId: value })}
        >
          <option value="">No department</option>
          {departments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Role" hint={`${roleNames[role]}: ${roleWords[role]}`}>
        <Select
          value={role}
          onChange={(_event, { value }) => onChange({ departmentId, role: value as Me['role'] })}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {roleNames[one]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
