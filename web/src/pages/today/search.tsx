import {
  Button,
  Field,
  makeStyles,
  SearchBox,
  Select,
  Spinner,
  Text,
  Link as TextLink,
  tokens,
} from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { call } from '../../api/call.ts';
import { Empty, Loading, Trouble } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';

type Hit = RouteAnswer<'GET /api/search'>['hits'][number];

const useStyles = makeStyles({
  box: { width: '100%', maxWidth: '26rem' },
  hits: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  quiet: { color: tokens.colorNeutralForeground2 },
  hit: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  found: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  mark: {
    backgroundColor: tokens.colorPaletteYellowBackground2,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderRadius: tokens.borderRadiusSmall,
    textDecorationLine: 'underline',
  },
  filter: { maxWidth: '16rem' },
});

/** What is typed, handed on when the typing pauses. */
export function SearchField({
  text,
  onSearch,
}: {
  text: string;
  onSearch: (text: string) => void;
}): ReactElement {
  const styles = useStyles();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(() => onSearch(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed, text, onSearch]);
  return (
    <SearchBox
      className={styles.box}
      placeholder="Search all answers"
      aria-label="Search all answers"
      value={typed}
      maxLength={200}
      onChange={(_event, { value }) => setTyped(value)}
    />
  );
}

/** What was found, newest first; each leads to its round. */
export function Hits({
  text,
  standups,
}: {
  text: string;
  standups: readonly { readonly id: string; readonly name: string }[];
}): ReactElement {
  const styles = useStyles();
  const [standupId, setStandupId] = useState('');
  const asked = { text, ...(standupId ? { standupId } : {}) };
  const query = useInfiniteQuery({
    queryKey: ['GET /api/search', asked],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /api/search',
        { query: { ...asked, ...(pageParam ? { after: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ more }) => more,
    enabled: text.length > 1,
  });
  const hits = query.data?.pages.flatMap((page) => page.hits) ?? [];
  return (
    <section className={styles.hits} aria-label="What was found">
      {standups.length > 1 ? (
        <Field label="In" size="small" className={styles.filter}>
          <Select value={standupId} onChange={(_event, { value }) => setStandupId(value)}>
            <option value="">All stand-ups</option>
            {standups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      {text.length < 2 ? <Text className={styles.quiet}>Please type at least two letters.</Text> : null}
      {query.isLoading ? <Loading what="what was found" /> : null}
      {query.error ? <Trouble error={query.error} retry={() => void query.refetch()} /> : null}
      <Text role="status" className={styles.quiet}>
        {query.data ? foundText(hits.length, query.hasNextPage) : ''}
      </Text>
      {query.data && hits.length === 0 ? (
        <Empty title={`Nothing says “${text}”`}>
          Every word has to appear in the same answer; the beginning of a word is enough.
        </Empty>
      ) : null}
      {hits.map((hit, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one answer may be found by several questions, in a fixed order
        <HitCard key={`${hit.roundId} ${hit.name} ${index}`} hit={hit} />
      ))}
      {query.hasNextPage ? (
        <div>
          <Button
            disabledFocusable={query.isFetchingNextPage}
            icon={query.isFetchingNextPage ? <Spinner size="tiny" /> : null}
            onClick={() => void query.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      ) : null}
    </section>
  );
}

const foundText = (count: number, more: boolean): string =>
  count === 0 ? '' : `${count === 1 ? '1 answer' : `${count} answers`}${more ? ' so far' : ''}`;

function HitCard({ hit }: { hit: Hit }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  return (
    <article className={styles.hit}>
      <div className={styles.head}>
        <Link href={`/today/${hit.roundId}`} asChild>
          <TextLink>{`${hit.name} · ${hit.standup} · ${when.day(hit.date)}`}</TextLink>
        </Link>
        <Text size={200} className={styles.quiet}>
          {hit.department ?? 'No department'}
        </Text>
      </div>
      <Text size={200} className={styles.quiet}>
        {hit.question}
      </Text>
      <Text className={styles.found}>
        {hit.pieces.map((piece, index) =>
          piece.hit ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have nothing but their place
            <mark key={index} className={styles.mark}>
              {piece.text}
            </mark>
          ) : (
            piece.text
          ),
        )}
      </Text>
    </article>
  );
}
