import { z } from 'zod';
import { operation } from './operation.ts';
import { EstimateSchema, Instant, ModelTaskSchema, Name, SignatureSchema } from './shared.ts';

const RequestSampleSchema = z.object({
  id: z.string().describe('Stable, such as `curl`.'),
  title: z.string(),
  language: z.enum(['shell', 'typescript', 'python']),
  code: z.string().describe('It reads the key from the environment variable `KAIZEN_KEY`.'),
  needs: z.string().optional().describe('What must be installed or known.'),
});

export const endpointsGuide = operation({
  name: 'endpoints.guide',
  doc: 'How to use an endpoint: what it reads and answers, how good it is, when not to use it, and requests in several languages. `GET /endpoints/{name}` gives the same to programs that accept JSON or Markdown.',
  http: 'GET /api/v1/endpoints/{name}/guide',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    url: z
      .string()
      .regex(
        /^https?:\/\/[^\s"'\\`$<>]+$/,
        'must be the root of a server, such as "https://models.example"',
      )
      .default('http://127.0.0.1:7400')
      .describe('Root of the server as its callers reach it; the requests go there.'),
  }),
  output: z.object({
    endpoint: Name,
    url: z.string(),
    predictUrl: z.string().describe('Where rows are sent to.'),
    model: z.object({
      version: z.number().int().describe('Version that answers now.'),
      title: z.string(),
      task: ModelTaskSchema,
      createdAt: Instant,
      primaryMetric: z.object({
        name: z.string(),
        title: z.string(),
        better: z.enum(['higher', 'lower']),
      }),
      metrics: z.record(z.string(), EstimateSchema).describe('On rows that it had not seen.'),
    }),
    whenNotToUse: z.array(z.string()).describe('From its model card, the gravest first.'),
    signature: SignatureSchema,
    sampleRow: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('A typical row; null where a model is not asked by rows.'),
    samples: z.array(RequestSampleSchema),
    protocols: z
      .array(z.object({ name: z.string(), method: z.enum(['GET', 'POST']), url: z.string() }))
      .describe('Other ways to ask, for clients of other servers.'),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'MODEL_NOT_FOUND',
    'MODEL_VERSION_NOT_FOUND',
    'MODEL_ALIAS_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
    'MODEL_FORECASTS',
    'MODEL_FOREIGN',
  ],
  example: { name: 'penguins-species', url: 'https://models.example' },
});
