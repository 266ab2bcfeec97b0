import { toAppError } from '@kaizenml/contracts';
import type { Outcome } from '@kaizenml/ml/metrics';
import { takeRows } from '@kaizenml/ml/table';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { openStoredModel, outcomeOn } from '../../models/index.ts';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { TestedOn } from './tested-on.ts';

/**
 * What the champion answers on rows that it has not learned from.
 *
 * @returns Undefined where it cannot be asked fairly: it learned from this very table, is a model of another kind, asks for columns
 * that are not there, or answers another question.
 */
export async function answersOfChampion(
  artifacts: ArtifactStore,
  { artifact }: ModelVersionRecord,
  { tested, outcome }: { readonly tested: TestedOn; readonly outcome: Outcome },
): Promise<Outcome | undefined> {
  const { table, validated, test, datasetHash } = tested;
  if (validated.aim === 'ranking' || validated.aim === 'quantiles') return undefined;
  try {
    const { model } = await openStoredModel(artifacts, artifact);
    const { output } = model.signature;
    if (model.manifest.lineage.datasetHash === datasetHash) return undefined;
    const isSame =
      output.name === validated.target &&
      output.task === validated.task &&
      (output.aim ?? 'mean') === (validated.aim ?? 'mean') &&
      sorted(output.classes) === sorted(validated.classes);
    if (!isSame) return undefined;
    const rows = takeRows(
      table,
      test.map((place) => validated.rows[place] ?? -1),
    );
    const answered = outcomeOn(model, rows, validated.classes ?? []);
    return { ...answered, ...countedAs(outcome) } as Outcome;
  } catch (thrown) {
    if (CANNOT_BE_ASKED.has(toAppError(thrown).code)) return undefined;
    throw thrown;
  }
}

const CANNOT_BE_ASKED: ReadonlySet<string> = new Set([
  'MODEL_FOREIGN',
  'MODEL_FORECASTS',
  'MODEL_ARTIFACT_INVALID',
  'ARTIFACT_NOT_FOUND',
  'ARTIFACT_DAMAGED',
  'INPUT_SCHEMA_MISMATCH',
]);

/** Rows count for the champion as they do for the new version. */
function countedAs({ weights }: Outcome): object {
  return weights === undefined ? {} : { weights };
}

function sorted(classes: readonly string[] = []): string {
  return [...classes].sort().join('\n');
}
