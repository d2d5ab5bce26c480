import {
  Button as FluentButton,
  Link,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { createElement, type ReactElement, type ReactNode } from 'react';
import type { Button, Element, View } from '../../../src/chat/view.ts';
import { ViewChart } from './view-chart.tsx';
import { ViewTable } from './view-table.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  words: { margin: 0, whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  heading: { ...typographyStyles.subtitle2, margin: 0, overflowWrap: 'anywhere' },
  fields: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(6rem, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '2px' },
  },
  label: { color: tokens.colorNeutralForeground2, maxWidth: '14rem', overflowWrap: 'anywhere' },
  value: {
    margin: 0,
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
    '@media (max-width: 640px)': { marginBottom: tokens.spacingVerticalS },
  },
  list: { margin: 0, paddingInlineStart: '1.25rem' },
  item: { whiteSpace: 'pre-line', overflowWrap: 'anywhere', marginBottom: '2px' },
  quote: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
  },
  divider: { width: '100%', margin: 0, border: 'none', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  danger: { color: tokens.colorPaletteRedForeground1 },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

type Drawing = {
  /** The level of headings: 3 in a section of a page. */
  readonly level: number;
  readonly onPress: ((button: Button) => void) | undefined;
  readonly busy: ((button: Button) => boolean) | undefined;
};

/** A view's elements, one under another; buttons do nothing where nobody takes the press. */
export function ViewElements({
  view,
  level = 3,
  onPress,
  busy,
}: {
  view: View;
  level?: number;
  onPress?: ((button: Button) => void) | undefined;
  busy?: ((button: Button) => boolean) | undefined;
}): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.stack}>
      {view.elements.map((element, index) => (
        // Elements have no ids, and a view that changes is drawn anew.
        // biome-ignore lint/suspicious/noArrayIndexKey: their order is all that tells them apart
        <ViewElement key={index} element={element} level={level} onPress={onPress} busy={busy} />
      ))}
    </div>
  );
}

function ViewElement({ element, level, onPress, busy }: { element: Element } & Drawing): ReactNode {
  const styles = useStyles();
  switch (element.kind) {
    case 'heading':
      return createElement(`h${level}`, { className: styles.heading }, element.text);
    case 'text':
      return <p className={mergeClasses(styles.words, element.strong && styles.strong)}>{element.text}</p>;
    case 'fields':
      return (
        <dl className={styles.fields}>
          {numbered(element.fields).map(({ key, each: { label, text } }) => (
            <FieldLine key={key} label={label} text={text} />
          ))}
        </dl>
      );
    case 'list':
      return (
        <ul className={styles.list}>
          {numbered(element.items).map(({ key, each }) => (
            <li key={key} className={styles.item}>
              {each}
            </li>
          ))}
        </ul>
      );
    case 'quote':
      return <blockquote className={styles.quote}>{element.text}</blockquote>;
    case 'divider':
      return <hr className={styles.divider} />;
    case 'table':
      return <ViewTable {...element} />;
    case 'chart':
      return <ViewChart chart={element.chart} />;
    case 'buttons':
      return (
        <div className={styles.buttons}>
          {numbered(element.buttons).map(({ key, each }) => (
            <FluentButton
              key={key}
              appearance={each.style === 'primary' ? 'primary' : 'secondary'}
              className={each.style === 'danger' ? styles.danger : undefined}
              disabledFocusable={busy?.(each) ?? false}
              onClick={onPress ? () => onPress(each) : undefined}
            >
              {each.label}
            </FluentButton>
          ))}
        </div>
      );
    case 'link':
      return (
        <Link href={element.url} target="_blank" rel="noopener noreferrer" inline>
          {element.text}
        </Link>
      );
    case 'context':
      return <p className={mergeClasses(styles.words, styles.quiet)}>{element.text}</p>;
  }
}

function FieldLine({ label, text }: { label: string; text: string }): ReactElement {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{text}</dd>
    </>
  );
}

/** Things that only their order tells apart, with it as their key. */
const numbered = <Each,>(list: readonly Each[]) => list.map((each, key) => ({ key, each }));
