import { Button, Divider, Text } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useChange } from '../../../api/hooks.ts';
import { useNotice } from '../../../ui/notice.tsx';
import { AskDialog } from '../ask.tsx';
import type { Person } from './people-section.tsx';
import { PersonFields } from './person-fields.tsx';

/** A person's department and role; leaving and coming back, asked first. */
export function ChangePerson({ person, onClose }: { person: Person; onClose: () => void }): ReactElement {
  const notice = useNotice();
  const change = useChange('PATCH /api/people/{id}');
  const [chosen, setChosen] = useState({ departmentId: person.department?.id ?? '', role: person.role });
  const [leaving, setLeaving] = useState(false);
  const { id, name, active } = person;
  const save = (body: Parameters<typeof change.mutate>[0]['body'], said: string) =>
    change.mutate(
      { params: { id }, body },
      {
        onSuccess: () => {
          notice(said);
          onClose();
        },
      },
    );
  if (leaving) {
    return (
      <AskDialog
        title={active ? `Deactivate ${name}?` : `Reactivate ${name}?`}
        confirm={active ? 'Deactivate' : 'Reactivate'}
        danger={active}
        busy={change.isPending}
        error={change.error}
        onConfirm={() => save({ active: !active }, `${name} is ${active ? 'deactivated' : 'active again'}`)}
        onClose={onClose}
      >
        <Text>
          {active
            ? `${name} is asked nothing any more and cannot sign in. Their answers stay, and you can reactivate them at any time.`
            : `${name} can sign in again, and is asked again by the stand-ups they are in.`}
        </Text>
      </AskDialog>
    );
  }
  return (
    <AskDialog
      title={name}
      confirm="Save"
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() =>
        save(
          {
            ...(chosen.role === person.role ? {} : { role: chosen.role }),
            departmentId: chosen.departmentId || null,
          },
          `${name} is saved`,
        )
      }
    >
      <PersonFields {...chosen} onChange={setChosen} />
      <Divider />
      <div>
        <Button onClick={() => setLeaving(true)}>{active ? 'Deactivate…' : 'Reactivate…'}</Button>
      </div>
    </AskDialog>
  );
}
