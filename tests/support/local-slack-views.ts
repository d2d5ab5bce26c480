import { checkView } from './local-slack-blocks.ts';
import {
  type Context,
  isRecord,
  items,
  type Method,
  newId,
  SlackError,
  type State,
  tell,
} from './local-slack-state.ts';
import type { Json, LocalView } from './local-slack-types.ts';

/**
 * Windows and home pages. emulate has them too, but its triggers live whole seconds, it checks no blocks, and no window
 * of its ever closes.
 */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': (context, body) => {
    const user = exchange(context, String(body.trigger_id ?? ''));
    const view = openView(context.state, context.workspace.id, user, checkedView(body.view, 'modal'));
    tell(context.state, { trigger: String(body.trigger_id), user, view });
    return { view: shownView(view) };
  },

  'views.push': (context, body) => {
    const user = exchange(context, String(body.trigger_id ?? ''));
    const below = modalOf(context.state, user);
    if (!below) throw new SlackError('view_not_found');
    const view = openView(context.state, context.workspace.id, user, checkedView(body.view, 'modal'), below);
    tell(context.state, { trigger: String(body.trigger_id), user, view });
    return { view: shownView(view) };
  },

  'views.update': ({ state, workspace }, body) => {
    const view = state.views.get(String(body.view_id));
    if (!view?.open || view.workspace !== workspace.id) throw new SlackError('not_found');
    if (body.hash !== undefined && body.hash !== view.hash) throw new SlackError('hash_conflict');
    change(view, checkedView(body.view, view.type));
    tell(state, { user: view.user, view });
    return { view: shownView(view) };
  },

  'views.publish': ({ state, workspace }, body) => {
    const user = String(body.user_id);
    if (!workspace.people.has(user)) throw new SlackError('user_not_found');
    const content = checkedView(body.view, 'home');
    const id = `VHOME${user}`;
    const view = state.views.get(id) ?? blank(id, workspace.id, user, 'home');
    state.views.set(id, view);
    change(view, content);
    tell(state, { user, view });
    return { view: shownView(view) };
  },
};

function exchange({ state, workspace }: Context, id: string): string {
  const trigger = state.triggers.get(id);
  if (!trigger || trigger.workspace !== workspace.id) throw new SlackError('invalid_trigger_id');
  if (trigger.used) throw new SlackError('exchanged_trigger_id');
  if (performance.now() > trigger.expiresAt) throw new SlackError('expired_trigger_id');
  trigger.used = true;
  return trigger.user;
}

export function checkedView(view: unknown, type: 'modal' | 'home'): Json {
  const faults = checkView(view, type);
  if (faults.length > 0 || !isRecord(view)) {
    throw new SlackError('invalid_arguments', {
      response_metadata: { messages: faults.map((fault) => `[ERROR] ${fault}`) },
    });
  }
  const blocks = items(view.blocks).map((block) => ({ block_id: newId('b'), ...(block as Json) }));
  return { ...view, blocks };
}

export function openView(
  state: State,
  workspace: string,
  user: string,
  content: Json,
  below?: LocalView,
): LocalView {
  if (!below) closeAll(state, user);
  const view: LocalView = { ...blank(newId('V'), workspace, user, 'modal', below), content };
  state.views.set(view.id, view);
  return view;
}

function blank(
  id: string,
  workspace: string,
  user: string,
  type: LocalView['type'],
  below?: LocalView,
): LocalView {
  const previous = below && { previous: below.id };
  return {
    id,
    workspace,
    user,
    type,
    hash: newId('h'),
    content: {},
    open: true,
    root: below?.root ?? id,
    ...previous,
  };
}

export function change(view: LocalView, content: Json): void {
  view.content = content;
  view.hash = newId('h');
}

export function closeAll(state: State, user: string): void {
  for (const view of modalsOf(state, user)) {
    view.open = false;
    state.views.delete(view.id);
  }
}

/** The window on top. */
export const modalOf = (state: State, user: string): LocalView | undefined => modalsOf(state, user).at(-1);

const modalsOf = (state: State, user: string): LocalView[] =>
  [...state.views.values()].filter((view) => view.type === 'modal' && view.user === user && view.open);

export const shownView = (view: LocalView, state: Json = { values: {} }): Json => ({
  ...view.content,
  id: view.id,
  team_id: view.workspace,
  app_installed_team_id: view.workspace,
  hash: view.hash,
  root_view_id: view.root,
  previous_view_id: view.previous ?? null,
  state,
});
