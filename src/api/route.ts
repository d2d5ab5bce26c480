import type { z } from 'zod';
import type { Actor, Role } from '../chat/actor.ts';
import type { Dispatch } from '../chat/dispatch.ts';
import type { View } from '../chat/view.ts';
import type { Context } from '../context.ts';
import type { contract } from './contract/index.ts';

/** What an access token must be allowed to do. */
export type Scope = 'read' | 'write';

/** One route as data: code, tests, the OpenAPI document and the page's types are all made from it. */
export type RouteSpec = {
  /** One line for the OpenAPI document. */
  readonly summary: string;
  /** The least role that may use it; `anyone` needs no sign-in. */
  readonly role: Role | 'anyone';
  /** Absent: only from a signed-in browser, never with an access token. */
  readonly scope?: Scope;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** The largest body taken, in bytes; 64 KB unless said. */
  readonly maxBytes?: number;
  /** The answer is a file (a FileAnswer) or a stream, not JSON. */
  readonly raw?: string;
};

/** Gives a table of routes its type and nothing else. */
export const routes = <const Table extends Readonly<Record<string, RouteSpec>>>(table: Table): Table => table;

export type Contract = typeof contract;
/** A method and a path, such as `GET /api/rounds/{id}`. */
export type RouteName = keyof Contract;

type Read<Spec, Part extends string, Empty> =
  Spec extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.output<Schema> : Empty;
type Written<Spec, Part extends string> =
  Spec extends Readonly<Record<Part, infer Schema extends z.ZodType>>
    ? Readonly<Record<Part, z.input<Schema>>>
    : unknown;

/** What the page hands in for a route: `params`, `query` and `body` where it has them. */
export type RouteInput<Name extends RouteName> = Written<Contract[Name], 'params'> &
  Written<Contract[Name], 'query'> &
  Written<Contract[Name], 'body'>;

/** What a route answers. */
export type RouteAnswer<Name extends RouteName> = z.output<Contract[Name]['answer']>;

/** How a person came in. */
export type Way = { readonly kind: 'session'; readonly sessionId: string } | { readonly kind: 'token' };

/** How each platform would draw a view, for the preview; wired in app.ts. */
export type Previews = { readonly slack: (view: View) => unknown; readonly teams: (view: View) => unknown };

/** The demo's own acts; absent in production. */
export type Demo = {
  /** The same before and after a reset. */
  readonly workspaceId: string;
  /** Everyone one can be, with a line on what to try as those worth being first. */
  people(): Promise<RouteAnswer<'GET /api/demo/people'>['people']>;
  /** Starts over: everybody is signed out, and everything is as it was in the beginning. */
  reset(): Promise<void>;
};

export type ApiServices = {
  readonly dispatch: Dispatch;
  readonly previews: Previews;
  readonly demo?: Demo | undefined;
  /** Whether people can sign in with Slack. */
  readonly slackSignIn: boolean;
};

export type Asked<Name extends RouteName> = {
  readonly params: Read<Contract[Name], 'params', Readonly<Record<string, never>>>;
  readonly query: Read<Contract[Name], 'query', Readonly<Record<string, never>>>;
  readonly body: Read<Contract[Name], 'body', undefined>;
};

/** What a handler knows of whoever asks. */
export type Signed = { readonly actor: Actor; readonly way: Way };

/** What a handler may do to the browser that asked. */
export type Browser = {
  /** "Firefox on Windows". */
  readonly device: string;
  /** The secret of the session it has already, whether or not that still holds. */
  readonly session: string | undefined;
  /** Sets the session's cookie. */
  signIn(token: string, expiresAt: Date): void;
  signOut(): void;
};

export type FileAnswer = { readonly name: string; readonly type: string; readonly body: string };

type Whoever<Name extends RouteName> = Contract[Name]['role'] extends 'anyone' ? unknown : Signed;
type Given<Name extends RouteName> = Contract[Name] extends { readonly raw: string }
  ? FileAnswer
  : z.input<Contract[Name]['answer']>;

export type ApiContext = Context & { readonly services: ApiServices };

/** Answers one route; throws a TuttiError, or an ApiError where the status matters. */
export type Handler<Name extends RouteName> = (
  context: ApiContext,
  asked: Asked<Name> & Whoever<Name> & { readonly browser: Browser },
) => Promise<Given<Name>>;

/** Acts and streams are the browser platform's own: src/web serves them. */
export type HandledName = Exclude<RouteName, 'GET /api/events' | 'POST /api/act'>;
export type Handlers<Names extends RouteName = HandledName> = { readonly [Name in Names]: Handler<Name> };
