import {
  type ArtifactHash,
  asId,
  type DatasetHash,
  type Estimate,
  type ExperimentName,
  type ModelName,
  type RunId,
} from '@kaizenml/contracts';
import type { NewDatasetVersion } from '../../datasets/store.ts';
import type { NewModelVersion } from '../../models/store.ts';
import type { StartRun } from '../../runs/store.ts';

/** Text that stores get wrong: quotes, escapes, other scripts, characters of four bytes. */
export const AWKWARD_TEXT = `it's "quoted" \\ %_; -- \n\t ½ 日本 𝔘𝔫𝔦 🐧 \u202e`;

/** A number that integers and single precision get wrong. */
export const HUGE_NUMBER = 1.7976931348623157e308;

/** An id that no run has. */
export const NO_RUN = asId<RunId>('01JD0000000000000000000000');

/** A value without an interval. */
export function estimate(value: number): Estimate {
  return { value, low: null, high: null };
}

/** A hash of 64 digits that ends in a number. */
export function hash<Id extends ArtifactHash | DatasetHash>(number: number): Id {
  return asId<Id>(number.toString(16).padStart(64, '0'));
}

/** A run of this process. */
export function aRun(changes: Partial<StartRun> = {}): StartRun {
  return {
    experiment: asId<ExperimentName>('penguins-species'),
    name: 'penguins · species',
    params: {},
    pid: process.pid,
    ...changes,
  };
}

/** A dataset version whose hashes end in a number. */
export function aDataset(
  number: number,
  changes: Partial<NewDatasetVersion> = {},
): NewDatasetVersion {
  return {
    name: 'penguins',
    hash: hash(number),
    artifact: hash(number + 1_000_000),
    nRows: 344,
    columns: [{ name: 'species', kind: 'category' }],
    source: 'penguins.csv',
    ...changes,
  };
}

/** A version of the model `penguins-species`. */
export function aModel(changes: Partial<NewModelVersion> = {}): NewModelVersion {
  return {
    name: asId<ModelName>('penguins-species'),
    task: 'multiclass',
    target: 'species',
    estimator: 'random-forest',
    runId: NO_RUN,
    artifact: hash(7),
    metrics: { accuracy: { value: 0.98, low: 0.95, high: 1 } },
    ...changes,
  };
}

/** The numbers 0 to n - 1. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
