import { get, post, type Seed } from '../request.ts';

const RULES = [
  {
    name: 'premium',
    when: 'plan == "premium"',
    action: 'override',
    value: 'no',
    because: 'said so',
  },
  { name: 'new', when: 'months < 1 and calls > 30', action: 'flag' },
];
const SETTINGS = {
  assertions: RULES,
  routes: [
    { name: 'testers', header: 'x-tester', value: 'yes', to: 2 },
    { name: 'family', when: 'plan == "family"', to: 'candidate' },
  ],
  door: { category: 'warn', range: 'ignore', columns: { calls: { null: 'default', value: 3 } } },
  doubt: { flags: true, alarmRate: 0.01, interval: 0.9 },
  log: {
    sample: 0.5,
    redact: { plan: 'hash', calls: 'drop' },
    explanations: 0.5,
    retentionDays: 9,
  },
  cache: { seconds: 2, rows: 100, megabytes: 1 },
};

/** What an endpoint is told: its settings, its rollouts, what came of its answers, and files. `@id` is an id that was seen. */
export const ENDPOINT_SEEDS: readonly Seed[] = [
  {
    ...post('settings', '/api/v1/endpoints/churn/settings', { settings: SETTINGS }),
    method: 'PUT',
  },
  {
    ...post('settings', '/api/v1/endpoints/churn/settings', { settings: {}, note: 'back' }),
    method: 'PUT',
  },
  post('rollouts', '/api/v1/rollouts', {
    ...{ endpoint: 'churn', to: 2, steps: '5%,25%,50%', stepSeconds: 0, stepRequests: 5 },
    ...{ by: 'plan', group: 'plan', metric: 'revenue', metricMargin: 0.5, note: 'why' },
  }),
  post('rollouts', '/api/v1/rollouts', { endpoint: 'churn', to: 2, strategy: 'shadow' }),
  post('rollouts', '/api/v1/rollouts', { endpoint: 'churn', to: 2, strategy: 'ab', labels: 5 }),
  ...['pause', 'resume', 'promote', 'rollback'].map((verb) =>
    post('rollouts', `/api/v1/rollouts/@rollout/${verb}`, { note: 'why' }),
  ),
  get('rollouts', '/api/v1/rollouts/@rollout'),
  get('rollouts', '/api/v1/rollouts/@rollout/trail'),
  post('labels', '/api/v1/endpoints/churn/labels', {
    labels: [
      { requestId: '@request', label: 'yes' },
      { requestId: '@request', row: 1, label: 'no', at: '2026-01-01T00:00:00Z' },
    ],
  }),
  post('rewards', '/api/v1/endpoints/churn/rewards', {
    rewards: [{ requestId: '@request', metric: 'revenue', value: 12.5 }],
  }),
  upload('a.csv', 'id,plan\n1,basic\n2,"pre""mium"\n'),
  upload('a.tsv', 'id\tplan\n1\tbasic\n'),
  upload('a.jsonl', '{"id":1,"plan":"basic"}\n{"id":2,"plan":null}\n'),
  upload('a.arff', '@relation r\n@attribute id numeric\n@attribute plan {a,b}\n@data\n1,a\n?,b\n'),
];

function upload(file: string, body: string): Seed {
  const headers = { 'content-type': 'application/octet-stream' };
  return { door: 'uploads', method: 'POST', path: `/api/v1/uploads?file=${file}`, headers, body };
}
