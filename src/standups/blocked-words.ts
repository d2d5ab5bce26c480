/**
 * The words that `namesBlocker` knows, by the part they play in a clause. They are words of any work: no product,
 * task or subject belongs here, since whatever is left without a denial counts as naming something anyway.
 * Verbs and nouns stand in their base form; `inflected` finds "waits", "waited", "waiting", "stopped" and "relies".
 */
const words = (list: string) => new Set(list.split(/\s/).filter(Boolean));

/** Deny by themselves and with more content ("nothing to report"), unless that fails to happen ("nothing works"). */
export const ABSOLUTE = words('none nothing nope nah nil zilch null noone noen nuthing');

/** Deny alone or before a hindrance ("no issues"); before any other thing they say that it is lacking ("no access"). */
export const NEGATION = words('no not never nobody neither nor zero 0 non');

/** Say that something hinders; negated, that nothing does. */
export const HINDRANCE = words(`
  block blocker blockage roadblock impediment impede obstacle obstruct hindrance hinder bottleneck showstopper hurdle
  hiccup hitch barrier constraint restrict limitation stuck stall stop prevent hang jam gap
  miss lack shortage short understaffed insufficient unavailable absent sick scarce sparse
  breaks breaking broke broken fail failure fault faulty defective error bug crash outage wrong bad poor poorly
  conflict clash issue problem problemo prob trouble freeze expire reject refuse decline flaky unstable corrupt locked
  outdated cancel lose lost damage slow mess
  difficult difficulty hard harder struggle challenge challenging confuse unclear vague unsure unknown uncertain tricky
  tough delay late behind slip postpone overdue stale overload overwhelm swamped unable impossible unresolved unanswered
  affect impact disrupt interfere`);

/** Deny a hindrance when negated ("no questions"); by themselves they need not name one ("three points left"). */
export const DENIABLE = words(`
  concern worry stress drama dependency escalation risk question complaint complain point update news change comment`);

/** Hindrances that wait for something: what they wait for has not happened ("waiting for it to be fixed"). */
export const WAITING = words('wait await pending depend rely need require');

/** Name something still to do or to be had: what follows them has not happened either, but need not hold anyone up. */
export const AHEAD = words('todo get hope try want after once when until till');

/** Past a hindrance: clear the hindrance of their own clause ("the licence problem is solved"). */
export const RESOLVED = words(`
  fixed resolved solved sorted repaired replaced renewed unblocked unlocked overcame overcome cleared settled restored
  recovered`);

/** Past a hindrance if that is what they are said of ("the error is gone"), but a loss of anything else. */
export const VANISHED = words('gone disappeared vanished');

/** All is well, unless the clause names a hindrance; negated, they name one. */
export const RELIEF = words(`
  fine good great ok okay alright smooth smoothly well perfect perfectly clear quiet green healthy ready able happy easy
  normal manageable handle manage comfortable progressing already done finished completed approved confirmed granted
  arrived delivered installed signed merged replied responded answered shipped passed`);

/** What people, things and tools are expected to do; when they do not, even after "nothing", that is a hindrance. */
export const EXPECTED = words(`
  work function know understand sure certain receive arrive reply respond answer approve confirm sign deliver ship start
  finish complete continue available accept load connect happen move progress reproduce access enough hear resolve solve
  fix repair`);

/** Tell of the past, beside verbs in "-ed". */
export const PAST = words('was were had did yesterday');

/** What follows need not come true. */
export const HYPOTHETICAL = words('may might could maybe perhaps possibly potentially');
export const CONDITION = words('if unless');

/** Start a clause; the one before may deny what this one names, or the other way round. */
export const CONNECTIVE = words('but however though although whereas while because since so just only still');

/** After these, "still", "just" and "only" start nothing ("can still finish"). */
export const MODAL = words('can could should would will');

/** Take what follows out of a denial. */
export const EXCEPTION = words('except excepting besides barring beyond');

