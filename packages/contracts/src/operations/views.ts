import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, pageOf, paging, Who } from './shared.ts';

const ViewName = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => name.trim() === name, 'must not begin or end with a space')
  .describe('For people; two views of one name are one.');

export const View = z.object({
  name: ViewName,
  page: z.enum(['runs', 'compare']).describe('The table of runs, or the page that compares some.'),
  query: z.string().describe('What stands behind the question mark in the address of the page.'),
  savedAt: Instant,
  savedBy: Who,
});

export const viewsSave = operation({
  name: 'views.save',
  doc: 'Keeps what a page of runs shows under a name; a view of this name is replaced.',
  http: 'PUT /api/v1/views/{name}',
  input: z.object({
    name: ViewName,
    page: View.shape.page,
    query: z
      .string()
      .max(8000)
      .describe('Such as `experiment=churn&order=metrics.auc+DESC`, without the question mark.'),
  }),
  output: View,
  errors: [],
  example: {
    name: 'best of churn',
    page: 'runs',
    query: 'experiment=churn&order=metrics.auc+DESC',
  },
});

export const viewsList = operation({
  name: 'views.list',
  doc: 'Views that were saved, by name.',
  http: 'GET /api/v1/views',
  input: z.object(paging),
  output: pageOf(View),
  errors: [],
  example: { limit: 20 },
});

export const viewsRemove = operation({
  name: 'views.remove',
  doc: 'Forgets a view; runs stay as they are.',
  http: 'DELETE /api/v1/views/{name}',
  input: z.object({ name: ViewName }),
  output: z.object({ name: z.string() }),
  errors: ['VIEW_NOT_FOUND'],
  example: { name: 'best of churn' },
});
