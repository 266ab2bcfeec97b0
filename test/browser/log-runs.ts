import type { App } from '../../packages/platform/src/app.ts';

const N_RUNS = 60;
const N_STEPS = 120;
const MODELS = ['forest', 'boosted', 'network'] as const;
const BEGAN_AT = Date.UTC(2026, 10, 20, 9);

/** What was logged. */
export interface LoggedRuns {
  readonly experiment: string;
  /** Ids in the order in which the runs began. */
  readonly ids: readonly string[];
  /** One with runs that are a part of it, a note and tables. */
  readonly parent: string;
}

/** Logs runs of an experiment as a team would: three kinds of models, learning rates, depths, curves of loss, a search with parts. */
export async function logRuns({ handlers }: App): Promise<LoggedRuns> {
  const experiment = 'digits';
  const ids: string[] = [];
  for (let i = 0; i < N_RUNS; i++) {
    const part = i >= 8 && i < 14 ? ids[7] : undefined;
    ids.push(await logRun(handlers, { experiment, i, parent: part }));
  }
  const parent = ids[7] ?? '';
  await handlers.runs.log({
    id: parent,
    metrics: [],
    params: {},
    tags: { team: 'vision' },
    note: 'Search over depths.\nThe parts differ in nothing else.',
    inputs: [
      { name: 'digits', digest: '9f86d081884c7d65', source: 's3://lake/digits.parquet' },
      { name: 'digits-test', digest: '60303ae22b998861', source: '', role: 'evaluation' },
    ],
    outputs: [{ model: `m-${'0'.repeat(32)}`, step: N_STEPS }],
  });
  return { experiment, ids, parent };
}

async function logRun(
  { runs }: App['handlers'],
  {
    experiment,
    i,
    parent,
  }: { readonly experiment: string; readonly i: number; readonly parent: string | undefined },
): Promise<string> {
  const model = MODELS[i % MODELS.length] ?? 'forest';
  const rate = [0.0003, 0.001, 0.003, 0.01, 0.03][i % 5] ?? 0.01;
  const depth = 2 + (i % 7);
  const startedAt = BEGAN_AT + i * 600_000;
  const { id } = await runs.create({
    ...{ experiment, name: `${model}-${i}`, user: i % 4 === 0 ? 'noor' : 'sam', parent },
    startedAt: new Date(startedAt).toISOString(),
    tags: {
      'mlflow.source.name': 'train.ts',
      'mlflow.source.git.commit': i < 30 ? 'a94a8fe5ccb1' : '3c363836cf4e',
      'kaizen.node': '24.21.0',
    },
  });
  const best = 0.97 - Math.abs(Math.log10(rate) + 2.2) * 0.04 - Math.abs(depth - 6) * 0.012;
  const curve = Array.from({ length: N_STEPS }, (_, step) => {
    const wave = Math.sin(step * 1.7 + i) * 0.05 + Math.sin(step * 0.31 * (i + 2)) * 0.03;
    const at = new Date(startedAt + step * 2000).toISOString();
    const loss = Math.exp((-step * rate * 10) / 3) * 2 + (1 - best) + Math.abs(wave);
    return [
      { key: 'train/loss', value: loss, step, at },
      {
        key: 'val/accuracy',
        value: Math.max(0, best - 0.5 * Math.exp(-step / 15) + wave / 4),
        step,
        at,
      },
    ];
  }).flat();
  const at = new Date(startedAt + N_STEPS * 2000).toISOString();
  const last = [
    { key: 'accuracy', value: best + Math.sin(i) * 0.004, step: 0, at },
    { key: 'latency ms', value: 3 + depth * 1.3 + Math.cos(i), step: 0, at },
    ...(i === 5 ? [{ key: 'f1', value: 'NaN' as const, step: 0, at }] : []),
  ];
  await runs.log({
    ...{ id, tags: i % 3 === 0 ? { stage: 'candidate' } : {}, outputs: [] },
    metrics: [...curve, ...last],
    params: { model, depth: String(depth), 'learning rate': String(rate), seed: String(i % 2) },
    inputs: [{ name: 'digits', digest: '9f86d081884c7d65', source: 's3://lake/digits.parquet' }],
  });
  if (i !== N_RUNS - 1)
    await runs.end({ id, status: i === 11 ? 'failed' : 'finished', endedAt: at });
  return id;
}
