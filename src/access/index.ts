export { firstDoor } from './first-door.ts';
export { accessJobs } from './jobs.ts';
export { LINK_MINUTES, makeOnceLink, makePersonalLink, revokePersonalLink, signInByLink } from './links.ts';
export { endSession, readSession, sessionsOf, signIn, stillHolding } from './sessions.ts';
export { makeToken, readToken, revokeToken, tokensOf } from './tokens.ts';
