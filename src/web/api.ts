import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { contract } from '../api/contract/index.ts';
import { ApiError } from '../api/fault.ts';
import type {
  ApiContext,
  ApiServices,
  Asked,
  Browser,
  FileAnswer,
  HandledName,
  Handlers,
  RouteName,
  RouteSpec,
} from '../api/route.ts';
import type { Context } from '../context.ts';
import { errorCode } from '../errors.ts';
import { readRequest } from './ask.ts';
import type { Cookies } from './cookies.ts';
import { deviceOf } from './device.ts';
import { checkOrigin, type Doors, type Entered, enter } from './enter.ts';
import { type Fault, faultOf, unexpected } from './errors.ts';
import { BODY_BYTES, REQUESTS, SIGN_IN_TRIES } from './limits.ts';
import { carryOut, type Sent } from './receive.ts';
import type { Streams } from './streams.ts';

export type ApiOptions = {
  readonly context: Context;
  readonly services: ApiServices;
  readonly handlers: Handlers;
  readonly openApi: () => object;
  readonly doors: Doors;
  readonly cookies: Cookies;
  readonly streams: Streams;
  /** Whether sessions need https. */
  readonly secure: boolean;
};

const isSignIn = (name: string) => name === 'POST /api/sign-in' || name === 'POST /api/demo/sign-in';

/** The JSON API: every route of the contract, and what the contract says of it. */
export function createApi(options: ApiOptions): RequestHandler {
  const { openApi, context } = options;
  const router = Router();
  const observe = context.metrics.acknowledgement.labels({ platform: 'web' });
  router.use('/api', (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    const begun = performance.now();
    response.once('finish', () => observe.observe((performance.now() - begun) / 1000));
    next();
  });
  const limits = { person: perPerson(), address: perAddress(), signIn: failedSignIns() };
  const methods = new Map<string, string[]>();
  for (const [name, spec] of Object.entries(contract) as [RouteName, RouteSpec][]) {
    const [method = '', path = ''] = name.split(' ');
    const where = path.replace(/\{(\w+)\}/g, ':$1');
    methods.set(where, [...(methods.get(where) ?? []), method]);
    const chain = [
      ...(isSignIn(name) ? [limits.signIn] : []),
      ...entrance(spec, options, limits),
      ...(spec.body ? [express.json({ limit: spec.maxBytes ?? BODY_BYTES })] : []),
      serve(name, spec, options),
    ];
    router[method.toLowerCase() as 'get'](where, ...chain);
  }
  router.get('/api/openapi.json', limits.address, (_request, response) => void response.json(openApi()));
  methods.set('/api/openapi.json', ['GET']);
  for (const [where, allowed] of methods) {
    router.all(where, (request, response) => {
      response.setHeader('allow', allowed.join(', '));
      throw new ApiError(
        405,
        'wrong_method',
        `${request.method} is not possible here. Use ${allowed.join(' or ')}.`,
      );
    });
  }
  // Platforms that answer below /api stand before this one.
  router.use('/api', () => {
    throw new ApiError(
      404,
      'no_such_route',
      'There is nothing at this address. /api/openapi.json lists what there is.',
    );
  });
  router.use('/api', sayFault(context));
  return router;
}

/** What stands before a route: who asks, from where, and how often. */
function entrance(
  spec: RouteSpec,
  { context, doors, cookies }: ApiOptions,
  limits: { readonly person: RequestHandler; readonly address: RequestHandler },
): RequestHandler[] {
  const { role } = spec;
  const origin: RequestHandler = (request, _response, next) => {
    checkOrigin(request, context.publicUrl, cookies.read(request.headers.cookie) !== undefined);
    next();
  };
  if (role === 'anyone') return [limits.address, origin];
  const door: RequestHandler = async (request, response, next) => {
    response.locals.entered = await enter(request, { ...spec, role }, { doors, cookies });
    next();
  };
  return [origin, door, limits.person];
}

const enteredOf = (response: Response): Entered => response.locals.entered as Entered;

