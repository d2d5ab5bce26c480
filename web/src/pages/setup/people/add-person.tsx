import { Field, Input, Text } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { Refusal } from '../../../api/call.ts';
import { useChange } from '../../../api/hooks.ts';
import type { Me } from '../../../ui/me.tsx';
import { useNotice } from '../../../ui/notice.tsx';
import { AskDialog } from '../ask.tsx';
import { PersonFields } from './person-fields.tsx';

/** A person without a chat seat: they get in with a link. */
export function AddPerson({ onClose }: { onClose: () => void }): ReactElement {
  const notice = useNotice();
  const add = useChange('POST /api/people');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState<{ departmentId: string; role: Me['role'] }>({
    departmentId: '',
    role: 'member',
  });
  const [tried, setTried] = useState(false);
  const missing = tried && name.trim() === '' ? 'Please give a name.' : undefined;
  const fields = add.error instanceof Refusal ? add.error.fields : {};
  return (
    <AskDialog
      title="Add a person"
      confirm="Add"
      busy={add.isPending}
      error={add.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true);
        if (name.trim() === '') return;
        const { departmentId, role } = chosen;
        add.mutate(
          {
            body: {
              name: name.trim(),
              ...(email.trim() ? { email: email.trim() } : {}),
              departmentId: departmentId || null,
              role,
            },
          },
          {
            onSuccess: () => {
              notice(`${name.trim()} is added`);
              onClose();
            },
          },
        );
      }}
    >
      <Text>For somebody without a seat in your chat. Then make them a sign-in link to hand over.</Text>
      <Field label="Name" required validationMessage={missing ?? fields.name}>
        <Input value={name} maxLength={100} onChange={(_event, { value }) => setName(value)} />
      </Field>
      <Field
        label="E-mail"
        hint="Only to tell people apart; nothing is sent there."
        validationMessage={fields.email}
      >
        <Input type="email" value={email} maxLength={254} onChange={(_event, { value }) => setEmail(value)} />
      </Field>
      <PersonFields {...chosen} onChange={setChosen} />
    </AskDialog>
  );
}
