import {
  Button,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
  useArrowNavigationGroup,
} from '@fluentui/react-components';
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactElement, useState } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { useWhen } from '../../ui/when.ts';
import { firstWeekdayOf, monthOf, shiftMonth, weekdayNames, weeksOf } from './calendar-days.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  grid: { borderCollapse: 'collapse' },
  name: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular, width: '36px' },
  cell: { padding: 0, textAlign: 'center' },
  day: {
    minWidth: '36px',
    height: '36px',
    padding: 0,
    position: 'relative',
    fontWeight: tokens.fontWeightRegular,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  marked: {
    fontWeight: tokens.fontWeightSemibold,
    '::after': {
      content: '""',
      position: 'absolute',
      bottom: '3px',
      width: '5px',
      height: '5px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: 'currentColor',
    },
  },
  today: { textDecorationLine: 'underline' },
  legend: { color: tokens.colorNeutralForeground2, display: 'block', marginTop: tokens.spacingVerticalS },
});

/** A month, with a dot below each day that has rounds to read. */
export function Calendar({
  date,
  today,
  onChoose,
}: {
  date: string;
  today: string;
  onChoose: (date: string) => void;
}): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const [month, setMonth] = useState(monthOf(date));
  const marked = useRoute('GET /api/days', { query: { month } }).data?.days ?? [];
  const arrows = useArrowNavigationGroup({ axis: 'grid' });
  const firstWeekday = firstWeekdayOf(when.locale);
  return (
    <div>
      <div className={styles.head}>
        <Button
          appearance="subtle"
          icon={<ChevronLeftRegular />}
          aria-label="Month before"
          onClick={() => setMonth(shiftMonth(month, -1))}
        />
        <Text weight="semibold" aria-live="polite">
          {when.month(month)}
        </Text>
        <Button
          appearance="subtle"
          icon={<ChevronRightRegular />}
          aria-label="Month after"
          onClick={() => setMonth(shiftMonth(month, 1))}
        />
      </div>
      <table className={styles.grid} {...arrows} aria-label={when.month(month)}>
        <thead>
          <tr>
            {weekdayNames(when.locale, firstWeekday).map(({ short, long }) => (
              <th key={long} scope="col" abbr={long} className={styles.name}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month, firstWeekday).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, index) => (
                <td key={day ?? `none ${index}`} className={styles.cell}>
                  {day ? (
                    <Button
                      appearance={day === date ? 'primary' : 'subtle'}
                      className={mergeClasses(
                        styles.day,
                        day === date ? undefined : styles.quiet,
                        marked.includes(day) && styles.marked,
                        day === today && styles.today,
                      )}
                      aria-label={`${when.longDay(day)}${marked.includes(day) ? ', has rounds' : ''}`}
                      aria-current={day === date ? 'date' : undefined}
                      onClick={() => onChoose(day)}
                    >
                      {Number(day.slice(8))}
                    </Button>
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Text size={200} className={styles.legend}>
        A dot marks days with rounds.
      </Text>
    </div>
  );
}
