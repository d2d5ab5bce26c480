import type { Form } from '../chat/form.ts';
import type { PlaceHost } from '../chat/installations.ts';
import type { Platform } from '../chat/platform.ts';
import { MOST_OPTIONS, type Offered } from './inputs.ts';
import { peopleIn } from './render-form.ts';

/** What a form can offer beside its own choices: looked up only where it asks for people or channels. */
export type OfferedFor = (workspaceId: string, form: Form) => Promise<Offered>;

export function createOffered(options: {
  host: PlaceHost;
  platform: Pick<Platform, 'profile' | 'profiles'>;
  /** The Playground has no search for people: there they are listed. */
  listPeople: boolean;
}): OfferedFor {
  const { host, platform, listPeople } = options;

  async function people(workspaceId: string, form: Form): Promise<Offered['people']> {
    if (!form.parts.some(({ kind }) => kind === 'person' || kind === 'people')) return [];
    const found = new Map<string, string>();
    if (listPeople) {
      for await (const { externalId, name } of platform.profiles(workspaceId)) {
        found.set(externalId, name);
        if (found.size >= MOST_OPTIONS) break;
      }
    }
    for (const id of peopleIn(form)) {
      const known = found.get(id) ?? (await platform.profile(workspaceId, id).catch(() => undefined))?.name;
      if (known) found.set(id, known);
    }
    return [...found].map(([value, label]) => ({ value, label }));
  }

  async function channels(workspaceId: string, form: Form): Promise<Offered['channels']> {
    if (!form.parts.some(({ kind }) => kind === 'channel')) return [];
    const known = await host.channels('teams', workspaceId);
    return known.map(({ id, name }) => ({ value: id, label: name }));
  }

  return async (workspaceId, form) => ({
    people: await people(workspaceId, form),
    channels: await channels(workspaceId, form),
  });
}
