import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Address,
  type MessageRef,
  type Platform,
  PlatformError,
  type Profile,
} from '../../src/chat/platform.ts';
import type { View } from '../../src/chat/view.ts';

/** One platform as its contract is tested: with a person, a channel they are in, and eyes to see what they see. */
export type Harness = {
  readonly platform: Platform;
  readonly person: Address;
  /** A channel whose members the platform lists, the person among them. */
  readonly channel: Address & { readonly name: string };
  /** The summaries of what a place shows, oldest first, threads left out. */
  seen(place: Address): readonly string[] | Promise<readonly string[]>;
  seenInThread(place: Address, of: MessageRef): readonly string[] | Promise<readonly string[]>;
  /** Somebody deletes a message by hand. */
  remove(place: Address, message: MessageRef): void | Promise<void>;
  /** The next message is refused for coming too soon; absent where the platform is our own and never says so. */
  hurry?(retryAfterMs: number): void;
  /** The next message is taken, but the answer to that never comes back. */
  loseNextAnswer(): void;
  /** Lets the moment pass that a platform needs before it lists what it has taken. */
  later(): Promise<void>;
  close(): Promise<void>;
};

const view = (text: string): View => ({ summary: text, elements: [{ kind: 'text', text }] });

/** What chat/ expects of every platform. Each one runs this suite; so does the test platform, to be a fair stand-in. */
export function platformContract(name: string, open: () => Promise<Harness>): void {
  describe(`the platform port: ${name}`, () => {
    let harness: Harness;
    let serial = 0;
    const key = () => {
      serial += 1;
      return `contract:${serial}`;
    };
    const since = new Date(0);
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());

    it('sends to a person and to a channel', async () => {
      const { platform, person, channel } = harness;
      await platform.send(person, view('for Ana'), { key: key() });
      await platform.send(channel, view('for all'), { key: key() });
      expect(await harness.seen(person)).toContain('for Ana');
      expect(await harness.seen(channel)).toContain('for all');
    });

    it('sends into the thread of a message', async () => {
      const { platform, channel } = harness;
      const thread = await platform.send(channel, view('top'), { key: key() });
      await platform.send(channel, view('below'), { key: key(), thread });
      expect(await harness.seenInThread(channel, thread)).toEqual(['below']);
      expect(await harness.seen(channel)).not.toContain('below');
    });

    it('edits a message where it stands', async () => {
      const { platform, person } = harness;
      const before = (await harness.seen(person)).length;
      const message = await platform.send(person, view('first'), { key: key() });
      await platform.update(person, message, view('second'));
      expect(await harness.seen(person)).toHaveLength(before + 1);
      expect((await harness.seen(person)).at(-1)).toBe('second');
    });

    it('finds a message by its key, in a thread as well, and nothing by another', async () => {
      const { platform, person, channel } = harness;
      if (!platform.find) return;
      const [first, second] = [key(), key()];
      const message = await platform.send(person, view('lost'), { key: first });
      const thread = await platform.send(channel, view('top'), { key: key() });
      const reply = await platform.send(channel, view('reply'), { key: second, thread });
      await harness.later();
      expect(await platform.find(person, first, { since })).toBe(message);
      expect(await platform.find(channel, second, { since, thread })).toBe(reply);
      expect(await platform.find(person, key(), { since })).toBeUndefined();
    });

    it('says that it does not know when an answer is lost, and can then be asked', async () => {
      const { platform, person } = harness;
      const lost = key();
      harness.loseNextAnswer();
      expect((await refusal(platform.send(person, view('did it arrive'), { key: lost }))).fault).toBe(
        'ambiguous',
      );
      await harness.later();
      if (platform.find) expect(await platform.find(person, lost, { since })).toBeDefined();
    });

    it('says how long to wait when it is asked too often', async () => {
      if (!harness.hurry) return;
      harness.hurry(7000);
      const error = await refusal(harness.platform.send(harness.person, view('too soon'), { key: key() }));
      expect([error.fault, error.retryAfterMs]).toEqual(['rate_limited', 7000]);
    });

    it('says that a place, or a message, is gone', async () => {
      const { platform, person, channel } = harness;
      const nowhere = { ...channel, id: 'C0000000000' };
      expect((await refusal(platform.send(nowhere, view('x'), { key: key() }))).fault).toBe('no_such_place');
      const message = await platform.send(person, view('soon gone'), { key: key() });
      await harness.remove(person, message);
      expect((await refusal(platform.update(person, message, view('x')))).fault).toBe('no_such_message');
    });

    it('says every refusal in one sentence', async () => {
      const error = await refusal(
        harness.platform.send({ ...harness.channel, id: 'C0000000000' }, view('x'), { key: key() }),
      );
      expect(error.message).toMatch(/^[A-Z“#][^\n]+\.$/);
    });

    it('knows its people', async () => {
      const { platform, person } = harness;
      const people: Profile[] = [];
      for await (const profile of platform.profiles(person.workspaceId)) people.push(profile);
      expect(people.map(({ externalId }) => externalId)).toContain(person.id);
      expect(await platform.profile(person.workspaceId, person.id)).toMatchObject({
        externalId: person.id,
        active: true,
      });
      expect(await platform.profile(person.workspaceId, 'U0000000000')).toBeUndefined();
    });

    it('knows a channel’s members and its name', async () => {
      const { platform, person, channel } = harness;
      expect(await platform.members(channel.workspaceId, channel.id)).toContain(person.id);
      expect(await platform.channelName(channel.workspaceId, channel.id)).toBe(channel.name);
      expect((await refusal(platform.channelName(channel.workspaceId, 'C0000000000'))).fault).toBe(
        'no_such_place',
      );
    });
  });
}

async function refusal(attempt: Promise<unknown>): Promise<PlatformError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PlatformError) return error;
  throw new Error(`Expected a PlatformError, got ${String(error)}`);
}
