import { ALL_SCOPES } from './local-slack-methods.ts';
import { newId, SlackError, type State } from './local-slack-state.ts';
import type { Json } from './local-slack-types.ts';

export const CLIENT_ID = '1111.2222';
export const CLIENT_SECRET = 'local-client-secret';

/** emulate grants tokens for one workspace only, and none that expire. */
export function oauthAccess(state: State, body: Json): Json {
  if (body.client_id !== CLIENT_ID) throw new SlackError('invalid_client_id');
  if (body.client_secret !== CLIENT_SECRET) throw new SlackError('bad_client_secret');
  if (body.grant_type === 'refresh_token') return refresh(state, String(body.refresh_token));
  const code = state.codes.get(String(body.code));
  if (!code) throw new SlackError('invalid_code');
  state.codes.delete(String(body.code));
  if (body.redirect_uri !== undefined && body.redirect_uri !== code.redirect)
    throw new SlackError('bad_redirect_uri');
  return grant(state, code.workspace, code.installer);
}

function refresh(state: State, token: string): Json {
  const workspace = state.refreshTokens.get(token);
  if (!workspace) throw new SlackError('invalid_refresh_token');
  state.refreshTokens.delete(token);
  return grant(state, workspace, undefined);
}

function grant(state: State, id: string, installer: string | undefined): Json {
  const workspace = state.workspaces.get(id);
  if (!workspace) throw new SlackError('invalid_code');
  const token = newToken(state, id, 'bot', state.tokensExpireIn);
  const expires = state.tokensExpireIn !== undefined && {
    expires_in: state.tokensExpireIn,
    refresh_token: newRefreshToken(state, id),
  };
  return {
    access_token: token,
    token_type: 'bot',
    scope: ALL_SCOPES.join(','),
    bot_user_id: workspace.emulated.botUserId,
    app_id: 'ATUTTI',
    team: { id, name: workspace.name },
    enterprise: null,
    is_enterprise_install: false,
    ...(installer && { authed_user: { id: installer } }),
    ...expires,
  };
}

export function newToken(state: State, workspace: string, kind: 'bot' | 'app', expireIn?: number): string {
  const token = `${kind === 'bot' ? 'xoxb' : 'xapp'}-${newId('')}`;
  const expiresAt =
    expireIn === undefined ? Number.POSITIVE_INFINITY : state.clock.now().getTime() + expireIn * 1000;
  const scopes = kind === 'bot' ? ALL_SCOPES : ['connections:write'];
  state.tokens.set(token, { workspace, kind, scopes, expiresAt, revoked: false });
  return token;
}

function newRefreshToken(state: State, workspace: string): string {
  const token = `xoxe-1-${newId('')}`;
  state.refreshTokens.set(token, workspace);
  return token;
}
