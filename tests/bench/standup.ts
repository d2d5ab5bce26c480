import { drainLane } from '../../src/chat/drain.ts';
import { type Platform, PlatformError, type PlatformName } from '../../src/chat/platform.ts';
import { openOccurrence } from '../../src/standups/occurrences.ts';
import { promptDue } from '../../src/standups/prompts.ts';
import { type BenchCompany, makeCompany } from './company.ts';
import { bounded, compared, noted, type Part } from './row.ts';

const PEOPLE = 2000;

/** Slack's limits, ten times as fast so that the measurement takes seconds; our own work then weighs ten times. */
const TIMES_FASTER = 10;
const limits = {
  perWorkspace: { burst: 5, intervalMs: 200 / TIMES_FASTER },
  perChannel: { burst: 1, intervalMs: 1000 / TIMES_FASTER },
};

/** A platform that counts as Slack does, and refuses what comes too soon. */
function createStrictPlatform(): Platform & { sent: number; refused: number } {
  let tokens = limits.perWorkspace.burst;
  let at = performance.now();
  const unused = () => Promise.reject(new Error('The bench does not use this.'));
  const platform: Platform & { sent: number; refused: number } = {
    name: 'slack',
    limits,
    sent: 0,
    refused: 0,
    async send(to) {
      const now = performance.now();
      tokens = Math.min(limits.perWorkspace.burst, tokens + (now - at) / limits.perWorkspace.intervalMs);
      at = now;
      // A clock read in whole milliseconds may be one ahead.
      if (tokens < 1 - 1 / limits.perWorkspace.intervalMs) {
        platform.refused += 1;
        throw new PlatformError('rate_limited', 'Too many messages.', { retryAfterMs: 1000 });
      }
      tokens -= 1;
      platform.sent += 1;
      return `${to.id}:1`;
    },
    update: unused,
    profiles: () => (async function* () {})(),
    profile: async () => undefined,
    members: async () => [],
    channelName: unused,
  };
  return platform;
}

async function makeOccurrence(company: BenchCompany): Promise<{ id: string; ms: number }> {
  const standup = await company.store.db.standup.findUniqueOrThrow({ where: { id: company.standupId } });
  const startNow = company.context.clock.now();
  const begun = performance.now();
  const id = await openOccurrence(company.context, standup, {
    localDate: startNow.toISOString().slice(0, 10),
    slot: 0,
    startNow,
  });
  if (!id) throw new Error('No occurrence was made.');
  return { id, ms: performance.now() - begun };
}

export const occurrence: Part = {
  name: 'occurrence',
  async run() {
    const company = await makeCompany(PEOPLE);
    const { id, ms } = await makeOccurrence(company);
    const begun = performance.now();
    await promptDue(company.context, { occurrenceId: id });
    const prompts = performance.now() - begun;
    await company.close();
    company.remove();
    return [
      bounded('rows and jobs of an occurrence of 2,000 people', ms / 1000, 's', 2),
      noted('their 2,000 prompts written', prompts / 1000, 's'),
    ];
  },
};

export const delivery: Part = {
  name: 'delivery',
  async run() {
    const platform = createStrictPlatform();
    const company = await makeCompany(PEOPLE, new Map<PlatformName, Platform>([['slack', platform]]));
    const { id } = await makeOccurrence(company);
    await promptDue(company.context, { occurrenceId: id });
    const { id: workspaceId } = await company.store.db.workspace.findFirstOrThrow();
    const begun = performance.now();
    await drainLane(company.context, { workspaceId, platform: 'slack' }, new AbortController().signal);
    const taken = (performance.now() - begun) / 1000;
    await company.close();
    company.remove();
    const { burst, intervalMs } = limits.perWorkspace;
    const least = ((PEOPLE - burst) * intervalMs) / 1000;
    if (platform.sent !== PEOPLE) throw new Error(`${platform.sent} of ${PEOPLE} prompts arrived.`);
    return [
      compared(
        `2,000 prompts delivered under Slack’s limits, ${TIMES_FASTER} times as fast`,
        { value: taken, reference: least, unit: 's' },
        { atMost: 1.05 },
      ),
      noted('refused for coming too soon', platform.refused, 'messages'),
    ];
  },
};
