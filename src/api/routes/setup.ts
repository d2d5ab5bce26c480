import { hasRole } from '../../chat/actor.ts';
import { TuttiError } from '../../errors.ts';
import { listManaged, type Preview, previewStandup, templates } from '../../standups/index.ts';
import type { setupRoutes } from '../contract/setup.ts';
import type { Handlers } from '../route.ts';
import { setupCompanyHandlers } from './setup-company.ts';
import { setupPeopleHandlers } from './setup-people.ts';

/** What the page Set-up shows and changes. Stand-ups themselves are changed by the acts of /tutti setup. */
export const setupHandlers: Handlers<keyof typeof setupRoutes> = {
  ...setupPeopleHandlers,
  ...setupCompanyHandlers,
  async 'GET /api/setup/standups'(context, { actor }) {
    const standups = await listManaged(context, actor);
    return {
      standups: standups.map(({ nextAt, ...standup }) => ({
        ...standup,
        nextAt: nextAt?.toISOString() ?? null,
      })),
      mayCreate: hasRole(actor, 'lead'),
      templates: templates.map(({ id, name }) => ({ id, name })),
    };
  },
  async 'POST /api/setup/preview'(context, { actor, body }) {
    const preview = tryPreview(() => previewStandup(context, actor, body));
    if ('fault' in preview) return { ...preview, prompt: null, form: null };
    const { prompt, form } = preview;
    const { slack, teams } = context.services.previews;
    return {
      fault: null,
      prompt: { web: prompt, slack: slack(prompt), teams: teams(prompt) },
      form,
    };
  },
};

/** Half-typed questions are no fault of the request: the sentence is shown beside the last preview that was well. */
function tryPreview(draw: () => Preview): Preview | { fault: string } {
  try {
    return draw();
  } catch (error) {
    if (error instanceof TuttiError) return { fault: error.message };
    throw error;
  }
}
