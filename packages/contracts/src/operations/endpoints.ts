import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, Name, pageOf, paging } from './shared.ts';

export const Endpoint = z.object({
  name: Name.describe('Every registered model has an endpoint of its name.'),
  url: z.string().describe('Path to POST rows to.'),
  version: z.number().int().describe('Version that answers now.'),
  nPredictions: z.number().int().describe('Rows answered and logged so far.'),
  lastPredictionAt: Instant.nullable(),
});

export const endpointsList = operation({
  name: 'endpoints.list',
  doc: 'Endpoints with the version that answers and the rows answered so far.',
  http: 'GET /api/v1/endpoints',
  input: z.object(paging),
  output: pageOf(Endpoint),
  errors: [],
  example: { limit: 20 },
});

export const endpointsShow = operation({
  name: 'endpoints.show',
  doc: 'One endpoint.',
  http: 'GET /api/v1/endpoints/{name}',
  input: z.object({ name: Name }),
  output: Endpoint,
  errors: ['ENDPOINT_NOT_FOUND'],
  example: { name: 'penguins-species' },
});
