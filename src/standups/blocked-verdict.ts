import * as words from './blocked-words.ts';

/** "waiting" names a hindrance too, but nothing that is broken; "content" says something, "silent" nothing that counts. */
export type Verdict = 'denied' | 'relieved' | 'named' | 'waiting' | 'content' | 'silent';

export interface Judgement {
  verdict: Verdict;
  /** It denies a hindrance by name ("no blockers"), not only "none". */
  inSoManyWords: boolean;
  /** It speaks of what was not said before. */
  remainder: boolean;
  /** It tells of the past. */
  past: boolean;
}

type Finding =
  | 'denied'
  | 'named'
  | 'waiting'
  | 'resolved'
  | 'relieved'
  | 'able'
  | 'future'
  | 'plan'
  | 'content';

/**
 * Judges one clause in a single pass. A negation holds until something decides what it says: a hindrance behind it is
 * denied ("not waiting for anyone"), what was expected failed ("no one replied", "nothing works"), and any other thing
 * is lacking ("no access"). "Nothing" and "none" deny unless what follows failed; "cannot" names whatever it is that one
 * cannot do ("cannot find the bug"). Without a negation, what is resolved outweighs a hindrance ("the bug is fixed")
 * unless it lies ahead ("waiting for it to be fixed"), a hindrance outweighs relief, and what "might" be counts for nothing.
 */
export function judge(clause: readonly string[]): Judgement {
  const found = new Set<Finding>();
  let denying: '' | 'no' | 'unable' | 'absolute' | 'without' = '';
  let lacking = false;
  let any = false;
  let ahead = false;
  let active = false;
  let remainder = false;
  let past = false;
  const decide = (finding: Finding) => {
    found.add(finding);
    denying = '';
  };

  for (const [at, word] of clause.entries()) {
    const before = clause[at - 1] ?? '';
    const next = clause[at + 1] ?? '';
    const firm = (denying === 'no' || denying === 'unable') && !found.has('denied');
    past ||= words.PAST.has(word) || isPastVerb(word);
    remainder ||= words.REMAINDER.has(word);
    any ||= word.startsWith('any');
    ahead ||= words.AHEAD.has(word) || words.inflected(word, words.AHEAD);
    if (words.CONDITION.has(word) && found.has('future'))
      return { verdict: 'silent', inSoManyWords: false, remainder, past };
    if (words.CONDITION.has(word) || (words.HYPOTHETICAL.has(word) && next !== 'not')) break;
    if (lacking && ((firm && words.OBJECT.has(word)) || (denying === 'absolute' && word === 'until')))
      decide('named');

    if (word === 'will' || word === 'would') {
      found.add('future');
      if (word === 'will' && !found.has('content') && isPlanned(next)) {
        found.add('plan');
        active = true;
      }
    } else if (word === 'can' && (before === 'i' || before === 'we') && next !== 'not') found.add('able');
    else if (words.ABSOLUTE.has(word) || words.NEGATION.has(word) || word === 'without') {
      if (denying === 'absolute') found.add('denied');
      else {
        if (firm && lacking) found.add('named');
        if (word === 'without') denying = 'without';
        else if (words.ABSOLUTE.has(word)) denying = 'absolute';
        else denying = ['can', 'ca', 'could'].includes(before) ? 'unable' : 'no';
        lacking = any = false;
      }
    } else if (words.EMPTY.has(word) || words.AHEAD.has(word)) {
      if (word === 'todo') found.add('content');
    } else {
      active ||= !found.has('content') && isActivity(word);
      found.add('content');
      const waiting = words.inflected(word, words.WAITING);
      const expected = words.inflected(word, words.EXPECTED);
      const pending = ahead || before === 'be' || before === 'being';
      ahead ||= waiting;
      const deniable = denying !== '' && words.inflected(word, words.DENIABLE);
      if (waiting || deniable || words.inflected(word, words.HINDRANCE)) {
        if (denying === 'unable' && !any) decide('named');
        else if (denying === 'without') decide('relieved');
        else if (denying) found.add('denied');
        else if (waiting) found.add('waiting');
        else if (!active) found.add('named');
      } else if (words.RESOLVED.has(word) && !denying) {
        if (!pending) found.add('resolved');
      } else if (words.RELIEF.has(word) && !denying) {
        const attribute = ['a', 'an', 'the', 'more', 'some'].includes(before);
        if (!ahead && !attribute && !(before === 'be' && clause[at - 2] === 'to')) found.add('relieved');
      } else if (firm && (expected || words.RESOLVED.has(word) || words.RELIEF.has(word))) decide('named');
      else if (denying === 'absolute' && expected && !found.has('denied')) decide('named');
      else if (denying === 'without') denying = '';
      else lacking ||= denying !== '';
    }
  }

  if (denying === 'absolute') found.add('denied');
  else if ((denying === 'no' || denying === 'unable') && !found.has('denied')) {
    if (lacking) found.add('named');
    else if (!found.has('content')) found.add('denied');
  }
  if (found.has('able') && found.has('content') && !ahead) found.add('relieved');
  return {
    verdict: verdictOf(found),
    inSoManyWords: found.has('denied') && found.has('content'),
    remainder,
    past,
  };
}

/** "fixing the login error", "chasing overdue invoices": work on a hindrance, unlike "facing delays" or "missing parts". */
function isActivity(word: string): boolean {
  const undergone = [words.HINDRANCE, words.WAITING, words.AHEAD, words.EMPTY];
  return word.endsWith('ing') && !undergone.some((list) => words.inflected(word, list));
}

/** "threatened", but not "blocked" or "delayed", which may be so still. */
function isPastVerb(word: string): boolean {
  return word.endsWith('ed') && ![words.HINDRANCE, words.WAITING].some((list) => words.inflected(word, list));
}

/** "will fix the error", unlike "will be late" or "will slip". */
function isPlanned(verb: string): boolean {
  const hindered = words.inflected(verb, words.HINDRANCE) || words.inflected(verb, words.WAITING);
  return !hindered && !['be', 'have', 'not', 'take', 'i'].includes(verb);
}

function verdictOf(found: ReadonlySet<Finding>): Verdict {
  if (found.has('denied')) return 'denied';
  if (found.has('resolved')) return 'relieved';
  if (found.has('named')) return 'named';
  if (found.has('waiting')) return 'waiting';
  if (found.has('relieved')) return 'relieved';
  return found.has('content') && !found.has('plan') ? 'content' : 'silent';
}