/** Limit a denial to what was not named before ("nothing else", "otherwise fine", "nothing yet"). */
export const REMAINDER = words('else other otherwise rest remaining yet');

/** Start a clause after "and", or after a leading "no" or "none" without a comma. */
export const SUBJECT = words('i we it they he she you there the my our all everything nothing nobody no');

/** Definite: the object of the verb before, which a negation does not deny ("has not read the error report"). */
export const OBJECT = words(
  'the my our your his her their to from for on in at with about by into since when and',
);

/** Name nothing: they neither confirm nor break a denial. */
export const EMPTY = words(`
  a an the this that these those any anything anyone anybody some something there here which who what
  i im ive we you he she it its they me us my our your his her their mine myself one ones
  am is are was were be been being do does did have has had having can could will would should shall must ca wo
  to from for on of in at with about by into since when as than and or out up over too also very quite so just only still
  now right moment currently current present presently today tonight yesterday tomorrow week month sprint day days
  morning far yet recently lately anymore ago immediate next last new
  really actually basically honestly specifically particularly luckily thankfully fortunately hopefully much lot major
  minor big bigger large huge significant real serious critical urgent important special open more further additional
  specific particular usual such else other otherwise applicable relevant whatsoever
  think see aware believe guess expect foresee anticipate encounter face experience find notice run ran come came across
  say feel hit identify got deal suffer issued issuing
  hi hello hey thanks thank thx ty cheers lol haha hmm uh um ugh tbh imo btw afaik atm`);

/** Belittle a hindrance. */
export const MINOR = words('minor small little tiny usual normal few');

/** A whole answer by itself that means none. */
export const BLANK = words('x na');

