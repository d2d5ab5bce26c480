import { describe, expect, it } from 'vitest';
import { contract } from '../../src/api/contract/index.ts';
import { openApi } from '../../src/api/openapi.ts';
import type { RouteSpec } from '../../src/api/route.ts';

type Schema = { type?: string; properties?: Record<string, Schema>; items?: Schema; required?: string[] };
type Operation = {
  operationId: string;
  summary: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<
    string,
    { description: string; content: Record<string, { schema: Schema & { $ref?: string } }> }
  >;
};
const document = JSON.parse(JSON.stringify(openApi())) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: { Fault: Schema }; securitySchemes: Record<string, object> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(
    ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
  ),
);
const specs = contract as Readonly<Record<string, RouteSpec>>;

describe('the OpenAPI document', () => {
  it('is 3.1, and holds every route of the contract and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(operations.map(([name]) => name).sort()).toEqual(Object.keys(contract).sort());
  });

  it('gives every operation a name of its own', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z\d]+$/);
  });

  it.each(operations)('says of %s what it takes, what it answers, and who may', (name, operation) => {
    const spec = specs[name];
    if (!spec) throw new Error(`There is no ${name}.`);
    expect(operation.summary).toBe(spec.summary);
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, key]) => key);
    const of = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
    expect(of('path').map((parameter) => parameter.name)).toEqual(inPath);
    expect(of('path').every(({ required }) => required)).toBe(true);
    expect(of('query').map((parameter) => parameter.name)).toEqual(Object.keys(spec.query?.shape ?? {}));
    expect(operation.requestBody !== undefined).toBe(spec.body !== undefined);
    expect(Object.keys(operation.responses['200']?.content ?? {})).toEqual([spec.raw ?? 'application/json']);
    expect(operation.responses['403']?.content['application/json']?.schema.$ref).toBe(
      '#/components/schemas/Fault',
    );
    expect(operation.security).toEqual(
      spec.role === 'anyone' ? [] : spec.scope ? [{ cookie: [] }, { token: [] }] : [{ cookie: [] }],
    );
    for (const scheme of operation.security.flatMap((one) => Object.keys(one)))
      expect(document.components.securitySchemes).toHaveProperty(scheme);
  });

  it('describes faults as they are', () => {
    const { Fault } = document.components.schemas;
    expect(Object.keys(Fault.properties ?? {})).toEqual(['error', 'message', 'fields']);
    expect(Fault.required).toEqual(['error', 'message']);
  });

  it('shows what only code can check as a free object', () => {
    const reply = document.paths['/api/act']?.post?.responses['200']?.content['application/json']?.schema;
    expect(reply?.properties?.reply).toEqual({ type: 'object' });
  });

  it('says what may be left out of a query, and what stands there then', () => {
    const weeks = document.paths['/api/company']?.get?.parameters[0];
    expect(weeks).toMatchObject({ name: 'weeks', required: false, schema: { default: 13 } });
  });
});
