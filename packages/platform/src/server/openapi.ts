import { ERRORS, type ErrorCode } from '@kaizenml/contracts';
import {
  OPERATIONS,
  ROUTED_OPERATIONS,
  type RoutedOperation,
  toJsonSchema,
} from '@kaizenml/contracts/operations';
import type { FastifyInstance } from 'fastify';
import { version } from '../version.ts';
import { ROW_FORMS } from './rows/row-forms.ts';
import { UPLOAD_ROUTE } from './uploads.ts';

type Json = Readonly<Record<string, unknown>>;

/** Failures of the door: every operation may answer with them. */
const DOOR_ERRORS = [
  'REQUEST_INVALID',
  'UNAUTHORIZED',
  'ACCESS_FORBIDDEN',
  'HOST_FORBIDDEN',
  'INTERNAL',
] as const satisfies readonly ErrorCode[];

const BODY_ERRORS = ['BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] as const;

/** Shows the OpenAPI document at `/api/openapi.json`, made on first use. */
export function addOpenApi(server: FastifyInstance): void {
  let made: string | undefined;
  server.get('/api/openapi.json', { config: { scope: 'read', at: 'ports' } }, async (_, reply) => {
    made ??= JSON.stringify(openApiDocument());
    return reply.type('application/json').send(made);
  });
}

/**
 * Every operation with a route as an OpenAPI document.
 *
 * @source OpenAPI Specification 3.1.1.
 */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const described of ROUTED_OPERATIONS) {
    const [method, path] = described.http.split(' ') as [string, string];
    const item = pathItem(described, method, path);
    const shown = described.name === 'models.predict' ? withRowForms(item, described) : item;
    paths[path] = { ...paths[path], [method.toLowerCase()]: shown };
  }
  paths[UPLOAD_ROUTE] = { post: uploadItem() };
  return {
    openapi: '3.1.1',
    info: {
      title: 'KaizenML',
      version,
      summary: 'From a table of data to a served, explained and watched prediction service.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(ROUTED_OPERATIONS.map(({ name }) => name.split('.')[0]))].map((name) => ({
      name,
    })),
    paths,
    components: {
      schemas: { Problem: PROBLEM_SCHEMA },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of the server or a key, where it asks for one.',
        },
      },
    },
    security: [{}, { token: [] }],
  };
}

/** What is no operation: its body are bytes. */
function uploadItem(): Json {
  const { add } = OPERATIONS.datasets;
  return {
    operationId: 'uploads',
    summary:
      'Keeps the file that is sent as a dataset version, and answers as `kaizen datasets add` does.',
    tags: ['datasets'],
    parameters: [
      {
        name: 'file',
        in: 'query',
        required: true,
        description: 'Name of the file; the dataset is called after it.',
        schema: { type: 'string', maxLength: 200 },
        example: 'penguins.csv',
      },
    ],
    requestBody: { required: true, content: { 'application/octet-stream': {} } },
    responses: {
      200: {
        description: 'The answer.',
        content: { 'application/json': { schema: toJsonSchema(add.output, 'output') } },
      },
      ...problemResponses([...add.errors, ...DOOR_ERRORS, 'BODY_TOO_LARGE']),
    },
  };
}

function pathItem(described: RoutedOperation, method: string, path: string): Json {
  const schema = toJsonSchema(described.input, 'input') as {
    readonly properties?: Record<string, Json>;
    readonly required?: readonly string[];
  };
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required);
  const example = described.example as Record<string, unknown>;
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const parameter = ([name, property]: [string, Json]) => ({
    name,
    in: inPath.has(name) ? 'path' : 'query',
    required: inPath.has(name) || required.has(name),
    ...(typeof property.description === 'string' ? { description: property.description } : {}),
    schema: property,
    ...(name in example ? { example: example[name] } : {}),
  });
  const hasBody = method !== 'GET';
  const inBody = properties.filter(([name]) => hasBody && !inPath.has(name));
  const asParameters = properties.filter(([name]) => !hasBody || inPath.has(name));
  return {
    operationId: described.name,
    summary: described.doc,
    tags: [described.name.split('.')[0]],
    ...(asParameters.length > 0 ? { parameters: asParameters.map(parameter) } : {}),
    ...(hasBody ? { requestBody: requestBody(inBody, required, example) } : {}),
    responses: {
      200: {
        description: 'The answer.',
        content: { 'application/json': { schema: toJsonSchema(described.output, 'output') } },
      },
      ...problemResponses([...described.errors, ...DOOR_ERRORS, ...(hasBody ? BODY_ERRORS : [])]),
    },
  };
}

/** Rows may also come in other forms, which hold nothing else: what JSON says beside them is in the query then. */
function withRowForms(item: Json, { input }: RoutedOperation): Json {
  const { content } = item.requestBody as { readonly content: Json };
  const { responses, parameters } = item as {
    readonly responses: Readonly<Record<string, Json>>;
    readonly parameters: readonly Json[];
  };
  const { properties } = toJsonSchema(input, 'input') as { readonly properties: Json };
  const known = new Set(['rows', ...parameters.map(({ name }) => name)]);
  const beside = Object.entries(properties as Readonly<Record<string, Json>>).flatMap(
    ([name, schema]) =>
      known.has(name)
        ? []
        : [
            {
              name,
              in: 'query',
              required: false,
              description: `Beside rows that are no JSON. ${schema.description}`,
              schema,
            },
          ],
  );
  const answers = responses[200] as { readonly description: string; readonly content: Json };
  const { csv, lines, parquet } = ROW_FORMS;
  return {
    ...item,
    parameters: [...parameters, ...beside],
    requestBody: {
      required: true,
      content: {
        ...content,
        [csv]: textForm('Names of columns in the first line, a row per line.'),
        [lines]: textForm('A row per line, as a JSON object.'),
        [parquet]: {},
      },
    },
    responses: {
      ...responses,
      200: {
        description: answers.description,
        content: {
          ...answers.content,
          [csv]: textForm('`prediction`, `probability_<class>` or `quantile_<level>`; a row each.'),
          [parquet]: {},
        },
      },
    },
  };
}

function textForm(description: string): Json {
  return { schema: { type: 'string', description } };
}

function requestBody(
  properties: readonly [string, Json][],
  required: ReadonlySet<string>,
  example: Json,
): Json {
  const needed = properties.map(([name]) => name).filter((name) => required.has(name));
  return {
    required: needed.length > 0,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: Object.fromEntries(properties),
          ...(needed.length > 0 ? { required: needed } : {}),
          additionalProperties: false,
        },
        example: Object.fromEntries(
          properties.filter(([name]) => name in example).map(([name]) => [name, example[name]]),
        ),
      },
    },
  };
}

function problemResponses(codes: readonly ErrorCode[]): Json {
  const byStatus = Map.groupBy(new Set(codes), (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, group]) => [
        status,
        {
          description: group.map((code) => `${code}: ${ERRORS[code].title}.`).join(' '),
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      ]),
  );
}

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'A problem document (RFC 9457) with our code, hint and details.',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, as one sentence.' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
    hint: { type: 'string', description: 'What mends it.' },
    details: { type: 'object', description: 'Every value of the sentence.' },
    traceId: { type: 'string', description: 'Names this failure in the log of the server.' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'details', 'traceId'],
} as const;