/** Several words that act as one; replaced in this order, in lower case with single spaces. */
export const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bn ?[/.\\]? ?a\b/g, 'none'],
  [/\bcannot\b/g, 'can not'],
  [/\b(do|does|did|is|are|was|were|have|has|had|could|should|would|ca|wo|must|need|ai)n'?t\b/g, '$1 not'],
  [/'ll\b/g, ' will'],
  [/'(?:s|re|m|ve|d)\b/g, ''],
  [/\bto (?:report|add|share|mention|flag|raise|say|note|declare)\b/g, ''],
  [/\b(?:from|on|at|for) (?:my|our) (?:side|end|part|behalf|perspective)\b/g, ''],
  [/\b(?:issue|bug|problem) #?(?=\d)/g, 'ticket '],
  [
    /\b(?:slow|short|late|long|hard|tough|bad|busy) (?=(?:day|week|shift|morning|afternoon|night|meeting)s?\b)/g,
    'full ',
  ],
  [/\btoo (?:much|many)\b/g, 'overload'],
  [
    /\bno (?:news|updates?) from (?!my|our)|\bnothing (?:back |heard |yet )?from (?!my|our|me|us)\b/g,
    'lack ',
  ],
  [/\bno \w+ (?:is |was )?(?:needed|required|necessary)\b/g, 'none'],
  [/\bno-?(?=(?:blocker|issue|problem)s?\b)/g, 'no '],
  [/\bno one\b/g, 'nobody'],
  [/\bno longer (?:exists?|appl(?:y|ies))\b/g, 'resolved'],
  [/\b(?:no longer|free (?:of|from))\b/g, 'not'],
  [/\b(?:hold|holds|holding|held)[ -](?:me |us |it |things |anything )?(?:ups?|back)\b/g, 'block'],
  [/\bin (?:my|our|the) way\b/g, 'block'],
  [/\bnothing (?:i|we) can do\b|\b(?:can|ca) not do (?:anything|much)\b/g, 'stuck'],
  [/\b(is|are|was|were|be|been|being|went|goes|still) down\b/g, '$1 broken'],
  [/\bon hold\b/g, 'waiting'],
  [/\bout of\b/g, 'lack'],
  [
    /\b(?:on (?:track|schedule|time|target)|ahead of|in time|according to plan|as (?:planned|expected))\b/g,
    'fine',
  ],
  [
    /\b(?:good to go|all set|in good shape|ha(?:ve|s) (?:enough )?time|under control|up and running)\b/g,
    'fine',
  ],
  [/\b(?:can|ca|could) not (?:complain|be better|wait to)\b|\bnever (?:been )?better\b/g, 'fine'],
  [/\b(?:have|got) (?:everything|all|what) (?:i|we) need(?:ed)?\b/g, 'fine'],
  [/\b(?:making|good|steady) progress\b|\bsmooth sailing\b|\b(?:everything|all|it all) works\b/g, 'fine'],
  [
    /\b(?:figured (?:it |that |this )?out|worked around|go?t past|behind (?:us|me)|went away|dealt with)\b/g,
    'resolved',
  ],
  [/\b(?:taken|took|takes) care of\b|\b(?:now|finally) work(?:s|ing)\b(?! on)|\bworks now\b/g, 'resolved'],
  [
    /\b(?:back (?:up|online|to normal)|(?:is|are|was|were|it|they) back|(?:online|up|available|working) again)\b/g,
    'resolved',
  ],
  [/\b(?:turned up|showed up|came through|got back to (?:me|us)|found (?:a|an|another))\b/g, 'arrived'],
  [/\b(?:would be (?:great|good|nice|helpful)|would (?:appreciate|like)|could use)\b/g, 'need'],
  [/\b(?:can|could) (?:someone|anyone|somebody|anybody|you)\b/g, 'need'],
  [/\b(?:apart|aside|except|other) (?:from|for|than)\b|\bnothing but\b|\bexception of\b/g, 'except'],
  [/\bwill need\b|\bneed to\b/g, 'todo'],
  [/\b(?:going|planning|plan|intend|continue|continuing) to (?!the|a|my|be)\b/g, 'will '],
  [/\bnot (?:just|only)\b/g, ''],
  [/\bso far\b/g, 'yet'],
  [/\bas well\b/g, 'also'],
  [/\b(?:know|heard?|think) of\b|\bcomes? to mind\b|\bto my knowledge\b/g, 'aware'],
  [/\bfor the time being\b|\bat th(?:is|e) (?:time|point)(?: in time)?\b/g, 'now'],
];

/** Plain denials of other languages and the words that come with them, without accents. Add a language here. */
export const TRANSLATED = new Map<string, string>(
  Object.entries({
    no: `nein kein keine keinen keiner keinerlei ohne nao sem aucun aucune pas sans sin ningun ninguno ninguna nessun
      nessuno nessuna nenhum nenhuma geen nee brak ingen inga nej nei ikke нет yok`,
    nothing: 'nichts rien nada niente nulla niets ingenting intet ничего なし 特になし 无 無 没有 暂无',
    problem: `probleme problemen problema problemas problemi probleem problemy problemow problemer проблем blockaden
      blocage blocages blocchi bloqueo bloqueos bloqueio bloqueios impedimento impedimentos hindernisse blokkades
      блокеров`,
    now: `aktuell derzeit momentan gerade heute zurzeit momento ahora hoy por el de pour l'instant instant agora oggi ora
      nu vandaag signaler reportar melden`,
    fine: 'gut bien bene bem goed dobrze',
  }).flatMap(([english, list]) => [...words(list)].map((word) => [word, english] as const)),
);

/** The words of this answer that people mistype most. */
export const MISTYPED = [...words('nothing blocker blockers blocked blocking waiting problems issues')];

/** Is the word, or the base that it is an inflection of, in the list? */
export function inflected(word: string, list: ReadonlySet<string>): boolean {
  if (list.has(word)) return true;
  return ['ing', 'ed', 'es', 's', 'd'].some((ending) => {
    const base = word.slice(0, -ending.length);
    if (base.length < 3 || !word.endsWith(ending)) return false;
    const single = base.at(-1) === base.at(-2) ? base.slice(0, -1) : base;
    return [base, single, `${base}e`, base.replace(/i$/, 'y')].some((form) => list.has(form));
  });
}
