import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Express, Request, Response } from 'express';
import { type Json, record, string } from '../chat/json.ts';
import type { Clock } from '../clock.ts';
import { TuttiError } from '../errors.ts';
import type { Log } from '../log.ts';
import { anonymousClient } from './client.ts';
import type { OAuthApp } from './oauth.ts';
import { page } from './page.ts';

/** Whom Slack vouches for, and the browser they sit at. */
export type SlackVisitor = {
  readonly team: string;
  readonly user: string;
  readonly request: Pick<Request, 'headers'>;
};

/** Lets a person in and returns the cookie to set; undefined for a stranger. Wired in app.ts. */
export type LetIn = (visitor: SlackVisitor) => Promise<string | undefined>;

/** From pressing "Sign in with Slack" to coming back. */
const STATE_FOR_MS = 600_000;
const COOKIE = 'tutti-slack-sign-in';

type State = { readonly state: string; readonly nonce: string; readonly at: number };

/**
 * Sign in with Slack, which is OpenID Connect (https://docs.slack.dev/authentication/sign-in-with-slack): two pages, one
 * that leads to Slack and one to which Slack leads back.
 */
export function mountOpenId(
  http: Express,
  app: OAuthApp,
  options: { letIn: LetIn; clock: Clock; log: Log; apiUrl?: string; publicUrl?: string },
): void {
  const { letIn, clock, log, apiUrl, publicUrl } = options;
  const client = anonymousClient(log, apiUrl);
  // A local Slack serves the consent page beside its API.
  const slack = apiUrl ? new URL(apiUrl).origin : 'https://slack.com';
  const redirectUri = (request: Request) =>
    `${publicUrl ?? `${request.protocol}://${request.headers.host}`}/slack/sign_in_redirect`;
  const cookie = (value: string, seconds: number) =>
    stringifySetCookie({
      name: COOKIE,
      value,
      httpOnly: true,
      sameSite: 'lax',
      secure: publicUrl?.startsWith('https:') ?? false,
      path: '/slack/sign_in_redirect',
      maxAge: seconds,
    });

  const sign = (text: string) =>
    createHmac('sha256', `${app.clientSecret}:${app.signingSecret}`)
      .update(`sign-in:${text}`)
      .digest('base64url');

  function seal(state: State): string {
    const text = Buffer.from(JSON.stringify(state)).toString('base64url');
    return `${text}.${sign(text)}`;
  }

  /** What this browser began within the last ten minutes. */
  function begun(request: Request): State | undefined {
    const [text = '', signature = ''] = (parseCookie(request.headers.cookie ?? '')[COOKIE] ?? '').split('.');
    const given = Buffer.from(signature);
    const wanted = Buffer.from(sign(text));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    const state: State = JSON.parse(Buffer.from(text, 'base64url').toString());
    const age = clock.now().getTime() - state.at;
    return age >= 0 && age <= STATE_FOR_MS ? state : undefined;
  }

  async function visitorOf(request: Request): Promise<SlackVisitor> {
    const { code, state, error } = request.query;
    if (error !== undefined) throw fault('slack_cancelled', 'It was cancelled in Slack.');
    const mine = begun(request);
    if (!mine || typeof code !== 'string' || state !== mine.state) {
      throw fault('slack_state', 'This page did not begin in this browser within the last ten minutes.');
    }
    const answer = await client.openid.connect.token({
      client_id: app.clientId,
      client_secret: app.clientSecret,
      code,
      redirect_uri: redirectUri(request),
      grant_type: 'authorization_code',
    } as unknown as Parameters<typeof client.openid.connect.token>[0]);
    const claims = claimsOf(answer.id_token);
    const team = string(claims?.['https://slack.com/team_id']);
    const user = string(claims?.['https://slack.com/user_id']);
    // It comes from Slack itself over TLS, which OpenID Connect (3.1.3.7) takes in place of its signature.
    const ours = claims?.iss === slack && claims.aud === app.clientId && claims.nonce === mine.nonce;
    const fresh = Number(claims?.exp) * 1000 > clock.now().getTime();
    if (!ours || !fresh || !team || !user) {
      throw fault('slack_answer', 'Slack’s answer was not meant for this sign-in.');
    }
    return { team, user, request };
  }

  http.get('/slack/sign_in', (request: Request, response: Response) => {
    const state = randomBytes(32).toString('base64url');
    const nonce = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      response_type: 'code',
      scope: 'openid profile',
      client_id: app.clientId,
      state,
      nonce,
      redirect_uri: redirectUri(request),
    });
    response
      .append('set-cookie', cookie(seal({ state, nonce, at: clock.now().getTime() }), STATE_FOR_MS / 1000))
      .set('cache-control', 'no-store')
      .redirect(`${slack}/openid/connect/authorize?${query}`);
  });

  http.get('/slack/sign_in_redirect', async (request: Request, response: Response) => {
    response.append('set-cookie', cookie('', 0)).set('cache-control', 'no-store');
    response.set('referrer-policy', 'no-referrer');
    try {
      const signedIn = await letIn(await visitorOf(request));
      if (!signedIn) {
        throw fault(
          'stranger',
          'Slack knows you, but Tutti is not in that workspace, or you have left it. Ask an administrator of Tutti to let you in.',
        );
      }
      log.info('slack.signed_in');
      response.append('set-cookie', signedIn).redirect(`${publicUrl ?? ''}/`);
    } catch (error) {
      log.warn('slack.sign_in_refused', { reason: error instanceof TuttiError ? error.code : 'failed' });
      page(response, 400, 'You are not signed in.', [
        sentenceOf(error),
        'You can try again at /slack/sign_in.',
      ]);
    }
  });
}

const fault = (code: string, sentence: string) => new TuttiError(code, sentence);

const sentenceOf = (error: unknown): string =>
  error instanceof TuttiError
    ? error.message
    : 'Slack did not confirm who you are. Please try again in a minute.';

/** The claims of a JSON Web Token: the middle of its three parts. */
function claimsOf(token: string | undefined): Json | undefined {
  try {
    return record(JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()));
  } catch {
    return undefined;
  }
}
