import { Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactElement, useId } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { useWhen } from '../../ui/when.ts';
import { useAgeStyles } from './age.ts';
import { WaitDetail } from './wait-detail.tsx';
import { isOpen, markText, standingText, type Wait } from './words.ts';

const useStyles = makeStyles({
  row: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
    '@media (max-width: 640px)': { paddingInline: tokens.spacingHorizontalM },
  },
  line: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS, minWidth: 0 },
  words: { flex: '1 1 auto', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    '@media (max-width: 640px)': { flexDirection: 'column', alignItems: 'flex-start', gap: 0 },
  },
  heading: { margin: 0, font: 'inherit', minWidth: 0 },
  toggle: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    marginInlineStart: '-6px',
    padding: '4px 6px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'start',
    overflowWrap: 'anywhere',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '& svg': { flexShrink: 0, width: '20px', height: '20px' },
  },
  panel: { marginTop: tokens.spacingVerticalS },
  indent: { paddingInlineStart: '20px' },
  title: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  mark: {
    padding: `1px ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    '@media (max-width: 640px)': { marginInlineStart: '20px' },
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  check: { marginTop: '-2px', marginInlineStart: '-8px' },
});

/** One wait on one glance; opened, everything that happened to it and what the reader may do. */
export function WaitRow({
  wait,
  open,
  onToggle,
  selected,
  onSelect,
  level = 3,
}: {
  wait: Wait;
  open: boolean;
  onToggle: () => void;
  /** Whether it is one of several that something is done with; undefined while nobody selects. */
  selected?: boolean | undefined;
  onSelect?: ((selected: boolean) => void) | undefined;
  /** The level of its heading. */
  level?: 2 | 3;
}): ReactElement {
  const styles = useStyles();
  const ages = useAgeStyles();
  const when = useWhen();
  const panel = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  const detail = useRoute('GET /api/issues/{id}', { params: { id: wait.id } }, { enabled: open });
  // The list may not have it any more, for it was just solved.
  const read = detail.data?.issue;
  const shown = read && read.version >= wait.version ? read : wait;
  const raisedBy = shown.from.person ? `Raised by ${shown.from.person.name}` : 'Raised';
  const standing = standingText(shown, when.day);
  return (
    <article className={styles.row} aria-label={`${shown.headline}: ${shown.title}`}>
      <div className={styles.line}>
        {selected === undefined ? null : (
          <Checkbox
            className={styles.check}
            checked={selected}
            aria-label={`Select “${shown.title}”`}
            onChange={(_event, { checked }) => onSelect?.(checked === true)}
          />
        )}
        <div className={styles.words}>
          <div className={styles.head}>
            <Heading className={styles.heading}>
              <button
                type="button"
                className={styles.toggle}
                aria-expanded={open}
                aria-controls={open ? panel : undefined}
                onClick={onToggle}
              >
                {open ? <ChevronDownRegular /> : <ChevronRightRegular />}
                {shown.headline}
              </button>
            </Heading>
            <span className={mergeClasses(styles.mark, ages[isOpen(shown) ? shown.age : 'Fresh'])}>
              {markText(shown)}
            </span>
          </div>
          <Text className={mergeClasses(styles.title, styles.indent)}>{shown.title}</Text>
          <Text size={200} className={mergeClasses(styles.quiet, styles.indent)}>
            {raisedBy}, {when.moment(shown.createdAt)}
            {standing ? ` · ${standing}` : ''}
            {shown.changedAt === shown.createdAt ? '' : ` · last step ${when.moment(shown.changedAt)}`}
          </Text>
          {open ? (
            <div id={panel} className={mergeClasses(styles.panel, styles.indent)}>
              <WaitDetail query={detail} />
            </div>
          ) : null}
        </div>
      </div>
    </article>
  );
}
