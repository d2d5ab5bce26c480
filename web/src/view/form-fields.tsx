import {
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type {
  Choice,
  FieldErrors,
  Form,
  Field as FormField,
  FormPart,
  RawValues,
} from '../../../src/chat/form.ts';
import { ChannelField } from './fields/channel-field.tsx';
import { PeopleField } from './fields/people-field.tsx';
import { RatingField } from './fields/rating-field.tsx';
import { listOf, textOf } from './form-values.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  note: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
  },
  divider: { width: '100%', margin: 0, border: 'none', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  boxes: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  // As tall as what is written in it, within reason.
  long: { '& textarea': { minHeight: '76px', maxHeight: '40dvh', fieldSizing: 'content' } },
  small: { maxWidth: '14rem' },
});

/** The fields of a Form. Values are texts or lists of texts by field name, as a browser holds them. */
export function FormFields({
  form,
  values,
  errors,
  onChange,
  disabled = false,
}: {
  form: Form;
  values: RawValues;
  errors: FieldErrors;
  onChange: (values: RawValues) => void;
  disabled?: boolean;
}): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      {form.parts.map((part, index) => (
        <Part
          key={'name' in part ? part.name : index}
          part={part}
          values={values}
          error={'name' in part ? errors[part.name] : undefined}
          disabled={disabled}
          onChange={(name, value) => onChange({ ...values, [name]: value })}
        />
      ))}
    </div>
  );
}

type Changed = (name: string, value: string | readonly string[]) => void;

function Part({
  part,
  values,
  error,
  disabled,
  onChange,
}: {
  part: FormPart;
  values: RawValues;
  error: string | undefined;
  disabled: boolean;
  onChange: Changed;
}): ReactElement {
  const styles = useStyles();
  if (part.kind === 'note') return <p className={styles.note}>{part.text}</p>;
  if (part.kind === 'divider') return <hr className={styles.divider} />;
  return (
    <div data-field={part.name}>
      <Field
        label={part.label}
        hint={part.hint}
        required={part.required ?? false}
        validationMessage={error}
        validationState={error ? 'error' : 'none'}
      >
        {control(part, values, { disabled, onChange, styles })}
      </Field>
    </div>
  );
}

/** Fields of a group are named by their label, without what only a single input may say of itself. */
type GroupProps = { 'aria-labelledby'?: string | undefined; 'aria-describedby'?: string | undefined };

function control(
  field: FormField,
  values: RawValues,
  {
    disabled,
    onChange,
    styles,
  }: { disabled: boolean; onChange: Changed; styles: ReturnType<typeof useStyles> },
): ReactElement | ((props: GroupProps) => ReactNode) {
  const { name } = field;
  const value = textOf(values, name);
  const set = (next: string | readonly string[]) => onChange(name, next);
  switch (field.kind) {
    case 'shortText':
      return <Input value={value} disabled={disabled} onChange={(_event, data) => set(data.value)} />;
    case 'longText':
      return (
        <Textarea
          className={styles.long}
          value={value}
          disabled={disabled}
          resize="vertical"
          onChange={(_event, data) => set(data.value)}
        />
      );
    case 'number':
      return (
        <Input
          className={styles.small}
          inputMode="decimal"
          value={value}
          disabled={disabled}
          onChange={(_event, data) => set(data.value)}
        />
      );
    case 'choice':
    case 'department':
      return field.required && field.options.length <= FEW ? (
        <RadioGroup value={value} disabled={disabled} onChange={(_event, data) => set(data.value)}>
          {field.options.map((option) => (
            <Radio key={option.value} value={option.value} label={option.label} />
          ))}
        </RadioGroup>
      ) : (
        <Select value={value} disabled={disabled} onChange={(_event, data) => set(data.value)}>
          {field.required && value !== '' ? null : (
            <option value="">{field.required ? 'Choose…' : '–'}</option>
          )}
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      );
    case 'multiChoice':
      return ({ 'aria-labelledby': labelledBy, 'aria-describedby': describedBy }) => (
        // biome-ignore lint/a11y/useSemanticElements: Fluent's Field draws the label that a fieldset would
        <div
          className={styles.boxes}
          role="group"
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
        >
          <Boxes options={field.options} chosen={listOf(values, name)} disabled={disabled} onChange={set} />
        </div>
      );
    case 'person':
      return (props) => (
        <PeopleField
          {...props}
          chosen={value === '' ? [] : [value]}
          disabled={disabled}
          onChange={(ids) => set(ids.at(-1) ?? '')}
        />
      );
    case 'people':
      return (props) => (
        <PeopleField {...props} chosen={listOf(values, name)} disabled={disabled} onChange={set} />
      );
    case 'channel':
      return (props) => <ChannelField {...props} value={value} disabled={disabled} onChange={set} />;
    case 'rating':
      return (props) => (
        <RatingField
          {...props}
          value={value}
          max={field.max ?? 5}
          clearable={!field.required}
          disabled={disabled}
          onChange={set}
        />
      );
    case 'date':
    case 'time':
      return (
        <Input
          className={styles.small}
          type={field.kind}
          value={value}
          disabled={disabled}
          onChange={(_event, data) => set(data.value)}
        />
      );
  }
}

/** So many choices are shown at once; more are in a list. */
const FEW = 5;

function Boxes({
  options,
  chosen,
  disabled,
  onChange,
}: {
  options: readonly Choice[];
  chosen: readonly string[];
  disabled: boolean;
  onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  return options.map((option) => (
    <Checkbox
      key={option.value}
      label={option.label}
      checked={chosen.includes(option.value)}
      disabled={disabled}
      onChange={(_event, { checked }) =>
        onChange(
          checked === true ? [...chosen, option.value] : chosen.filter((value) => value !== option.value),
        )
      }
    />
  ));
}
