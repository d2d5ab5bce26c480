export { managedStandup, managedStandupNamed, managedStandups } from './access.ts';
export { askAfterAll, excuse } from './away.ts';
export { repeatedAnswers, submitEntry } from './entries.ts';
export { standupJobs } from './handlers.ts';
export { nextPromptOf, standupsOf } from './membership.ts';
export type { StandupRow } from './occurrences.ts';
export { adHocRef, type OpenEntry, openEntries, readEntry } from './open-entries.ts';
export { type Answers, answerAbout, parseQuestions, readQuestions } from './questions.ts';
export { latestRound, readRound } from './rounds.ts';
export {
  parseTimes,
  parseZone,
  type StandupSettings,
  saveStandup,
  setStandupState,
  startNow,
} from './settings.ts';
export { templates } from './templates.ts';
export { answerForm, answersOf } from './views/answer-form.ts';
export { firstLine, reportView } from './views/channel.ts';
export { homeView } from './views/home.ts';
export { answerButton, editButton, untilText } from './views/prompt.ts';
export { archiveView, setupView } from './views/setup.ts';
export { standupForm } from './views/standup-form.ts';
