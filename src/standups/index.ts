export { managedStandup, managedStandupHere, managedStandupNamed, managedStandups } from './access.ts';
export { comeBack, goAway } from './away.ts';
export { namesBlocker } from './blocked.ts';
export { occurrenceKey, repeatedAnswers, submitEntry } from './entries.ts';
export { exportRound, exportStandup } from './export.ts';
export { standupJobs } from './handlers.ts';
export { inboxCards, ownAnswers } from './inbox.ts';
export { listManaged } from './managed.ts';
export { nextPromptOf, standupsOf } from './membership.ts';
export { openOccurrence, type StandupRow, slotOf } from './occurrences.ts';
export { adHocRef, type OpenEntry, openEntries, readEntry } from './open-entries.ts';
export { readParticipation, usualShare } from './participation.ts';
export { type Preview, previewStandup } from './preview.ts';
export { promptDue } from './prompts.ts';
export {
  type Answers,
  answerAbout,
  inTheWay,
  parseQuestions,
  type Question,
  readQuestions,
} from './questions.ts';
export { latestRound, readRound } from './rounds.ts';
export { searchAnswers } from './search.ts';
export {
  parseTimes,
  parseZone,
  type StandupSettings,
  saveStandup,
  setStandupState,
  startNow,
} from './settings.ts';
export { templates } from './templates.ts';
export { type RoundSummary, readDay, readDays, readRoundFor, titleOf } from './today.ts';
export { answerForm, answersOf, waitsOf } from './views/answer-form.ts';
export { threadView } from './views/answers.ts';
export { channelView, firstLine, reportView } from './views/channel.ts';
export { homeView } from './views/home.ts';
export { answerButton, editButton, untilText } from './views/prompt.ts';
export { archiveView, setupView } from './views/setup.ts';
export { standupForm } from './views/standup-form.ts';
