import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CalendarCancelRegular } from '@fluentui/react-icons/svg/calendar-cancel';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { PlugDisconnectedRegular } from '@fluentui/react-icons/svg/plug-disconnected';
import type { ReactElement } from 'react';
import { type Counts, type Row, type Standing, standings, standingWord, stripText } from './rows.ts';

const good = tokens.colorStatusSuccessForeground1;
const quiet = tokens.colorNeutralStrokeAccessible;
const warn = tokens.colorStatusWarningForeground1;

/** Where the system forces its own colours, shapes alone tell; they would lose their fill otherwise. */
const forced = '@media (forced-colors: active)';
const filled = (color: string) => ({
  backgroundColor: color,
  [forced]: { backgroundColor: 'CanvasText' },
});
const painted = (color: string) => ({ fill: color, [forced]: { fill: 'CanvasText' } });
const outlined = (color: string) => ({ fill: 'none', stroke: color, [forced]: { stroke: 'CanvasText' } });

/** Full and solid: answered. Low and solid: away. Hollow: silent. Dashed: not asked. Told apart without colours, too. */
const useStyles = makeStyles({
  bar: {
    display: 'flex',
    gap: '2px',
    alignItems: 'center',
    width: '100%',
    height: '14px',
    forcedColorAdjust: 'none',
  },
  segment: {
    flexBasis: 0,
    minWidth: '6px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusSmall,
  },
  answered: { height: '14px', ...filled(good) },
  away: { height: '5px', ...filled(quiet) },
  silent: {
    height: '14px',
    border: '2px solid currentColor',
    color: warn,
    [forced]: { color: 'CanvasText' },
  },
  waiting: {
    height: '14px',
    border: '1px dashed currentColor',
    color: quiet,
    [forced]: { color: 'CanvasText' },
  },
  skipped: {
    height: '5px',
    border: '1px dashed currentColor',
    color: quiet,
    [forced]: { color: 'CanvasText' },
  },
  stripAnswered: painted(good),
  stripQuiet: painted(quiet),
  stripSilent: outlined(warn),
  word: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground1,
  },
  goodIcon: { color: good },
  quietIcon: { color: quiet },
  warnIcon: { color: warn },
});

/** A round at a glance; the words stand beside it, so it says nothing to screen readers. */
export function StandingBar({ counts }: { counts: Counts }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.bar} aria-hidden="true">
      {standings
        .filter((standing) => counts[standing] > 0)
        .map((standing) => (
          <span
            key={standing}
            className={mergeClasses(styles.segment, styles[standing])}
            style={{ flexGrow: counts[standing] }}
          />
        ))}
    </div>
  );
}

const icons = {
  answered: CheckmarkCircleFilled,
  away: CalendarCancelRegular,
  silent: CircleRegular,
  waiting: ClockRegular,
  skipped: PlugDisconnectedRegular,
} as const;

export function StandingWord({ standing, closed }: { standing: Standing; closed: boolean }): ReactElement {
  const styles = useStyles();
  const Icon = icons[standing];
  const tone =
    standing === 'answered' ? styles.goodIcon : standing === 'silent' ? styles.warnIcon : styles.quietIcon;
  return (
    <span className={styles.word}>
      <Icon aria-hidden="true" className={tone} />
      {standingWord(standing, closed)}
    </span>
  );
}

const STEP = 8;
const HEIGHT = 14;

/** The last ten rounds of one person, oldest first, in the same shapes as the bar. */
export function Strip({ strip }: { strip: Row['strip'] }): ReactElement {
  const styles = useStyles();
  const text = stripText(strip);
  return (
    <svg width={10 * STEP} height={HEIGHT} role="img">
      <title>{text}</title>
      {strip.map(({ date, state }, index) => (
        <StripMark
          // biome-ignore lint/suspicious/noArrayIndexKey: two rounds of one day have nothing but their place
          key={`${date} ${strip.length - index}`}
          state={state}
          styles={styles}
          x={(10 - strip.length + index) * STEP}
        />
      ))}
    </svg>
  );
}

function StripMark({
  state,
  x,
  styles,
}: {
  state: Row['state'];
  x: number;
  styles: ReturnType<typeof useStyles>;
}): ReactElement {
  switch (state) {
    case 'answered':
      return <rect x={x} y={0} width={6} height={HEIGHT} rx={1} className={styles.stripAnswered} />;
    case 'away':
      return <rect x={x} y={5} width={6} height={4} className={styles.stripQuiet} />;
    case 'expected':
      return (
        <rect
          x={x + 1}
          y={1}
          width={4}
          height={HEIGHT - 2}
          strokeWidth={1.5}
          className={styles.stripSilent}
        />
      );
    case 'skipped':
      return <rect x={x + 2} y={6} width={2} height={2} className={styles.stripQuiet} />;
  }
}
