import { z } from 'zod';
import { contract } from './contract/index.ts';
import { faultSchema } from './contract/shapes.ts';
import type { RouteSpec } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/** What may be sent to every route beside its own answer, in words. */
const FAULTS: Readonly<Record<string, string>> = {
  400: 'What was sent could not be read',
  401: 'Not signed in, or the token is unknown, expired or revoked',
  403: 'The role or the token’s scope does not allow it',
  404: 'There is no such thing here',
  409: 'Somebody else changed it meanwhile',
  413: 'The body is too large',
  422: 'It cannot be done so; the message says what to change',
  429: 'Too many requests; Retry-After says how long to wait',
  500: 'Something went wrong on our side',
};

/** The contract as an OpenAPI 3.1 document, for people who script against it. */
export function openApi(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, spec] of Object.entries<RouteSpec>(contract)) {
    const [method = '', path = ''] = name.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(name, spec) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tutti',
      version: '1',
      description:
        'What the page of Tutti uses. Make an access token in your settings and send it as “Authorization: Bearer tutti_…”.',
    },
    paths,
    components: {
      schemas: { Fault: schemaOf(faultSchema, 'output') },
      responses: {
        Fault: { description: 'One sentence for the person', content: json(ref('schemas/Fault')) },
      },
      securitySchemes: {
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-tutti',
          description: 'The session of a signed-in browser.',
        },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token with the scope read or write.',
        },
      },
    },
  };
}

function operation(name: string, spec: RouteSpec): Json {
  const { summary, role, scope, params, query, body, answer, raw } = spec;
  const tokens = scope ? [{ token: [] }] : [];
  return {
    operationId: operationIdOf(name),
    summary,
    description: roleText(spec),
    'x-role': role,
    ...(scope ? { 'x-scope': scope } : {}),
    security: role === 'anyone' ? [] : [{ cookie: [] }, ...tokens],
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query')],
    ...(body ? { requestBody: { required: true, content: json(schemaOf(body, 'input')) } } : {}),
    responses: {
      200: {
        description: 'Done',
        content: raw ? { [raw]: { schema: { type: 'string' } } } : json(schemaOf(answer, 'output')),
      },
      ...Object.fromEntries(
        Object.entries(FAULTS).map(([status, description]) => [
          status,
          { description, content: json(ref('schemas/Fault')) },
        ]),
      ),
    },
  };
}

function roleText({ role, scope }: RouteSpec): string {
  if (role === 'anyone') return 'Needs no sign-in.';
  const who = role === 'member' ? 'For everyone who is signed in' : `For the role ${role} and above`;
  return scope ? `${who}; with an access token of the scope “${scope}” too.` : `${who}, in a browser alone.`;
}

/** "GET /api/rounds/{id}/export" as "getRoundsIdExport". */
const operationIdOf = (name: string): string =>
  name
    .replace(' /api', '')
    .toLowerCase()
    .replace(/[^a-z\d]+([a-z\d]?)/g, (_all, letter: string) => letter.toUpperCase());

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Readonly<Record<string, Json>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

/** A schema as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is; what only code can check is a free object. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'custom') jsonSchema.type = 'object';
    },
  });
  return rest;
}

const ref = (to: string): Json => ({ $ref: `#/components/${to}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });
