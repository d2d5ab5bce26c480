import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { type ReactElement, useState } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import type { Form } from '../../../../src/chat/form.ts';
import { useChange, useRoute } from '../../api/hooks.ts';
import { Board } from '../../ui/board.tsx';
import { useNotice } from '../../ui/notice.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { FormFields } from '../../view/form-fields.tsx';
import { initialValues, textOf } from '../../view/form-values.ts';
import { AskDialog } from './ask.tsx';

type Department = RouteAnswer<'GET /api/departments'>['departments'][number];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  acts: { display: 'flex', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
});

/** Departments and who leads them. */
export function DepartmentsSection(): ReactElement {
  const query = useRoute('GET /api/departments', {});
  const [adding, setAdding] = useState(false);
  const add = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>
      New department
    </Button>
  );
  return (
    <>
      <Loaded query={query} what="the departments">
        {({ departments }) =>
          departments.length === 0 ? (
            <Empty title="No departments yet" action={add}>
              Departments make the figures of the company comparable. Each has people, and a lead who is told
              what others wait for.
            </Empty>
          ) : (
            <Board title="Departments" acts={add}>
              <Departments departments={departments} />
            </Board>
          )
        }
      </Loaded>
      {adding ? <DepartmentDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function Departments({ departments }: { departments: readonly Department[] }): ReactElement {
  const styles = useStyles();
  const [changing, setChanging] = useState<Department>();
  const [deleting, setDeleting] = useState<Department>();
  return (
    <>
      <ul className={styles.list}>
        {departments.map((department) => (
          <li key={department.id} className={styles.item}>
            <div className={styles.words}>
              <Text weight="semibold">{department.name}</Text>
              <Text className={styles.quiet}>
                {department.people === 1 ? '1 person' : `${department.people} people`}
                {department.lead ? `, led by ${department.lead.name}` : ', no lead yet'}
              </Text>
            </div>
            <div className={styles.acts}>
              <Button aria-label={`Change ${department.name}`} onClick={() => setChanging(department)}>
                Change
              </Button>
              <Button aria-label={`Delete ${department.name}…`} onClick={() => setDeleting(department)}>
                Delete…
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {changing ? <DepartmentDialog department={changing} onClose={() => setChanging(undefined)} /> : null}
      {deleting ? <DeleteDialog department={deleting} onClose={() => setDeleting(undefined)} /> : null}
    </>
  );
}

const formOf = (department: Department | undefined): Form => ({
  title: department?.name ?? 'New department',
  submitLabel: 'Save',
  command: 'tutti',
  name: 'department',
  state: department?.id ?? '-',
  parts: [
    {
      kind: 'shortText',
      name: 'name',
      label: 'Name',
      required: true,
      maxLength: 60,
      ...(department ? { value: department.name } : {}),
    },
    {
      kind: 'person',
      name: 'lead',
      label: 'Lead',
      hint: 'Who is told what other departments wait for from this one.',
      ...(department?.lead ? { value: department.lead.id } : {}),
    },
  ],
});

function DepartmentDialog({
  department,
  onClose,
}: {
  department?: Department;
  onClose: () => void;
}): ReactElement {
  const notice = useNotice();
  const make = useChange('POST /api/departments');
  const change = useChange('PATCH /api/departments/{id}');
  const form = formOf(department);
  const [values, setValues] = useState(() => initialValues(form));
  const [missing, setMissing] = useState(false);
  const name = textOf(values, 'name').trim();
  const done = {
    onSuccess: () => {
      notice(`${name} is saved`);
      onClose();
    },
  };
  return (
    <AskDialog
      title={department ? `Change ${department.name}` : 'New department'}
      confirm="Save"
      busy={make.isPending || change.isPending}
      error={make.error ?? change.error}
      onClose={onClose}
      onConfirm={() => {
        setMissing(name === '');
        if (name === '') return;
        const body = { name, leadId: textOf(values, 'lead') || null };
        if (department) change.mutate({ params: { id: department.id }, body }, done);
        else make.mutate({ body }, done);
      }}
    >
      <FormFields
        form={form}
        values={values}
        errors={missing && name === '' ? { name: 'Please give a name.' } : {}}
        onChange={setValues}
        disabled={make.isPending || change.isPending}
      />
    </AskDialog>
  );
}

function DeleteDialog({
  department,
  onClose,
}: {
  department: Department;
  onClose: () => void;
}): ReactElement {
  const notice = useNotice();
  const remove = useChange('DELETE /api/departments/{id}');
  const { id, name, people } = department;
  return (
    <AskDialog
      title={`Delete ${name}?`}
      confirm="Delete"
      danger
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(
          { params: { id } },
          {
            onSuccess: () => {
              notice(`${name} is deleted`);
              onClose();
            },
          },
        )
      }
    >
      <Text>
        {people === 0
          ? 'Nobody is in it.'
          : `${people === 1 ? 'The 1 person in it stays' : `The ${people} people in it stay`}, without a department. Their answers stay too.`}
      </Text>
    </AskDialog>
  );
}
