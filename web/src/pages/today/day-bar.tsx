import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from '@fluentui/react-components';
import { CalendarRegular } from '@fluentui/react-icons/svg/calendar';
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { useWhen } from '../../ui/when.ts';
import { Calendar } from './calendar.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

export const dayPath = (date: string): string => `/today?date=${date}`;

/** Which day is shown: the nearest days with rounds by the arrows, any other by the calendar. */
export function DayBar({
  day,
}: {
  day: Pick<RouteAnswer<'GET /api/today'>, 'date' | 'today' | 'before' | 'after'>;
}): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const [, go] = useLocation();
  const [open, setOpen] = useState(false);
  const { date, today, before, after } = day;
  const arrow = (target: string | null, word: string, icon: ReactElement) => (
    <Button
      appearance="subtle"
      icon={icon}
      disabledFocusable={target === null}
      aria-label={target ? `${word}: ${when.day(target)}` : `${word}: none with rounds`}
      onClick={() => target && go(dayPath(target))}
    />
  );
  return (
    <nav className={styles.bar} aria-label="Day">
      {arrow(before, 'Day before', <ChevronLeftRegular />)}
      <Popover open={open} onOpenChange={(_event, data) => setOpen(data.open)} trapFocus>
        <PopoverTrigger disableButtonEnhancement>
          <Button
            appearance="outline"
            icon={<CalendarRegular />}
            aria-label={`${when.day(date)}, choose a day`}
          >
            {when.day(date)}
          </Button>
        </PopoverTrigger>
        <PopoverSurface aria-label="Choose a day">
          <Calendar
            date={date}
            today={today}
            onChoose={(chosen) => {
              setOpen(false);
              go(chosen === today ? '/today' : dayPath(chosen));
            }}
          />
        </PopoverSurface>
      </Popover>
      {arrow(after, 'Day after', <ChevronRightRegular />)}
      {date === today ? null : (
        <Button appearance="subtle" onClick={() => go('/today')}>
          Today
        </Button>
      )}
    </nav>
  );
}
