import type { PlatformName } from '../chat/platform.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Context } from '../context.ts';

export type Connection = {
  readonly platform: PlatformName;
  readonly state: 'connected' | 'not_connected' | 'removed';
  /** The workspace's name there. */
  readonly name: string | null;
  /** How it stands, and what to do next. */
  readonly sentence: string;
  /** Whether there is somebody to ask. */
  readonly testable: boolean;
};

/** How a company stands with each platform. */
export async function connectionsOf(context: Context, workspaceId: string): Promise<Connection[]> {
  return [
    await chatConnection(context, workspaceId, 'slack'),
    await chatConnection(context, workspaceId, 'teams'),
    {
      platform: 'web',
      state: 'connected',
      name: null,
      sentence: 'This page. Who has no seat in chat comes in by a personal link from the list of people.',
      testable: false,
    },
  ];
}

async function chatConnection(
  { db, platforms, publicUrl }: Context,
  workspaceId: string,
  platform: 'slack' | 'teams',
): Promise<Connection> {
  const chat = platforms.get(platform);
  const installation = await db.installation.findFirst({
    where: { workspaceId, platform },
    // One that is live, else the latest.
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }],
    select: { name: true, revokedAt: true },
  });
  const name = installation?.name ?? null;
  const { title, place, how } = wordsFor(platform, publicUrl);
  if (!chat) {
    const sentence = `This Tutti runs without ${title}. Whoever runs it can change that: its README says how.`;
    return { platform, state: 'not_connected', name, sentence, testable: false };
  }
  if (!installation) {
    const sentence = `I am in no ${place} of yours. ${how} to add me.`;
    return { platform, state: 'not_connected', name, sentence, testable: false };
  }
  if (installation.revokedAt) {
    const sentence = `I was removed from ${name}. ${how} again, and what waited goes out.`;
    return { platform, state: 'removed', name, sentence, testable: false };
  }
  const sentence = `I am in ${name}. People there are asked in ${title}.`;
  return { platform, state: 'connected', name, sentence, testable: chat.check !== undefined };
}

function wordsFor(platform: 'slack' | 'teams', publicUrl: string | undefined) {
  if (platform === 'teams') {
    return {
      title: 'Microsoft Teams',
      place: 'Teams organisation',
      how: 'Upload manifest/teams/tutti.zip there',
    };
  }
  const how = publicUrl ? `Open ${publicUrl}/slack/install` : 'Install me there';
  return { title: 'Slack', place: 'Slack workspace', how };
}

/** Asks a platform whether it still knows us, and says in one sentence what it answered. */
export async function testConnection(
  context: Context,
  workspaceId: string,
  platform: PlatformName,
): Promise<{ works: boolean; sentence: string }> {
  const connections = await connectionsOf(context, workspaceId);
  const connection = connections.find((one) => one.platform === platform);
  const check = context.platforms.get(platform)?.check;
  if (!connection?.testable || !check)
    return { works: connection?.state === 'connected', sentence: connection?.sentence ?? '' };
  try {
    const name = await check(workspaceId);
    return { works: true, sentence: `${name || 'The workspace'} answered and knows me.` };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { works: false, sentence: error.message };
  }
}
