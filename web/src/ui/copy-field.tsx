import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { type ReactElement, useRef } from 'react';
import { useNotice } from './notice.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', gap: tokens.spacingHorizontalS, minWidth: 0 },
  input: { flex: '1 1 auto', minWidth: 0, fontFamily: tokens.fontFamilyMonospace },
});

/** A text to be copied, such as a token; selected where the browser does not let the page copy. */
export function CopyField({ label, text }: { label: string; text: string }): ReactElement {
  const styles = useStyles();
  const notice = useNotice();
  const input = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      notice('Copied');
    } catch {
      input.current?.select();
      notice('Press Ctrl+C to copy');
    }
  };
  return (
    <Field label={label}>
      {(props) => (
        <div className={styles.row}>
          <Input
            {...props}
            ref={input}
            className={styles.input}
            readOnly
            value={text}
            onFocus={(event) => event.target.select()}
          />
          <Button icon={<CopyRegular />} onClick={() => void copy()}>
            Copy
          </Button>
        </div>
      )}
    </Field>
  );
}
