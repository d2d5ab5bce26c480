import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type { SlackBlock, SlackRun } from './slack-blocks.ts';

const border = `1px solid ${tokens.colorNeutralStroke1}`;

const useStyles = makeStyles({
  message: {
    display: 'grid',
    gridTemplateColumns: '36px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    fontFamily: 'Lato, "Slack-Lato", "Helvetica Neue", Arial, sans-serif',
    fontSize: '15px',
    lineHeight: '22px',
  },
  face: {
    width: '36px',
    height: '36px',
    borderRadius: '6px',
    display: 'grid',
    placeItems: 'center',
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontWeight: 700,
  },
  who: { fontWeight: 900, marginRight: '6px' },
  app: {
    fontSize: '10px',
    lineHeight: '14px',
    padding: '0 3px',
    borderRadius: '2px',
    backgroundColor: tokens.colorNeutralBackground5,
    color: tokens.colorNeutralForeground2,
    fontWeight: 700,
  },
  block: { margin: '8px 0 0', overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  header: { fontSize: '18px', lineHeight: '24px', fontWeight: 900 },
  quiet: { fontSize: '13px', lineHeight: '18px', color: tokens.colorNeutralForeground2 },
  code: {
    fontFamily: 'Monaco, Menlo, Consolas, monospace',
    fontSize: '12px',
    lineHeight: '18px',
    padding: '8px',
    border,
    borderRadius: '4px',
    overflowX: 'auto',
    whiteSpace: 'pre',
  },
  quote: { borderLeft: `4px solid ${tokens.colorNeutralStroke1}`, paddingLeft: '12px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  button: {
    fontSize: '15px',
    fontWeight: 700,
    padding: '5px 12px',
    borderRadius: '8px',
    border,
  },
  primary: { backgroundColor: '#007a5a', color: '#ffffff', border: '1px solid #007a5a' },
  danger: { backgroundColor: '#e01e5a', color: '#ffffff', border: '1px solid #e01e5a' },
  rule: { border: 'none', borderTop: border },
  bold: { fontWeight: 700 },
  link: { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
  list: { paddingLeft: '24px' },
});

/** A message as Slack draws it, for looking at: its buttons do nothing, and are not offered to the keyboard. */
export function SlackMessage({ blocks }: { blocks: readonly SlackBlock[] }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.message}>
      <span className={styles.face} aria-hidden="true">
        T
      </span>
      <div>
        <div>
          <span className={styles.who}>Tutti</span>
          <span className={styles.app}>APP</span>
        </div>
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have nothing but their place
          <Drawn key={index} block={block} />
        ))}
      </div>
    </div>
  );
}

function Drawn({ block }: { block: SlackBlock }): ReactElement {
  const styles = useStyles();
  const runs = (given: readonly SlackRun[]): ReactNode =>
    given.map((run, index) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: runs of a text have nothing but their place
        key={index}
        className={mergeClasses(run.bold && styles.bold, run.link && styles.link)}
      >
        {run.text}
      </span>
    ));
  switch (block.kind) {
    case 'header':
      return <p className={mergeClasses(styles.block, styles.header)}>{block.text}</p>;
    case 'text':
      return <p className={styles.block}>{block.text}</p>;
    case 'quiet':
      return <p className={mergeClasses(styles.block, styles.quiet)}>{block.text}</p>;
    case 'code':
      return <pre className={mergeClasses(styles.block, styles.code)}>{block.text}</pre>;
    case 'quote':
      return <blockquote className={mergeClasses(styles.block, styles.quote)}>{block.text}</blockquote>;
    case 'rich':
      return <p className={styles.block}>{runs(block.runs)}</p>;
    case 'list':
      return (
        <ul className={mergeClasses(styles.block, styles.list)}>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have nothing but their place
            <li key={index}>{runs(item)}</li>
          ))}
        </ul>
      );
    case 'divider':
      return <hr className={mergeClasses(styles.block, styles.rule)} />;
    case 'buttons':
      return (
        <div className={mergeClasses(styles.block, styles.buttons)}>
          {block.buttons.map(({ label, style }) => (
            <span
              key={label}
              className={mergeClasses(
                styles.button,
                style === 'primary' && styles.primary,
                style === 'danger' && styles.danger,
              )}
            >
              {label}
            </span>
          ))}
        </div>
      );
  }
}
