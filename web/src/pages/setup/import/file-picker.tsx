import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { type DragEvent, type ReactElement, useRef, useState } from 'react';
import { Fault } from '../ask.tsx';
import { fileFault, toBase64 } from './import-file.ts';
import type { Chosen } from './import-section.tsx';

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '40rem',
    padding: tokens.spacingHorizontalXXL,
    border: `2px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusLarge,
    textAlign: 'center',
  },
  over: {
    border: `2px solid ${tokens.colorCompoundBrandForeground1}`,
    backgroundColor: tokens.colorNeutralBackground1Hover,
  },
  input: { display: 'none' },
});

/** A file dragged in, or chosen; what cannot be read is refused here, before anything is sent. */
export function FilePicker({ onChosen }: { onChosen: (chosen: Chosen) => void }): ReactElement {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<Error | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const wrong = fileFault(file);
    if (wrong) return setFault(new Error(wrong));
    try {
      onChosen({
        name: file.name,
        file: toBase64(new Uint8Array(await file.arrayBuffer())),
        at: performance.now(),
      });
    } catch {
      setFault(new Error(`${file.name} could not be read. Is it still there?`));
    }
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button does the same */}
      <div
        className={mergeClasses(styles.drop, over && styles.over)}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <Text weight="semibold">Drag a CSV file here</Text>
        <Button appearance="primary" icon={<ArrowUploadRegular />} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <input
          ref={input}
          className={styles.input}
          type="file"
          aria-label="CSV file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Text size={200}>Commas, semicolons or tabs; at most 3 MB.</Text>
      </div>
      <Fault error={fault} />
    </>
  );
}
