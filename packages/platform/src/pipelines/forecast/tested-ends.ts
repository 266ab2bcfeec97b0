import type { DatasetHash, RunId } from '@kaizenml/contracts';
import { type ForecastPlan, type MadeForecasts, seasonalScale } from '@kaizenml/ml/forecast';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { sha256 } from '../../kit/index.ts';
import type { Store } from '../../storage/store.ts';
import { getValue, putValue } from '../step-values.ts';

/** The end of a series that a forecast was tested on. */
export interface TestedEnd {
  readonly name: string;
  /** Points before it. */
  readonly nBefore: number;
  /** Length h. */
  readonly truth: Float64Array;
  /** What was forecast. Length h. */
  readonly mean: Float64Array;
  /** Mean seasonal change before it; above 0. */
  readonly scale: number;
}

/** What a run forecast of the ends that nothing of it had seen. */
export interface TestedEnds {
  /** Hash of which ends of which series of which table these are. */
  readonly key: string;
  readonly ends: readonly TestedEnd[];
}

/** Name of the artifact of a run that holds them. */
const ARTIFACT = 'tested-ends';

/** The ends of the series that change before them, with what was forecast of them. */
export function testedEnds(
  { shape, series }: ForecastPlan,
  made: Pick<MadeForecasts, 'series'>,
  datasetHash: DatasetHash,
): TestedEnds {
  const ends = series.flatMap(({ name, values }, i): TestedEnd[] => {
    const mean = made.series[i]?.tested?.mean;
    if (mean === undefined || mean.length === 0) return [];
    const nBefore = values.length - mean.length;
    const scale = seasonalScale(values.subarray(0, nBefore), shape.period);
    return scale > 0 ? [{ name, nBefore, truth: values.slice(nBefore), mean, scale }] : [];
  });
  const places = ends.map(({ name, nBefore, truth }) => [name, nBefore, truth.length]);
  return { key: sha256(JSON.stringify([datasetHash, shape, places])), ends };
}

/** Absolute mistakes of a forecast of an end, in units of the seasonal change before it. */
export function scaledMistakes({ truth, scale }: TestedEnd, mean: Float64Array): Float64Array {
  return truth.map((value, h) => Math.abs(value - (mean[h] ?? Number.NaN)) / scale);
}

/** Keeps them among the artifacts of a run, so that a later one can be compared with it. */
export async function keepTestedEnds(
  { store, artifacts }: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  runId: RunId,
  tested: TestedEnds,
): Promise<void> {
  const hash = await putValue(artifacts, tested);
  const sizeBytes = tested.ends.reduce((sum, { truth }) => sum + 2 * truth.byteLength, 0);
  await store.runs.addArtifact(runId, { name: ARTIFACT, hash, sizeBytes });
}

/** Those of a run; undefined of one that kept none. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
export async function findTestedEnds(
  { store, artifacts }: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  runId: RunId,
): Promise<TestedEnds | undefined> {
  const run = await store.runs.find(runId);
  const kept = run?.artifacts.find(({ name }) => name === ARTIFACT);
  return kept && ((await getValue(artifacts, kept.hash)) as TestedEnds);
}
