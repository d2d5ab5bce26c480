import { type Clause, clausesOf, isSentenceEnd } from './blocked-clauses.ts';
import { judge, type Verdict } from './blocked-verdict.ts';
import * as words from './blocked-words.ts';

/**
 * Does this answer to "What is in your way?" name something that holds the person up?
 *
 * The answer is cut into clauses, each is judged by itself (`judge`), and they are weighed in the order written:
 * - content by itself names something ("VPN access"), since the question asks for exactly that;
 * - a denial or relief clears what came before, unless it speaks of the rest ("otherwise fine", "nothing else");
 * - after a denial only a named hindrance counts again ("no blockers, but I still need access"), or anything at all
 *   behind "except"; after mere relief anything behind "but" counts ("the draft is done, but legal wants to see it");
 * - a hindrance of the past is cleared by anything behind "but" ("the venue cancelled, but we found another");
 * - a reason ("because ...") clears nothing, a heading ("Blockers: ...") says nothing, and whoever denies blockers in
 *   so many words and is "just waiting" is believed.
 */
export function namesBlocker(text: string | null | undefined): boolean {
  const clauses = clausesOf(text ?? '');
  if (clauses.every((clause) => clause.words.every((word) => words.BLANK.has(word)))) return false;
  let standing: 'open' | 'content' | 'named' | 'past' | 'denied' | 'relieved' = 'open';
  let believed = false;
  let ofTheRest = false;
  let excepted = false;
  for (const clause of clauses) {
    const { verdict, inSoManyWords, remainder, past } = judge(clause.words);
    const somethingStands = standing === 'content' || standing === 'named' || standing === 'past';
    const partial = somethingStands && (remainder || ofTheRest || excepted);
    ofTheRest = remainder && verdict === 'silent';
    if (verdict === 'denied' || verdict === 'relieved') {
      if (clause.opener !== 'because' && !partial) standing = verdict;
      believed = inSoManyWords;
    } else if (clause.opener === 'except' && verdict !== 'silent') {
      standing = 'named';
      excepted = true;
    } else if (verdict === 'named' || verdict === 'waiting') {
      if (isHeading(clause) || (believed && isModest(clause, verdict))) continue;
      standing = clause.mark === '?' ? 'content' : past ? 'past' : 'named';
    } else if (verdict === 'content' && !isHeading(clause)) {
      if (standing === 'open') standing = 'content';
      else if (isContrast(clause) && standing === 'relieved') standing = 'content';
      else if (isContrast(clause) && (standing === 'past' || clause.words.includes('now')))
        standing = 'relieved';
    }
    if (isSentenceEnd(clause.mark)) believed = excepted = false;
  }
  return standing === 'content' || standing === 'named' || standing === 'past';
}

/** "Blockers: ...", "Waiting on: ..." */
const isHeading = (clause: Clause) => clause.mark === ':' && clause.words.length <= 3;

const isContrast = (clause: Clause) => ['but', 'however', 'though', 'although'].includes(clause.opener);

/** "No issues, problems or concerns", "no blockers, just waiting for feedback", "no blockers, only minor bugs" */
function isModest({ opener, words: said }: Clause, verdict: Verdict): boolean {
  if (opener === 'just' || opener === 'only')
    return verdict === 'waiting' || said.some((word) => words.MINOR.has(word));
  const listed = (word: string) => words.EMPTY.has(word) || words.inflected(word, words.HINDRANCE);
  return opener === '' && verdict === 'named' && said.every(listed);
}
