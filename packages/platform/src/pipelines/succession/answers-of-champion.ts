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
 * @returns A sentence where it cannot be asked fairly: it learned from this very table, is a model of another kind, asks for columns
 * that are not there, or answers another question.
 */
export async function answersOfChampion(
  artifacts: ArtifactStore,
  { artifact, version }: ModelVersionRecord,
  { tested, outcome }: { readonly tested: TestedOn; readonly outcome: Outcome },
): Promise<Outcome | string> {
  const { table, validated, test, datasetHash } = tested;
  const who = `Version ${version}`;
  if (validated.aim === 'ranking' || validated.aim === 'quantiles')
    return `${who} was not tested on these rows, and ${validated.aim === 'ranking' ? 'rankings' : 'quantiles'} are compared only by what both answered then.`;
  try {
    const { model } = await openStoredModel(artifacts, artifact);
    const { output } = model.signature;
    if (model.manifest.lineage.datasetHash === datasetHash)
      return `${who} learned from this very table, and was tested on other rows of it.`;
    const isSame =
      output.name === validated.target &&
      output.task === validated.task &&
      (output.aim ?? 'mean') === (validated.aim ?? 'mean') &&
      sorted(output.classes) === sorted(validated.classes);
    if (!isSame) return `${who} answers another question.`;
    const rows = takeRows(
      table,
      test.map((place) => validated.rows[place] ?? -1),
    );
    const answered = outcomeOn(model, rows, validated.classes ?? []);
    return { ...answered, ...countedAs(outcome) } as Outcome;
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (CANNOT_BE_ASKED.has(code)) return `${who} cannot answer these rows: ${message}`;
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
