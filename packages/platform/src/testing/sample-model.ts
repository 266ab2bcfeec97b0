import type { ArtifactHash, DoubtFile, Manifest, Row, Signature } from '@kaizenml/contracts';
import { asId, type ModelName, type RunId, resolveParams } from '@kaizenml/contracts';
import { type FittedModel, inferInputs, packModel, soleModel } from '@kaizenml/ml/artifact';
import { columnReference } from '@kaizenml/ml/drift';
import { seededRandom } from '@kaizenml/ml/math';
import { getEstimator } from '@kaizenml/ml/models';
import { applyGraph, fitGraph } from '@kaizenml/ml/preprocess';
import { encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import { BASELINE_FILE, type Baseline, makeBaseline, packBaseline } from '@kaizenml/ml/windows';
import type { App } from '../app.ts';
import { sha256 } from '../kit/index.ts';
import type { ModelVersionRecord } from '../models/index.ts';

const CLASSES = ['no', 'yes'] as const;
const PLANS = ['basic', 'family', 'premium'] as const;
const N_ROWS = 600;
const N_BACKGROUND = 16;

/** One invented customer: months of contract, plan, and calls that are sometimes missing. */
export function sampleRow(draw: () => number): Row {
  const calls = draw();
  return {
    months: Math.floor(draw() * 72),
    plan: PLANS[Math.floor(draw() * PLANS.length)] ?? 'basic',
    calls: calls < 0.1 ? null : Math.round(calls * 40),
  };
}

/** The rule behind the invented customers: short contracts on the basic and family plans leave. */
export function leavesByRule({ months, plan }: Row): boolean {
  return Number(months) < 24 && plan !== 'premium';
}

/** How a sample model learns. */
export interface SampleLearning {
  /** Default 7. */
  readonly seed?: number;
  /** Default 20. */
  readonly nTrees?: number;
  /** What it takes for true. Default: the rule. */
  readonly leaves?: (row: Row) => boolean;
}

/**
 * Fits a small forest on invented customers and registers it as a champion; tests and benches answer rows with it.
 *
 * @param name Default `churn`.
 * @param door What rows to answer must hold. Default: nothing is asked.
 * @param isOlder Stored without a baseline, as earlier programs did. Default false.
 * @param doubt What is known of when not to trust it, by its training rows. Default: nothing.
 */
export async function registerSampleModel(
  app: Pick<App, 'artifacts' | 'store'>,
  {
    name = 'churn',
    door = {},
    doubt,
    isOlder = false,
    ...learning
  }: SampleLearning & {
    readonly name?: string;
    readonly door?: Pick<Manifest, 'schema' | 'serving'>;
    readonly doubt?: (rows: Table) => DoubtFile;
    readonly isOlder?: boolean;
  } = {},
): Promise<ModelVersionRecord> {
  const { model, train, answers, rows, baseline } = fitSample(learning);
  const artifact = await storeSample(
    app,
    model,
    { door, doubt: doubt?.(train), baseline: isOlder ? undefined : baseline },
    {
      background: rows.slice(0, N_BACKGROUND),
      importance: [
        { column: 'months', mean: 0.2, sd: 0.01 },
        { column: 'plan', mean: 0.1, sd: 0.01 },
        { column: 'calls', mean: 0, sd: 0.01 },
      ],
      reference: [
        ...train.columns.map(columnReference),
        columnReference(encodeText('left', 'category', answers)),
      ],
    },
  );
  return app.store.models.register({
    name: asId<ModelName>(name),
    task: 'binary',
    target: 'left',
    estimator: 'random-forest',
    runId: asId<RunId>('01JD0000000000000000000000'),
    artifact,
    metrics: { roc_auc: { value: 0.9, low: 0.88, high: 0.92 } },
    aliases: ['champion'],
  });
}

function fitSample({ seed = 7, nTrees = 20, leaves = leavesByRule }: SampleLearning) {
  const random = seededRandom(seed);
  const rows = Array.from({ length: N_ROWS }, () => sampleRow(() => random.next()));
  const left = rows.map((row) => Number(leaves(row)));
  const train = toTable(rows);
  const estimator = getEstimator('random-forest');
  const params = resolveParams(estimator.name, estimator.params, { nTrees });
  const graph = fitGraph('ordinal', train);
  const x = applyGraph(graph, train);
  const y = { kind: 'classification', codes: Int32Array.from(left), nClasses: 2 } as const;
  const state = estimator.fit(x, y, params, { random });
  const signature: Signature = {
    inputs: inferInputs(train),
    output: { name: 'left', task: 'binary', classes: CLASSES },
  };
  const model = soleModel(signature, graph, { name: estimator.name, params, state });
  const probabilities = estimator.predict(state, x);
  const answers = rows.map((_, i) => ((probabilities[2 * i + 1] ?? 0) >= 0.5 ? 'yes' : 'no'));
  const baseline = makeBaseline({
    inputs: train.columns,
    label: encodeText(
      'left',
      'category',
      left.map((code) => CLASSES[code] ?? null),
    ),
    prediction: encodeText('left', 'category', answers),
    probabilities: { classes: CLASSES, values: probabilities },
    performance: { metric: 'roc_auc', value: 0.9, low: 0.88, high: 0.92, nRows: N_ROWS },
  });
  return { model, train, answers, rows, baseline };
}

function toTable(rows: readonly Row[]): Table {
  const numbers = (name: string) =>
    Float64Array.from(rows, (row) => (row[name] === null ? Number.NaN : Number(row[name])));
  return makeTable([
    { name: 'months', kind: 'number', values: numbers('months') },
    encodeText(
      'plan',
      'category',
      rows.map(({ plan }) => String(plan)),
    ),
    { name: 'calls', kind: 'number', values: numbers('calls') },
  ]);
}

async function storeSample(
  { artifacts }: Pick<App, 'artifacts'>,
  model: FittedModel,
  {
    door,
    doubt,
    baseline,
  }: {
    readonly door: Pick<Manifest, 'schema' | 'serving'>;
    readonly doubt: DoubtFile | undefined;
    readonly baseline: Baseline | undefined;
  },
  explain: object,
): Promise<ArtifactHash> {
  const { manifest, weights } = packModel(
    model,
    {
      createdAt: '2026-01-01T00:00:00.000Z',
      metrics: { roc_auc: { value: 0.9, low: 0.88, high: 0.92 } },
      primaryMetric: 'roc_auc',
      findings: [],
      lineage: {
        runId: '01JD0000000000000000000000',
        datasetHash: '0'.repeat(64),
        datasetName: 'customers',
        nTrainRows: N_ROWS,
        seed: 7,
      },
      environment: { kaizenml: '0.1.0', runtime: 'node' },
      ...door,
    },
    sha256,
  );
  const stored = await artifacts.putFolder({
    'manifest.json': JSON.stringify(manifest),
    'weights.bin': weights,
    'explain.json': JSON.stringify(explain),
    ...(baseline === undefined ? {} : { [BASELINE_FILE]: packBaseline(baseline) }),
    ...(doubt === undefined ? {} : { 'doubt.json': JSON.stringify(doubt) }),
  });
  return stored.hash;
}
