import { basename } from 'node:path';
import type { ArtifactHash, Estimate, Finding, ImportedFrom } from '@kaizenml/contracts';
import { adoptTrees, type FittedModel, methodOf } from '@kaizenml/ml/artifact';
import { defaultMetric } from '@kaizenml/ml/metrics';
import { type ImportedModel, type ReadOptions, readTreeModel } from '@kaizenml/ml/trees';
import type { ArtifactStore } from '../artifacts/store.ts';
import { type DatasetDeps, ensureDatasetVersion } from '../datasets/index.ts';
import type { DatasetVersionRecord } from '../datasets/store.ts';
import { sha256 } from '../kit/index.ts';
import { silentProgress } from '../progress.ts';
import { adoptionFindings } from './adoption-findings.ts';
import { readModelFile } from './read-model-file.ts';
import type { StepContext } from './step.ts';
import type { Origin } from './steps/about-artifact.ts';
import { type Baselines, baseline } from './steps/baseline.ts';
import { type Evaluated, evaluate } from './steps/evaluate.ts';
import { type Explained, explain } from './steps/explain.ts';
import { packageModel } from './steps/package.ts';
import { rowsWithTarget, type TrialRows, toTrialRows } from './trial-rows.ts';

/** What to adopt. */
export interface AdoptRequest {
  /** The model file. */
  readonly path: string;
  readonly target: string;
  /** Between commas. */
  readonly classes?: string | undefined;
  /** File with rows that have the target. */
  readonly data?: string | undefined;
  /** Of a dump of XGBoost: numbers between commas, and the name of the objective. */
  readonly baseScore?: string | undefined;
  readonly objective?: string | undefined;
}

/** A model that was read, with the rows to measure it on. */
export interface LookedAt {
  readonly imported: ImportedModel;
  readonly from: ImportedFrom;
  readonly fitted: FittedModel;
  readonly trial?: { readonly dataset: DatasetVersionRecord; readonly rows: TrialRows };
  /** Repeats the import with rows. */
  readonly command: string;
}

/** The artifact of an adopted model and what was found out. */
export interface Adopted {
  readonly artifact: ArtifactHash;
  readonly sizeBytes: number;
  readonly estimator: string;
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly findings: readonly Finding[];
  /** Rows that it was measured on. */
  readonly nRows: number;
  readonly dataset?: DatasetVersionRecord;
}

const SEED = 1;
const N_RESAMPLES = 200;

const NOT_MEASURED: Evaluated = {
  metrics: {},
  baselines: [],
  roles: {},
  gains: [],
  curves: {},
  nTestRows: 0,
};
const NOT_EXPLAINED: Explained = {
  file: { background: [], importance: [], reference: [] },
  roles: {},
  partialDependence: [],
};
const NOT_COUNTED: Baselines = { champion: null, roles: {} };

/**
 * Reads a model file, and the rows that come with it.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, MODEL_ARTIFACT_INVALID, ARGUMENT_INVALID; with rows every code of
 * reading a table, COLUMN_UNKNOWN, TARGET_UNUSABLE, INPUT_SCHEMA_MISMATCH
 */
export async function lookAtModel(deps: DatasetDeps, request: AdoptRequest): Promise<LookedAt> {
  const { path, target, data } = request;
  const bytes = await readModelFile(path);
  const classes = request.classes?.split(',').map((name) => name.trim());
  const imported = readTreeModel(bytes, dumpOptions(request, classes));
  const options = { target, ...(classes === undefined ? {} : { classes }) };
  const { library, version, objective } = imported;
  const looked = {
    imported,
    from: { library, version, objective, file: basename(path), fileHash: sha256(bytes) },
    command: `kaizen models import ${basename(path)} --data FILE --target COLUMN`,
  };
  if (data === undefined) return { ...looked, fitted: adoptTrees(imported, options) };
  const bare = adoptTrees(imported, options);
  const { record, table } = await ensureDatasetVersion(deps, { path: data });
  const rows = rowsWithTarget(table, target);
  const trial = { dataset: record, rows: toTrialRows(bare, rows) };
  return { ...looked, fitted: adoptTrees(imported, { ...options, rows }), trial };
}

/** What was said of a dump, which needs its base score. */
function dumpOptions(
  { baseScore, objective }: AdoptRequest,
  classes: readonly string[] | undefined,
): ReadOptions {
  if (baseScore === undefined) return {};
  const scores = baseScore
    .split(',')
    .map((score) => (score.trim() === '' ? Number.NaN : Number(score)));
  const nClasses = objective?.startsWith('multi:') ? classes?.length : undefined;
  return {
    dump: {
      baseScore: scores,
      ...(objective === undefined ? {} : { objective }),
      ...(nClasses === undefined ? {} : { nClasses }),
    },
  };
}

/** Measures, explains and stores a model that was looked at. */
export async function packAdopted(
  { artifacts }: { readonly artifacts: ArtifactStore },
  { imported, from, fitted, trial, command }: LookedAt,
  origin: Omit<Origin, 'imported'>,
): Promise<Adopted> {
  const primaryMetric = defaultMetric(imported.task).name;
  const { evaluated, explained, counted } = await tryOut(fitted, trial?.rows, primaryMetric);
  const nRows = evaluated.nTestRows;
  const findings = adoptionFindings(imported, {
    nRows,
    data: trial?.dataset.name ?? '',
    command,
  });
  const packed = await packageModel(artifacts, { ...origin, imported: from }).run(
    { fitted: { champion: fitted, baselines: [] }, evaluated, explained, doubted: {}, counted },
    {
      datasetName: trial?.dataset.name ?? '',
      datasetHash: trial?.dataset.hash ?? '',
      nTrainRows: 0,
      seed: SEED,
      primaryMetric,
      findings,
    },
    ALONE,
  );
  return {
    ...packed,
    estimator: methodOf(fitted),
    metrics: evaluated.metrics,
    findings,
    nRows,
    ...(trial === undefined ? {} : { dataset: trial.dataset }),
  };
}

async function tryOut(
  champion: FittedModel,
  rows: TrialRows | undefined,
  metric: string,
): Promise<TriedOut> {
  if (rows === undefined)
    return { evaluated: NOT_MEASURED, explained: NOT_EXPLAINED, counted: NOT_COUNTED };
  const inputs = { ...rows, fitted: { champion, baselines: [] } };
  const params = { seed: SEED, metric };
  const evaluated = await evaluate.run(inputs, { ...params, nResamples: N_RESAMPLES }, ALONE);
  const explained = await explain.run(inputs, params, ALONE);
  const counted = await baseline.run({ ...inputs, evaluated, explained }, params, ALONE);
  return { evaluated, explained, counted };
}

/** What rows told of a model. */
interface TriedOut {
  readonly evaluated: Evaluated;
  readonly explained: Explained;
  readonly counted: Baselines;
}

/** A step that is run once, outside a run: nobody watches, and nothing is remembered. */
const ALONE: StepContext = {
  progress: silentProgress,
  signal: new AbortController().signal,
  deadlineAt: undefined,
  parts: { find: () => Promise.resolve(undefined), put: () => Promise.resolve() },
};
