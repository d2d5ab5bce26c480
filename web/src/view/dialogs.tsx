import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import type { Form, RawValues } from '../../../src/chat/form.ts';
import type { View } from '../../../src/chat/view.ts';
import { useActing } from './acting.tsx';
import { FormPanel } from './form-panel.tsx';
import type { Layer } from './layers.ts';
import { ViewElements } from './view-elements.tsx';

const useStyles = makeStyles({
  surface: {
    maxWidth: '640px',
    maxHeight: 'calc(100dvh - 48px)',
    '& .fui-DialogBody': { maxHeight: 'calc(100dvh - 100px)' },
    borderRadius: tokens.borderRadiusXLarge,
    '@media (max-width: 640px)': {
      width: 'calc(100vw - 24px)',
      padding: tokens.spacingHorizontalL,
    },
  },
  // A form has a phone's screen to itself.
  form: {
    '@media (max-width: 640px)': {
      maxWidth: '100vw',
      width: '100vw',
      height: '100dvh',
      maxHeight: '100dvh',
      margin: 0,
      boxSizing: 'border-box',
      borderRadius: 0,
      border: 'none',
      '& .fui-DialogBody': { height: '100%', maxHeight: '100%', gridTemplateRows: 'auto 1fr auto' },
    },
  },
});

/** The dialog, with the last layer in it. Loaded when first needed. */
export function Dialogs({
  layers,
  onClose,
  onSubmit,
  onType,
}: {
  layers: readonly Layer[];
  onClose: () => void;
  onSubmit: (form: Form, values: RawValues) => void;
  onType: (form: Form) => void;
}): ReactElement | null {
  const styles = useStyles();
  // Whatever was pressed gets the focus back in the end.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const back =
        before instanceof HTMLElement && before.isConnected ? before : document.getElementById('main');
      back?.focus({ preventScroll: true });
    },
    [before],
  );
  const top = layers.at(-1);
  if (!top) return null;
  return (
    <Dialog
      open
      onOpenChange={(_event, { type }) => {
        // A press beside a form is too easily made by mistake.
        if (top.kind === 'form' && type === 'backdropClick') return;
        onClose();
      }}
    >
      <DialogSurface
        key={top.id}
        className={mergeClasses(styles.surface, top.kind === 'form' && styles.form)}
      >
        <LayerContent top={top} onClose={onClose} onSubmit={onSubmit} onType={onType} />
      </DialogSurface>
    </Dialog>
  );
}

function LayerContent({
  top,
  onClose,
  onSubmit,
  onType,
}: {
  top: Layer;
  onClose: () => void;
  onSubmit: (form: Form, values: RawValues) => void;
  onType: (form: Form) => void;
}): ReactNode {
  switch (top.kind) {
    case 'form':
      return (
        <FormPanel
          layer={top}
          onClose={onClose}
          onSubmit={(values) => onSubmit(top.form, values)}
          onType={() => onType(top.form)}
        />
      );
    case 'view':
      return <ViewPanel view={top.view} onClose={onClose} />;
    case 'fault':
      return (
        <DialogBody>
          <DialogTitle>That did not work</DialogTitle>
          <DialogContent>{top.sentence}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
            <Button appearance="primary" onClick={top.again}>
              Try again
            </Button>
          </DialogActions>
        </DialogBody>
      );
  }
}

function ViewPanel({ view, onClose }: { view: View; onClose: () => void }): ReactElement {
  const { press, busy } = useActing();
  const [first, ...others] = view.elements;
  const titled = first?.kind === 'heading';
  return (
    <DialogBody aria-label={view.summary}>
      {titled ? <DialogTitle>{first.text}</DialogTitle> : null}
      {/* Long ones scroll, also by keys. */}
      <DialogContent tabIndex={0}>
        <ViewElements
          view={titled ? { ...view, elements: others } : view}
          level={3}
          onPress={(button) => void press(button)}
          busy={busy}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </DialogBody>
  );
}
