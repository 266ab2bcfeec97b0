import { z } from 'zod';
import { EndpointSettings } from './endpoint-settings.ts';
import { localOperation, operation } from './operation.ts';
import { Instant, Name, pageOf, paging, Who } from './shared.ts';
import { RecentTraffic } from './traffic.ts';

export const Endpoint = z.object({
  name: Name.describe('Every registered model has an endpoint of its name.'),
  url: z.string().describe('Path to POST rows to.'),
  version: z.number().int().describe('Version that answers now.'),
  nPredictions: z.number().int().describe('Rows answered and logged so far.'),
  lastPredictionAt: Instant.nullable(),
  settings: EndpointSettings.describe('What it does besides answering.'),
  rollout: z
    .object({
      id: z.string(),
      to: z.number().int(),
      share: z.number(),
      reason: z.string(),
    })
    .nullable()
    .describe('The version that is taking over, and the share of the requests that it answers.'),
  recent: RecentTraffic.describe('The last ten minutes, or since the server began.'),
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
  doc: 'One endpoint: the version that answers, its settings, and the rollout under way.',
  http: 'GET /api/v1/endpoints/{name}',
  input: z.object({ name: Name.describe('Name of the endpoint.') }),
  output: Endpoint,
  errors: ['ENDPOINT_NOT_FOUND'],
  example: { name: 'penguins-species' },
});

export const endpointsHistory = operation({
  name: 'endpoints.history',
  doc: 'What the settings of an endpoint became, newest first.',
  http: 'GET /api/v1/endpoints/{name}/history',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    limit: z.coerce.number().int().min(1).max(1000).default(20).describe('Changes at most.'),
  }),
  output: z.object({
    items: z.array(
      z.object({ at: Instant, settings: EndpointSettings, note: z.string().nullable(), who: Who }),
    ),
  }),
  errors: ['ENDPOINT_NOT_FOUND'],
  example: { name: 'penguins-species', limit: 20 },
});

export const endpointsConfigure = operation({
  name: 'endpoints.configure',
  doc: 'Replaces the settings of an endpoint: rules that no answer may break, routes, what the door does with bad rows, doubt, log, cache and retraining.',
  http: 'PUT /api/v1/endpoints/{name}/settings',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    settings: EndpointSettings.describe(
      'All of them; what is left out has its default: `assertions`, `routes`, `door`, `doubt`, `log`, `cache`, `retraining`. `kaizen endpoints show` tells those of now.',
    ),
    note: z.string().max(1000).optional().describe('Why, for the history.'),
  }),
  output: Endpoint,
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ARGUMENT_INVALID',
    'MODEL_VERSION_NOT_FOUND',
    'MODEL_ALIAS_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
    'MODEL_FORECASTS',
  ],
  positional: ['name', 'settings'],
  example: {
    name: 'penguins-species',
    settings: {
      assertions: [
        { name: 'heavy-birds', when: 'body_mass_g > 6000', action: 'override', value: 'Gentoo' },
      ],
    },
  },
});

export const endpointsApply = localOperation({
  name: 'endpoints.apply',
  doc: 'Gives endpoints the settings that a project file declares; all of them, or none where one is not understood.',
  localOnly: 'It opens any file that the server may read.',
  input: z.object({
    path: z.string().min(1).default('kaizen.yaml').describe('The project file.'),
    note: z
      .string()
      .max(1000)
      .optional()
      .describe('Why, for the history. Default: the name of the file.'),
  }),
  output: z.object({
    items: z
      .array(
        z.object({
          name: z.string(),
          changed: z.boolean().describe('Whether the settings were others before.'),
          settings: EndpointSettings,
        }),
      )
      .describe('The endpoints of the file, in its order.'),
  }),
  errors: [
    'PROJECT_INVALID',
    'FILE_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
    'MODEL_FORECASTS',
  ],
  positional: ['path'],
  example: { path: 'kaizen.yaml' },
});
