import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, pageOf, paging } from './shared.ts';

export const webhooksList = operation({
  name: 'webhooks.list',
  doc: 'Addresses that are told of what happens in the registry; clients of MLflow make and change them.',
  http: 'GET /api/v1/webhooks',
  input: z.object(paging),
  output: pageOf(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      url: z.string(),
      events: z.array(z.string()).describe('Such as `model_version.created`.'),
      isActive: z.boolean(),
      isSigned: z.boolean().describe('Whether it has a secret, with which bodies are signed.'),
      createdAt: Instant,
      updatedAt: Instant,
    }),
  ),
  errors: [],
  example: { limit: 20 },
});

export const webhooksDeliveries = operation({
  name: 'webhooks.deliveries',
  doc: 'What a webhook was told and is to be told, the newest first, and what its receiver answered; the last 200 that are over are kept.',
  http: 'GET /api/v1/webhooks/{id}/deliveries',
  input: z.object({
    id: z.string().min(1).max(100).describe('Id of the webhook.'),
    limit: z.coerce.number().int().min(1).max(1000).default(20).describe('Deliveries at most.'),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string().describe('As the header `X-MLflow-Delivery-Id` has it.'),
        state: z.enum(['waiting', 'told', 'given-up']),
        body: z.string(),
        nTried: z.number().int(),
        createdAt: Instant,
        triedAt: Instant.nullable().describe('When it was tried last.'),
        status: z.number().int().nullable().describe('Of the last answer; null: none came.'),
        why: z.string().nullable().describe('Why it was not taken.'),
      }),
    ),
  }),
  errors: ['WEBHOOK_NOT_FOUND'],
  positional: ['id'],
  example: { id: '01JD0000000000000000000000' },
});