function serve(name: RouteName, spec: RouteSpec, options: ApiOptions): RequestHandler {
  const { context, services, handlers, streams } = options;
  if (name === 'GET /api/events') {
    return (request, response) => streams.open(request, response, enteredOf(response));
  }
  if (name === 'POST /api/act') {
    return async (request, response) => {
      const { body } = readRequest(request, spec);
      const { actor } = enteredOf(response);
      const reply = await carryOut({ ...context, dispatch: services.dispatch }, body as Sent, actor);
      response.json({ reply });
    };
  }
  const handler = handlers[name] as AnyHandler;
  return async (request, response) => {
    // The types of the table meet here: what was read by a route's schemas is what its handler takes.
    const asked = {
      ...readRequest(request, spec),
      ...(spec.role === 'anyone' ? {} : signedBy(response)),
      browser: browserOf(request, response, options),
    } as Parameters<AnyHandler>[1];
    const answer = await handler({ ...context, services }, asked);
    if (spec.raw) return sendFile(response, answer as FileAnswer);
    // Keeps what the contract names and drops the rest, so that no column slips out.
    const fit = spec.answer.safeParse(answer);
    if (!fit.success) {
      const part = fit.error.issues[0]?.path.join('.') ?? '';
      context.log.error('web.answer_unfit', fit.error, { route: name, part });
      throw fit.error;
    }
    response.json(fit.data);
  };
}

type AnyHandler = (
  context: ApiContext,
  asked: Asked<HandledName> & { readonly browser: Browser },
) => Promise<unknown>;

function signedBy(response: Response): Pick<Entered, 'actor' | 'way'> {
  const { actor, way } = enteredOf(response);
  return { actor, way };
}

function browserOf(request: Request, response: Response, { cookies, secure }: ApiOptions): Browser {
  return {
    device: deviceOf(request.headers['user-agent']),
    session: cookies.read(request.headers.cookie),
    signIn(secret, expiresAt) {
      if (secure && /^http:/.test(request.headers.origin ?? '')) {
        throw new ApiError(
          422,
          'needs_https',
          'Your browser keeps a sign-in only over https, and this page was opened without. Ask whoever runs Tutti to put it behind https and to set PUBLIC_URL.',
        );
      }
      response.append('set-cookie', cookies.write(secret, expiresAt));
    },
    signOut: () => void response.append('set-cookie', cookies.clear()),
  };
}

function sendFile(response: Response, { name, type, body }: FileAnswer): void {
  response.attachment(name).type(type).send(body);
}

const tooOften =
  (sentence: string): RequestHandler =>
  () => {
    throw new ApiError(429, 'rate_limited', sentence);
  };

/** `validate` checks the set-up and writes to the console; ours is tested. Retry-After is set by the library. */
const counting = { standardHeaders: true, legacyHeaders: false, validate: false } as const;

const perPerson = () =>
  rateLimit({
    ...REQUESTS,
    ...counting,
    keyGenerator: (_request, response) => enteredOf(response as Response).actor.personId,
    handler: tooOften('That is more than I can do for one person at once. Please try again in a minute.'),
  });

const byAddress = (request: { ip?: string | undefined }) => ipKeyGenerator(request.ip ?? '');

const perAddress = () =>
  rateLimit({
    ...REQUESTS,
    ...counting,
    keyGenerator: byAddress,
    handler: tooOften('That is more than I can do for one address at once. Please try again in a minute.'),
  });

const failedSignIns = () =>
  rateLimit({
    ...SIGN_IN_TRIES,
    ...counting,
    skipSuccessfulRequests: true,
    keyGenerator: byAddress,
    handler: tooOften(
      'There were too many failed tries to sign in from here. Please try again in ten minutes.',
    ),
  });

/** Turns whatever a route threw into the contract's fault, here and nowhere else. */
function sayFault({ log, metrics }: Context): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = faultOf(error);
    const fault: Fault = known ?? unexpected;
    if (!known) {
      metrics.errors.inc({ code: errorCode(error) });
      // The route as it is declared: the address itself may hold what somebody looked for.
      log.error('web.failed', error, {
        route: typeof request.route?.path === 'string' ? request.route.path : '',
      });
    }
    if (fault.retryAfterSeconds !== undefined) response.setHeader('retry-after', fault.retryAfterSeconds);
    if (fault.status === 401) response.setHeader('www-authenticate', 'Bearer');
    response.status(fault.status).json(fault.body);
  };
}
