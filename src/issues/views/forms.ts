import type { Choice, Field, Form, FormPart } from '../../chat/form.ts';
import type { Issue, IssueEvent, IssueKind } from '../issue.ts';
import { lastStanding } from './messages.ts';
import { askedFor, headline, stepText } from './words.ts';

/** More does not fit one line of a list. */
export const MAX_TITLE = 150;

/** Stands for no department in a picker: some platforms let nobody take a choice back. */
export const NOBODY = 'nobody';

type DepartmentChoice = { readonly id: string; readonly name: string };

/** Departments to choose from, after a choice of none. */
export const departmentOptions = (departments: readonly DepartmentChoice[], none: string): Choice[] => [
  { value: NOBODY, label: none },
  ...departments.map(({ id, name }) => ({ value: id, label: name })),
];

export const kindChoices: readonly { readonly value: IssueKind; readonly label: string }[] = [
  { value: 'blocker', label: 'We are waiting for something' },
  { value: 'question', label: 'A question' },
  { value: 'risk', label: 'A risk' },
  { value: 'idea', label: 'An idea' },
];

/** What the form of /raise may begin with. */
export type RaiseValues = {
  readonly kind?: IssueKind;
  readonly title?: string;
  readonly detail?: string;
  readonly department?: string;
  /** The platform's user id. */
  readonly person?: string;
  readonly wishedFor?: string;
};

/** One that is there already and looks the same. */
export type Similar = { readonly id: string; readonly label: string };

export const OWN = 'own';

export function raiseForm({
  state,
  departments,
  values = {},
  similar = [],
}: {
  state: string;
  departments: readonly DepartmentChoice[];
  values?: RaiseValues;
  similar?: readonly Similar[];
}): Form {
  const { kind = 'blocker', title, detail, department, person, wishedFor } = values;
  const join: FormPart[] =
    similar.length === 0
      ? []
      : [
          {
            kind: 'choice',
            name: 'join',
            label: similar.length === 1 ? 'This looks like one that is there already' : 'These look the same',
            hint: 'Joining it tells them that you wait too; you hear of everything that happens with it.',
            required: true,
            options: [
              ...similar.map(({ id, label }) => ({ value: id, label: `Join: ${label}` })),
              { value: OWN, label: 'No, raise mine' },
            ],
          },
          { kind: 'divider' },
        ];
  const fields: Field[] = [
    { kind: 'choice', name: 'kind', label: 'What is it?', required: true, options: kindChoices, value: kind },
    {
      kind: 'shortText',
      name: 'title',
      label: 'In a few words',
      hint: 'Everyone in the company can read this line.',
      required: true,
      maxLength: MAX_TITLE,
      ...given(title),
    },
    {
      kind: 'longText',
      name: 'detail',
      label: 'What should they know?',
      hint: 'Read by both sides and by managers.',
      ...given(detail),
    },
    ...(departments.length > 0
      ? [
          {
            kind: 'department' as const,
            name: 'department',
            label: 'Which department does it wait on?',
            options: departmentOptions(departments, 'None in particular'),
            ...given(department),
          },
        ]
      : []),
    { kind: 'person', name: 'person', label: 'Or one person', ...given(person) },
    { kind: 'date', name: 'wishedFor', label: 'When do you hope for it?', ...given(wishedFor) },
  ];
  return {
    title: 'Raise an issue',
    submitLabel: 'Raise',
    command: 'raise',
    name: 'raise',
    state,
    parts: [...join, ...fields],
  };
}

const given = (value: string | undefined) => (value ? { value } : {});

type Decided = {
  readonly issue: Issue;
  readonly events: readonly IssueEvent[];
  readonly state: string;
  readonly locale: string;
};

const actForm = (
  { issue, events, state, locale }: Decided,
  name: string,
  { title, submitLabel, parts }: { title: string; submitLabel: string; parts: readonly FormPart[] },
): Form => ({
  title,
  submitLabel,
  command: 'raise',
  name,
  state,
  parts: [
    { kind: 'note', text: `${headline(issue)}: ${askedFor(issue, locale, 'other')}` },
    ...lastStanding(events).map((step) => ({ kind: 'note' as const, text: stepText(step, locale) })),
    ...parts,
  ],
});

const text = (label: string, required = true): Field => ({
  kind: 'longText',
  name: 'text',
  label,
  required,
  maxLength: 1000,
});

export const acceptForm = (decided: Decided, today: string): Form =>
  actForm(decided, 'accept', {
    title: 'Accept',
    submitLabel: 'Accept',
    parts: [
      {
        kind: 'date',
        name: 'promisedFor',
        label: 'By when?',
        required: true,
        value: firstDay(decided.issue, today),
      },
      text('Anything to say with it?', false),
    ],
  });

/** The date they hope for, unless it is over. */
function firstDay({ promisedFor, wishedFor }: Issue, today: string): string {
  const day = (promisedFor ?? wishedFor)?.toISOString().slice(0, 10);
  return day && day >= today ? day : today;
}

export const askBackForm = (decided: Decided): Form =>
  actForm(decided, 'ask_back', {
    title: 'Ask back',
    submitLabel: 'Ask',
    parts: [text('What do you need to know?')],
  });

export const answerBackForm = (decided: Decided): Form =>
  actForm(decided, 'answer', { title: 'Answer', submitLabel: 'Answer', parts: [text('Your answer')] });

export const declineForm = (decided: Decided): Form =>
  actForm(decided, 'decline', {
    title: 'Decline',
    submitLabel: 'Decline',
    parts: [text('Why not? They read this as you write it.')],
  });

export const changeForm = (decided: Decided): Form =>
  actForm(decided, 'change', {
    title: 'Add something',
    submitLabel: 'Add',
    parts: [text('What has changed, or should they know?')],
  });

export const passOnForm = (decided: Decided, departments: readonly DepartmentChoice[]): Form =>
  actForm(decided, 'pass_on', {
    title: 'Not ours',
    submitLabel: 'Pass on',
    parts: [
      {
        kind: 'department',
        name: 'department',
        label: 'Whose is it?',
        required: true,
        options: departments
          .filter(({ id }) => id !== decided.issue.onDepartment?.id || decided.issue.onPerson !== null)
          .map(({ id, name }) => ({ value: id, label: name })),
      },
      text('Anything to say with it?', false),
    ],
  });

export const mergeForm = (decided: Decided, others: readonly Similar[]): Form =>
  actForm(decided, 'merge', {
    title: 'Join with another',
    submitLabel: 'Join',
    parts: [
      {
        kind: 'choice',
        name: 'into',
        label: 'Which one is the same?',
        hint: 'It goes on there, and whoever waits for this one hears of everything that happens with it.',
        required: true,
        options: others.map(({ id, label }) => ({ value: id, label })),
      },
    ],
  });
