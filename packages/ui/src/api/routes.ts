import type { Operations } from '@kaizenml/contracts/operations';

/** Method and path of operations, by noun and verb. */
type Routes = {
  readonly [Noun in keyof Operations]?: { readonly [Verb in keyof Operations[Noun]]?: string };
};

/**
 * The addresses of the operations that the pages use, without their schemas.
 *
 * The client of the contracts brings a validator along, which tries `new Function` when it is loaded: the
 * security policy of these pages forbids that, and the browser reports it on every page. It also weighs
 * 30 kB gzipped. A test compares the table with the operations.
 */
export const ROUTES = {
  datasets: {
    list: 'GET /api/v1/datasets',
    show: 'GET /api/v1/datasets/{name}',
    profile: 'GET /api/v1/datasets/{name}/profile',
    validate: 'POST /api/v1/datasets/{data}/validate',
    check: 'POST /api/v1/datasets/{source}/check',
  },
  schemas: {
    infer: 'GET /api/v1/schemas/{name}/inferred',
    list: 'GET /api/v1/schemas',
    show: 'GET /api/v1/schemas/{name}',
    put: 'PUT /api/v1/schemas/{name}',
    edit: 'POST /api/v1/schemas/{name}/edit',
    accept: 'POST /api/v1/schemas/{name}/accept',
    reject: 'POST /api/v1/schemas/{name}/reject',
    history: 'GET /api/v1/schemas/{name}/history',
    diff: 'GET /api/v1/schemas/{before}/diff/{after}',
  },
  jobs: {
    list: 'GET /api/v1/jobs',
    show: 'GET /api/v1/jobs/{name}',
    run: 'POST /api/v1/jobs/{name}/run',
    pause: 'POST /api/v1/jobs/{name}/pause',
  },
  alerts: {
    list: 'GET /api/v1/alerts',
    acknowledge: 'POST /api/v1/alerts/{id}/acknowledge',
    routes: 'GET /api/v1/alert-routes',
    'try-route': 'POST /api/v1/alert-routes/{name}/try',
    notices: 'GET /api/v1/alert-notices',
    silence: 'POST /api/v1/alert-silences',
    silences: 'GET /api/v1/alert-silences',
    unsilence: 'DELETE /api/v1/alert-silences/{id}',
  },
  incidents: {
    show: 'GET /api/v1/incidents/{id}',
    note: 'POST /api/v1/incidents/{id}/notes',
  },
  predictions: {
    errors: 'GET /api/v1/endpoints/{name}/errors',
    tag: 'POST /api/v1/endpoints/{name}/tags',
  },
  improve: { report: 'GET /api/v1/improve' },
  views: {
    save: 'PUT /api/v1/views/{name}',
    list: 'GET /api/v1/views',
    remove: 'DELETE /api/v1/views/{name}',
  },
  experiments: { list: 'GET /api/v1/experiments' },
  runs: {
    plan: 'GET /api/v1/datasets/{dataset}/plan',
    start: 'POST /api/v1/runs',
    list: 'GET /api/v1/runs',
    show: 'GET /api/v1/runs/{id}',
    progress: 'GET /api/v1/runs/{id}/progress',
    stop: 'POST /api/v1/runs/{id}/stop',
    resume: 'POST /api/v1/runs/{id}/resume',
    report: 'GET /api/v1/runs/{id}/report',
    leaderboard: 'GET /api/v1/runs/{id}/leaderboard',
    gates: 'GET /api/v1/runs/{id}/gates',
    search: 'POST /api/v1/runs/search',
    log: 'POST /api/v1/runs/{id}/log',
    metrics: 'GET /api/v1/runs/{id}/metrics',
    curves: 'POST /api/v1/runs/curves',
    groups: 'POST /api/v1/runs/groups',
    contrast: 'GET /api/v1/runs/{id}/contrast',
    files: 'GET /api/v1/runs/{id}/files',
    'compare-files': 'GET /api/v1/runs/{id}/compare-files',
    'diff-file': 'GET /api/v1/runs/{id}/diff-file',
  },
  models: {
    list: 'GET /api/v1/models',
    show: 'GET /api/v1/models/{name}',
    predict: 'POST /api/v1/models/{name}/predict',
    forecast: 'POST /api/v1/models/{name}/forecast',
    explain: 'POST /api/v1/models/{name}/explain',
    history: 'GET /api/v1/models/{name}/history',
    versions: 'GET /api/v1/models/{name}/versions',
    approvals: 'GET /api/v1/models/{name}/versions/{version}/approvals',
    approve: 'POST /api/v1/models/{name}/versions/{version}/approve',
    reject: 'POST /api/v1/models/{name}/versions/{version}/reject',
  },
  endpoints: {
    list: 'GET /api/v1/endpoints',
    show: 'GET /api/v1/endpoints/{name}',
    traffic: 'GET /api/v1/endpoints/{name}/traffic',
    guide: 'GET /api/v1/endpoints/{name}/guide',
  },
  rollouts: {
    start: 'POST /api/v1/rollouts',
    list: 'GET /api/v1/rollouts',
    show: 'GET /api/v1/rollouts/{id}',
    trail: 'GET /api/v1/rollouts/{id}/trail',
    pause: 'POST /api/v1/rollouts/{id}/pause',
    resume: 'POST /api/v1/rollouts/{id}/resume',
    promote: 'POST /api/v1/rollouts/{id}/promote',
    rollback: 'POST /api/v1/rollouts/{id}/rollback',
  },
  retrainings: {
    start: 'POST /api/v1/retrainings',
    list: 'GET /api/v1/retrainings',
    show: 'GET /api/v1/retrainings/{id}',
    stop: 'POST /api/v1/retrainings/{id}/stop',
  },
  lineage: {
    graph: 'GET /api/v1/lineage/graph',
    origin: 'GET /api/v1/lineage/requests/{requestId}',
  },
  audit: { list: 'GET /api/v1/audit', verify: 'GET /api/v1/audit/verify' },
  accounts: {
    list: 'GET /api/v1/accounts',
    show: 'GET /api/v1/accounts/{name}',
    grant: 'POST /api/v1/accounts/{name}/roles',
    withdraw: 'DELETE /api/v1/accounts/{name}/roles/{role}',
  },
  keys: { self: 'GET /api/v1/keys/self' },
  monitors: {
    list: 'GET /api/v1/monitors',
    show: 'GET /api/v1/monitors/{endpoint}',
    drift: 'GET /api/v1/monitors/{endpoint}/drift',
    causes: 'GET /api/v1/monitors/{endpoint}/causes',
    performance: 'GET /api/v1/monitors/{endpoint}/performance',
    column: 'GET /api/v1/monitors/{endpoint}/column',
    check: 'POST /api/v1/monitors/{endpoint}/check',
  },
} as const satisfies Routes;
