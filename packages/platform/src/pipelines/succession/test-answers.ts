import type { ArtifactHash, RunId } from '@kaizenml/contracts';
import type { Outcome } from '@kaizenml/ml/metrics';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { sha256 } from '../../kit/index.ts';
import type { Store } from '../../storage/store.ts';
import { getValue, putValue } from '../step-values.ts';

/** What a model answered on the rows that it was tested on, kept so that a later one can be compared row by row. */
export interface TestAnswers {
  /** Hash of which rows of which table these are, and what was asked of them. */
  readonly rows: string;
  readonly outcome: Outcome;
}

/** Name of the artifact of a run that holds them. */
const ARTIFACT = 'test-answers';

/** The hash of a test part; two runs have the same one where they were tested on the same rows. */
export function hashTestRows({
  datasetHash,
  target,
  classes = [],
  test,
}: {
  readonly datasetHash: string;
  readonly target: string;
  readonly classes?: readonly string[] | undefined;
  /** Places of the rows. */
  readonly test: Int32Array;
}): string {
  const places = sha256(new Uint8Array(test.buffer, test.byteOffset, test.byteLength));
  return sha256(JSON.stringify([datasetHash, target, classes, places]));
}

/** Keeps the answers of a run among its artifacts. */
export async function keepTestAnswers(
  { store, artifacts }: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  runId: RunId,
  answers: TestAnswers,
): Promise<void> {
  const hash = await putValue(artifacts, answers);
  const { truth } = answers.outcome;
  const sizeBytes = truth.byteLength + bytesOf(answers.outcome);
  await store.runs.addArtifact(runId, { name: ARTIFACT, hash, sizeBytes });
}

/** The answers of a run; undefined of one that kept none. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
export async function findTestAnswers(
  { store, artifacts }: { readonly store: Pick<Store, 'runs'>; readonly artifacts: ArtifactStore },
  runId: RunId,
): Promise<TestAnswers | undefined> {
  const run = await store.runs.find(runId);
  const kept = run?.artifacts.find(({ name }) => name === ARTIFACT);
  return kept && ((await getValue(artifacts, kept.hash as ArtifactHash)) as TestAnswers);
}

function bytesOf(outcome: Outcome): number {
  return outcome.kind === 'classification'
    ? outcome.probabilities.byteLength
    : outcome.predicted.byteLength;
}
