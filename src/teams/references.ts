import { z } from 'zod';
import type { KnownChannel } from '../chat/installations.ts';

/** What is kept of a person: their personal chat with the bot. */
const personSchema = z.object({ conversation: z.string(), serviceUrl: z.string() });
export type PersonReference = z.infer<typeof personSchema>;

/** What is kept of a channel: the team that it is in, if any; a group chat has none, and no threads. */
const channelSchema = z.object({ serviceUrl: z.string(), team: z.string().optional() });
export type ChannelReference = z.infer<typeof channelSchema>;

export const readPerson = (reference: unknown): PersonReference | undefined =>
  personSchema.safeParse(reference).data;

export const readChannel = ({ reference }: KnownChannel): ChannelReference | undefined =>
  channelSchema.safeParse(reference).data;

/** A conversation whose id could lead elsewhere when it becomes part of an address is none. */
export const isConversation = (id: string): boolean => /^[^\s/?#\\%]{1,300}$/.test(id) && !id.includes('..');

/** The thread below a message of a channel is a conversation of its own. */
export const threadOf = (channel: string, message: string): string => `${channel};messageid=${message}`;
