import type { Command } from '../src/chat/command.ts';
import { away } from './away.ts';
import { digest } from './digest.ts';
import { raise } from './raise.ts';
import { standup } from './standup.ts';
import { tutti } from './tutti.ts';

/** Every command, in the order of the help text. A test holds this list against the folder and the manifests. */
export const commands: readonly Command[] = [standup, away, raise, digest, tutti];
