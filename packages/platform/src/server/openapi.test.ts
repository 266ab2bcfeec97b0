import { ERRORS } from '@kaizenml/contracts';
import { ROUTED_OPERATIONS } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
}

interface PathItem {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Record<string, { readonly schema: Schema; readonly example: object }>;
  };
  readonly responses: Record<string, { readonly description: string; readonly content: object }>;
}

interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, unknown>;
  readonly required?: readonly string[];
}

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, PathItem>>;
  readonly components: { readonly schemas: Record<string, Schema> };
};
const items = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, item]) => ({ path, method, item })),
);

describe('openApiDocument', () => {
  it('tells in which forms rows and answers come, and what the query says beside them', () => {
    const predict = items.find(({ item }) => item.operationId === 'models.predict')?.item;
    const forms = ['application/json', 'text/csv'];
    const parquet = 'application/vnd.apache.parquet';
    expect(Object.keys(predict?.requestBody?.content ?? {})).toEqual([
      ...forms,
      'application/x-ndjson',
      parquet,
    ]);
    expect(Object.keys(predict?.responses[200]?.content ?? {})).toEqual([...forms, parquet]);
    const inQuery = predict?.parameters?.filter((parameter) => parameter.in === 'query');
    expect(inQuery?.map(({ name }) => name)).toEqual(['flags', 'interval', 'entity', 'trace']);
  });

  it('is OpenAPI 3.1 with one path item per operation, and one for files that are sent', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(items).toHaveLength(ROUTED_OPERATIONS.length + 1);
    expect(new Set(items.map(({ item }) => item.operationId)).size).toBe(items.length);
  });

  it.each(items)(
    '$item.operationId declares exactly the parameters of its path',
    ({ path, item }) => {
      const inTemplate = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (item.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual(inTemplate.sort());
      expect(declared.every(({ required }) => required)).toBe(true);
    },
  );

  it.each(items)(
    '$item.operationId has a body exactly when its method takes one',
    ({ method, item }) => {
      expect(item.requestBody !== undefined).toBe(method !== 'get');
      const json = item.requestBody?.content['application/json'];
      for (const name of json?.schema.required ?? [])
        expect(json?.schema.properties).toHaveProperty(name);
      for (const name of Object.keys(json?.example ?? {}))
        expect(json?.schema.properties).toHaveProperty(name);
    },
  );

  it.each(items)('$item.operationId answers 200 and only statuses of the catalogue', ({ item }) => {
    const known = new Set(Object.values(ERRORS).map(({ status }) => String(status)));
    const { 200: fine, ...problems } = item.responses;
    expect(fine?.content).toHaveProperty(['application/json', 'schema']);
    for (const [status, { description, content }] of Object.entries(problems)) {
      expect(known).toContain(status);
      expect(description).not.toBe('');
      expect(content).toHaveProperty(['application/problem+json', 'schema', '$ref']);
    }
  });

  it('has no reference that leads nowhere, and no draft keyword', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
    for (const reference of references) expect(reference).toBe('#/components/schemas/Problem');
    expect(text).not.toContain('"$schema"');
  });
});
