import { CONNECTIVE, EXCEPTION, MISTYPED, MODAL, PHRASES, SUBJECT, TRANSLATED } from './blocked-words.ts';

export interface Clause {
  words: string[];
  /** The connective that began it ("but", "because", "just"), "except" before an exception, or empty. */
  opener: string;
  /** The mark that closed it, or empty where a connective did. */
  mark: string;
}

/** Cuts an answer into clauses of plain English words: no case, accents, emoji, contractions or common slips. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let words: string[] = [];
  let opener = '';
  const close = (mark: string, next: string) => {
    if (words.length > 0) clauses.push({ words, opener, mark });
    else if (isSentenceEnd(mark)) clauses.push({ words, opener: '', mark }); // a sentence may end in a bracket
    words = [];
    opener = next;
  };

  for (const [token] of plain(text).matchAll(/[\p{L}\p{M}\p{N}']+|[.!?;:\n,()…–—]| - /gu)) {
    const word = known(token);
    if (word === '') close(token, '');
    else if (EXCEPTION.has(word)) close('', 'except');
    else if (CONNECTIVE.has(word) && !MODAL.has(words.at(-1) ?? ''))
      close('', opener === 'except' && words.length === 0 ? opener : word);
    else if (startsAnew(words, word)) {
      close('', '');
      words.push(word);
    } else words.push(word);
  }
  close('', '');
  return clauses;
}

export function isSentenceEnd(mark: string): boolean {
  return mark !== '' && '.!?;\n…'.includes(mark);
}

function plain(text: string): string {
  const lower = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  const bare = lower
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(/:[a-z0-9_+-]+:/g, ' ')
    .replace(/[:;=]['-]?(?:[dpo/\\|](?![\p{L}\p{N}/])|[()[\]](?![\p{L}\p{N}]))/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])xd(?![\p{L}\p{N}])/gu, ' ')
    .replace(/(\d)[.,:](?=\d)/g, '$1')
    .replace(/[^\S\n]+/g, ' ');
  return PHRASES.reduce((sentence, [phrase, word]) => sentence.replace(phrase, word), bare);
}

function known(token: string): string {
  if (!/[\p{L}\p{N}]/u.test(token)) return '';
  const word = token.replaceAll("'", '');
  return (
    TRANSLATED.get(token) ?? TRANSLATED.get(word) ?? MISTYPED.find((right) => isSlip(word, right)) ?? word
  );
}

/** One letter left out, added or swapped with its neighbour; never another letter, since "writing" is not "waiting". */
function isSlip(word: string, right: string): boolean {
  if (word[0] !== right[0] || Math.abs(word.length - right.length) > 1 || word === right) return false;
  let same = 0;
  while (same < right.length && word[same] === right[same]) same++;
  const [rest, wanted] = [word.slice(same), right.slice(same)];
  if (rest.length > wanted.length) return rest.slice(1) === wanted;
  if (rest.length < wanted.length) return rest === wanted.slice(1);
  return rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
}

/** "No I am fine", "none all good", "the API is up and the tests pass": a new subject without a comma. */
function startsAnew(words: readonly string[], word: string): boolean {
  const before = words.at(-1);
  if (before === 'and') return SUBJECT.has(word);
  const denied = words.length === 1 && (before === 'no' || before === 'none' || before === 'nope');
  return denied && (SUBJECT.has(word) || word === 'not');
}
