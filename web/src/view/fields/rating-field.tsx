import {
  Button,
  makeStyles,
  Radio,
  RadioGroup,
  type RadioGroupProps,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** A scale from 1 to `max` as radio buttons; what is not required can be cleared again. */
export function RatingField({
  value,
  max,
  clearable,
  disabled,
  onChange,
  ...field
}: Omit<RadioGroupProps, 'onChange' | 'value'> & {
  value: string;
  max: number;
  clearable: boolean;
  onChange: (value: string) => void;
}): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.row}>
      <RadioGroup
        {...field}
        layout="horizontal-stacked"
        value={value}
        disabled={disabled ?? false}
        onChange={(_event, data) => onChange(data.value)}
      >
        {Array.from({ length: max }, (_none, index) => String(index + 1)).map((each) => (
          <Radio key={each} value={each} label={each} />
        ))}
      </RadioGroup>
      {clearable && value !== '' ? (
        <Button size="small" appearance="subtle" disabled={disabled ?? false} onClick={() => onChange('')}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}
