import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useRoute } from '../../api/hooks.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Section } from '../../ui/section.tsx';

/** So many are shown; the page Waits has them all. */
const SHOWN = 5;

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  one: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The open waits that wait on me, or that I raised, longest first; nothing where there are none. */
export function Waits({ mine, title }: { mine: 'on_me' | 'raised'; title: string }): ReactElement | null {
  const styles = useStyles();
  const { data } = useRoute('GET /api/issues', { query: { state: 'open', mine, page: 1, size: SHOWN } });
  if (!data || data.total === 0) return null;
  const all = data.total > SHOWN ? `See all ${data.total}` : 'See them all';
  return (
    <Section title={title} aside={<PageLink href={`/waits?whose=${mine}`}>{all}</PageLink>}>
      <ul className={styles.list}>
        {data.issues.map((wait) => (
          <li key={wait.id} className={styles.one}>
            <PageLink href={`/waits/${wait.id}`}>{wait.title}</PageLink>
            <Text size={200} className={styles.quiet}>
              {wait.headline} · {wait.days === 0 ? 'new' : `day ${wait.days}`} · {wait.age}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
