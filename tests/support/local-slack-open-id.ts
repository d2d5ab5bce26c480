import { CLIENT_ID, CLIENT_SECRET } from './local-slack-oauth.ts';
import { SlackError, type State } from './local-slack-state.ts';
import type { Json } from './local-slack-types.ts';

/** How long Slack's token about a person holds. */
const SECONDS = 300;

/** What openid.connect.token answers: who it is, in a JSON Web Token; emulate has no such method. */
export function openIdToken(state: State, body: Json): Json {
  if (body.client_id !== CLIENT_ID) throw new SlackError('invalid_client_id');
  if (body.client_secret !== CLIENT_SECRET) throw new SlackError('bad_client_secret');
  const code = state.codes.get(String(body.code));
  if (!code) throw new SlackError('invalid_code');
  state.codes.delete(String(body.code));
  if (body.redirect_uri !== code.redirect) throw new SlackError('bad_redirect_uri');
  const now = Math.floor(state.clock.now().getTime() / 1000);
  const claims = {
    iss: state.url,
    sub: code.installer,
    aud: CLIENT_ID,
    exp: now + SECONDS,
    iat: now,
    nonce: code.nonce,
    'https://slack.com/team_id': code.workspace,
    'https://slack.com/user_id': code.installer,
    ...state.claims,
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = [part({ alg: 'RS256', typ: 'JWT' }), part(claims), 'signature'].join('.');
  return { access_token: 'xoxp-someone', token_type: 'Bearer', id_token: token };
}
