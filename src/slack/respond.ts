import type { Json } from '../chat/json.ts';
import { PlatformError } from '../chat/platform.ts';

/** Posts to a response_url: an answer that needs no token and no channel. */
export type Respond = (url: string, message: Json) => Promise<void>;

const TIMEOUT_MS = 10_000;

export const respond: Respond = async (url, message) => {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
  } catch (cause) {
    throw new PlatformError('ambiguous', 'I could not reach Slack to answer you. Please try again.', {
      cause,
    });
  }
  if (!response.ok) {
    throw new PlatformError(
      response.status === 404 ? 'no_such_message' : 'rejected',
      'Slack no longer took my answer, perhaps because it came late. Please try again.',
    );
  }
};
