import * as words from './blocked-words.ts';

/** "waiting" names a hindrance too, but nothing that is broken; "content" says something, "silent" nothing that counts. */
export type Verdict = 'denied' | 'relieved' | 'named' | 'waiting' | 'content' | 'silent';

export interface Judgement {
  verdict: Verdict;
  /** It denies a hindrance by name ("no blockers"), not only "none". */
  inSoManyWords: boolean;
  /** It speaks of what was not said before. */
  remainder: boolean;
  past: boolean;
}

type Finding = Exclude<Verdict, 'silent'> | 'resolved' | 'able' | 'future' | 'plan';

interface Hearing {
  found: Set<Finding>;
  /** The negation that nothing has decided yet: "no", "cannot", "nothing" or "without". */
  denying: '' | 'no' | 'unable' | 'absolute' | 'without';
  /** Something other than a hindrance stands behind that negation. */
  lacking: boolean;
  any: boolean;
  /** What follows has not happened: it is awaited, hoped for or still to do. */
  ahead: boolean;
  /** It began with what the person does about things ("fixing ...", "will fix ..."). */
  active: boolean;
}

/**
 * Judges one clause in a single pass. A negation holds until something decides what it says: a hindrance behind it is
 * denied ("not waiting for anyone"), what was expected failed ("no one replied", "nothing works"), and any other thing
 * is lacking ("no access"). "Nothing" and "none" deny unless what follows failed; "cannot" names whatever it is that one
 * cannot do ("cannot find the bug"). Without a negation, what is resolved outweighs a hindrance ("the bug is fixed")
 * unless it lies ahead ("waiting for it to be fixed"), a hindrance outweighs relief, and what "might" be counts for nothing.
 */
export function judge(clause: readonly string[]): Judgement {
  const hearing: Hearing = {
    found: new Set(),
    denying: '',
    lacking: false,
    any: false,
    ahead: false,
    active: false,
  };
  const { found } = hearing;
  let remainder = false;
  let past = false;
  let beforeThat = '';
  let before = '';
  for (const [at, word] of clause.entries()) {
    const next = clause[at + 1] ?? '';
    const conditional = words.CONDITION.has(word);
    if (conditional && found.has('future'))
      return { verdict: 'silent', inSoManyWords: false, remainder, past };
    if (conditional || (words.HYPOTHETICAL.has(word) && next !== 'not')) break;

    remainder ||= words.REMAINDER.has(word);
    past ||= words.PAST.has(word) || isPastVerb(word);
    hearing.any ||= word.startsWith('any');
    hearing.ahead ||= words.inflected(word, words.AHEAD);
    if (isLackSettled(hearing, word)) settle(hearing, 'named');

    if (word === 'will' || word === 'would') hearFuture(hearing, word, next);
    else if (word === 'can' && (before === 'i' || before === 'we') && next !== 'not') found.add('able');
    else if (isNegation(word)) hearNegation(hearing, word, before);
    else if (word === 'todo') found.add('content');
    else if (!words.EMPTY.has(word) && !words.AHEAD.has(word)) hearContent(hearing, word, before, beforeThat);
    beforeThat = before;
    before = word;
  }
  closeNegation(hearing);
  if (found.has('able') && found.has('content') && !hearing.ahead) found.add('relieved');
  const inSoManyWords = found.has('denied') && found.has('content');
  return { verdict: verdictOf(found), inSoManyWords, remainder, past };
}

function settle(hearing: Hearing, finding: Finding) {
  hearing.found.add(finding);
  hearing.denying = '';
}

const isFirm = ({ found, denying }: Hearing) =>
  (denying === 'no' || denying === 'unable') && !found.has('denied');

const isNegation = (word: string) =>
  words.ABSOLUTE.has(word) || words.NEGATION.has(word) || word === 'without';

/** "no answer | from the vendor about the problem", "nothing moves | until the board decides" */
function isLackSettled(hearing: Hearing, word: string): boolean {
  if (!hearing.lacking) return false;
  return (isFirm(hearing) && words.OBJECT.has(word)) || (hearing.denying === 'absolute' && word === 'until');
}

