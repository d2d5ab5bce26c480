import type { Choice, Form } from '../chat/form.ts';
import type { Element, View } from '../chat/view.ts';
import type { DepartmentRow } from './departments.ts';

export const roleChoices: readonly Choice[] = [
  { value: 'member', label: 'Member: answers, raises, reads' },
  { value: 'lead', label: 'Lead: also makes stand-ups' },
  { value: 'manager', label: 'Manager: also posts digests' },
  { value: 'administrator', label: 'Administrator: everything' },
];

const departmentChoices = (departments: readonly DepartmentRow[]): Choice[] =>
  departments.map(({ id, name }) => ({ value: id, label: name }));

/** Departments with their leads and sizes, and how to change them. */
export function peopleView(
  departments: readonly {
    readonly id: string;
    readonly name: string;
    readonly lead: string | null;
    readonly people: number;
  }[],
  { active, without }: { active: number; without: number },
): View {
  const elements: Element[] = [
    { kind: 'heading', text: 'People' },
    { kind: 'text', text: `${active} active, ${without} without a department.` },
  ];
  for (const { id, name, lead, people } of departments) {
    elements.push(
      { kind: 'text', text: name, strong: true },
      {
        kind: 'context',
        text: `${people === 1 ? 'one person' : `${people} people`} · ${lead ? `led by ${lead}` : 'no lead yet'}`,
      },
      {
        kind: 'buttons',
        buttons: [{ label: 'Edit', command: 'tutti', action: 'department', value: id, opensForm: true }],
      },
    );
  }
  elements.push({
    kind: 'buttons',
    buttons: [
      {
        label: 'Set a person’s department or role',
        command: 'tutti',
        action: 'person',
        value: '-',
        opensForm: true,
      },
      { label: 'New department', command: 'tutti', action: 'department', value: '-', opensForm: true },
      { label: 'Read people again', command: 'tutti', action: 'sync', value: '-' },
    ],
  });
  return { summary: 'People', elements };
}

export const departmentForm = (
  state: string,
  department: { name: string; leadId: string | null } | undefined,
): Form => ({
  title: department ? 'Edit department' : 'New department',
  submitLabel: 'Save',
  command: 'tutti',
  name: 'department',
  state,
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
      hint: 'Hears what other departments wait for from this one.',
      ...(department?.leadId ? { value: department.leadId } : {}),
    },
  ],
});

export const personForm = (departments: readonly DepartmentRow[]): Form => ({
  title: 'Person',
  submitLabel: 'Save',
  command: 'tutti',
  name: 'person',
  state: '-',
  parts: [
    { kind: 'person', name: 'person', label: 'Who', required: true },
    {
      kind: 'choice',
      name: 'role',
      label: 'Role',
      hint: 'Leave it empty to keep it as it is.',
      options: roleChoices,
    },
    ...(departments.length > 0
      ? [
          {
            kind: 'department' as const,
            name: 'department',
            label: 'Department',
            hint: 'Leave it empty to keep it as it is.',
            options: departmentChoices(departments),
          },
        ]
      : []),
  ],
});

export type OwnSettings = {
  readonly departmentId: string | null;
  readonly zone: string | null;
  readonly country: string | null;
  readonly reminders: boolean;
};

export const settingsForm = (own: OwnSettings, departments: readonly DepartmentRow[]): Form => ({
  title: 'Your settings',
  submitLabel: 'Save',
  command: 'tutti',
  name: 'settings',
  state: '-',
  parts: [
    ...(departments.length > 0
      ? [
          {
            kind: 'department' as const,
            name: 'department',
            label: 'Department',
            options: departmentChoices(departments),
            ...(own.departmentId ? { value: own.departmentId } : {}),
          },
        ]
      : []),
    {
      kind: 'shortText',
      name: 'country',
      label: 'Country, for public holidays',
      hint: 'Two letters such as DE, or with a region such as DE-BY. Leave it empty to be asked on holidays too.',
      ...(own.country ? { value: own.country } : {}),
    },
    {
      kind: 'choice',
      name: 'reminders',
      label: 'Reminders',
      required: true,
      options: [
        { value: 'on', label: 'Remind me when I have not answered' },
        { value: 'off', label: 'Do not remind me' },
      ],
      value: own.reminders ? 'on' : 'off',
    },
  ],
});
