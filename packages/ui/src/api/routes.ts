import type { Operations } from '@kaizenml/contracts/operations';

/** Method and path of every operation. */
export type Routes = {
  readonly [Noun in keyof Operations]: { readonly [Verb in keyof Operations[Noun]]: string };
};

/**
 * The addresses of the operations, without their schemas: the schemas bring a validator of four times the
 * size of these pages, and the server validates anyway. A test compares the table with the operations.
 */
export const ROUTES: Routes = {
  datasets: {
    add: 'POST /api/v1/datasets',
    list: 'GET /api/v1/datasets',
    show: 'GET /api/v1/datasets/{name}',
    profile: 'GET /api/v1/datasets/{name}/profile',
  },
  experiments: {
    list: 'GET /api/v1/experiments',
    show: 'GET /api/v1/experiments/{name}',
  },
  runs: {
    list: 'GET /api/v1/runs',
    show: 'GET /api/v1/runs/{id}',
    report: 'GET /api/v1/runs/{id}/report',
  },
  models: {
    list: 'GET /api/v1/models',
    show: 'GET /api/v1/models/{name}',
    predict: 'POST /api/v1/models/{name}/predict',
    explain: 'POST /api/v1/models/{name}/explain',
    types: 'GET /api/v1/models/{name}/types',
    alias: 'PUT /api/v1/models/{name}/aliases/{alias}',
  },
  endpoints: {
    list: 'GET /api/v1/endpoints',
    show: 'GET /api/v1/endpoints/{name}',
  },
  monitors: {
    check: 'POST /api/v1/monitors/{endpoint}/check',
  },
  health: {
    show: 'GET /api/v1/health',
  },
};