/** "will fix the error" is a plan, unlike "will be late" or "will slip". */
function hearFuture(hearing: Hearing, word: string, next: string) {
  const hindered = words.inflected(next, words.HINDRANCE) || words.inflected(next, words.WAITING);
  const planned = !hindered && !['be', 'have', 'not', 'take', 'i'].includes(next);
  if (word === 'will' && planned && !hearing.found.has('content')) {
    hearing.found.add('plan');
    hearing.active = true;
  }
  hearing.found.add('future');
}

function hearNegation(hearing: Hearing, word: string, before: string) {
  if (hearing.denying === 'absolute') {
    hearing.found.add('denied'); // "nothing I cannot handle"
    return;
  }
  if (isFirm(hearing) && hearing.lacking) hearing.found.add('named');
  if (word === 'without') hearing.denying = 'without';
  else if (words.ABSOLUTE.has(word)) hearing.denying = 'absolute';
  else hearing.denying = ['can', 'ca', 'could'].includes(before) ? 'unable' : 'no';
  hearing.lacking = false;
  hearing.any = false;
}

function hearContent(hearing: Hearing, word: string, before: string, beforeThat: string) {
  const { found, denying } = hearing;
  hearing.active ||= !found.has('content') && isActivity(word);
  found.add('content');
  const waiting = words.inflected(word, words.WAITING);
  const deniable = denying !== '' && words.inflected(word, words.DENIABLE);
  if (waiting || deniable || words.inflected(word, words.HINDRANCE)) hearHindrance(hearing, waiting);
  else if (denying === '') hearRelief(hearing, word, before, beforeThat);
  else if (isFailure(hearing, word)) settle(hearing, 'named');
  else if (denying === 'without') hearing.denying = '';
  else hearing.lacking = true;
  hearing.ahead ||= waiting;
}

function hearHindrance(hearing: Hearing, waiting: boolean) {
  if (hearing.denying === 'unable' && !hearing.any) settle(hearing, 'named');
  else if (hearing.denying === 'without') settle(hearing, 'relieved');
  else if (hearing.denying !== '') hearing.found.add('denied');
  else if (waiting) hearing.found.add('waiting');
  else if (!hearing.active) hearing.found.add('named');
}

function hearRelief({ found, ahead }: Hearing, word: string, before: string, beforeThat: string) {
  const unfinished = ahead || before === 'be' || before === 'being';
  const attribute = ['a', 'an', 'the', 'more', 'some'].includes(before);
  if (words.RESOLVED.has(word) && !unfinished) found.add('resolved');
  else if (words.VANISHED.has(word) && found.has('named')) found.add('resolved');
  else if (words.RELIEF.has(word) && !ahead && !attribute && !(beforeThat === 'to' && before === 'be'))
    found.add('relieved');
}

/** "not fixed", "no one replied", "none of them work" */
function isFailure(hearing: Hearing, word: string): boolean {
  const expected = words.inflected(word, words.EXPECTED);
  if (hearing.denying === 'absolute') return expected && !hearing.found.has('denied');
  return isFirm(hearing) && (expected || words.RESOLVED.has(word) || words.RELIEF.has(word));
}

/** A negation that nothing decided: "nothing to report", "no VPN", or a bare "not at the moment". */
function closeNegation(hearing: Hearing) {
  if (hearing.denying === 'absolute') hearing.found.add('denied');
  else if (isFirm(hearing) && hearing.lacking) hearing.found.add('named');
  else if (isFirm(hearing) && !hearing.found.has('content')) hearing.found.add('denied');
}

/** "fixing the login error", "chasing overdue invoices": unlike "facing delays" or "missing parts". */
function isActivity(word: string): boolean {
  const undergone = [words.HINDRANCE, words.WAITING, words.AHEAD, words.EMPTY];
  return word.endsWith('ing') && !undergone.some((list) => words.inflected(word, list));
}

/** "threatened", but not "blocked" or "delayed", which may be so still. */
function isPastVerb(word: string): boolean {
  return word.endsWith('ed') && ![words.HINDRANCE, words.WAITING].some((list) => words.inflected(word, list));
}

function verdictOf(found: ReadonlySet<Finding>): Verdict {
  if (found.has('denied')) return 'denied';
  if (found.has('resolved')) return 'relieved';
  if (found.has('named')) return 'named';
  if (found.has('waiting')) return 'waiting';
  if (found.has('relieved')) return 'relieved';
  return found.has('content') && !found.has('plan') ? 'content' : 'silent';
}
