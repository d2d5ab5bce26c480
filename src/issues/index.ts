export {
  actOnIssue,
  actOnIssues,
  type IssueAct,
  issueToAct,
  moveWaits,
} from './acts.ts';
export { ageOf, ageStep } from './age.ts';
export { ageWaits } from './ageing.ts';
export type { Issue, IssueKind } from './issue.ts';
export { issueJobs } from './jobs.ts';
export { listIssues, readIssueFor, waitAgesOf } from './list.ts';
export { readMatrix } from './matrix.ts';
export { type OnYou, waitsOn } from './on-you.ts';
export { joinIssue, raisedText, raiseIssue } from './raise.ts';
export { othersLike, similarIssues, similarOf } from './similar.ts';
export {
  acceptForm,
  answerBackForm,
  askBackForm,
  changeForm,
  declineForm,
  departmentOptions,
  MAX_TITLE,
  mergeForm,
  NOBODY,
  OWN,
  passOnForm,
  type RaiseValues,
  raiseForm,
} from './views/forms.ts';
export { allOnYouView, onYouElements } from './views/on-you.ts';
export { headline, stepText } from './views/words.ts';
export {
  type NewWait,
  openWaits,
  type SaidOfWait,
  saidInForm,
  sayStillWaiting,
  sayWaits,
  type Wait,
  type WaitAnswer,
  type WaitAnswers,
  waitsOfEntries,
} from './waits.ts';
