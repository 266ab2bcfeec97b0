import type { ExplainFile, Manifest, Prediction, Row } from '@kaizenml/contracts';
import { createModel } from './create-model.ts';
import type { FittedModel } from './fitted-model.ts';
import type { Model } from './model.ts';
import { sampleRows } from './sample-rows.ts';

/** File of an artifact with what the model answered when it was packed. */
export const ANSWERS_FILE = 'answers.json';

/** Content of `answers.json`: rows that its door lets in, and the answer to each. */
export interface RecordedAnswers {
  readonly rows: readonly Row[];
  readonly answers: readonly Prediction[];
}

/** An answer that is not the one that was recorded. */
export interface DifferentAnswer {
  readonly row: Row;
  readonly expected: Prediction | undefined;
  readonly received: Prediction | undefined;
}

/**
 * Lets a model that was fitted answer its sample rows, so that whoever opens the artifact can tell that it answers the same.
 *
 * Rows that the schema at its door refuses are left out.
 */
export function recordAnswers(
  fitted: FittedModel,
  { manifest, explain }: { readonly manifest: Manifest; readonly explain: ExplainFile },
): RecordedAnswers {
  const model = createModel({ manifest, fitted, explain });
  const rows = sampleRows({ signature: model.signature, explain }).filter(
    (row) => model.check([row]).nOffending === 0,
  );
  return { rows, answers: rows.length === 0 ? [] : model.predict(rows) };
}

/**
 * The first recorded row to which a model answers something else; undefined where there is none.
 *
 * Models answer the same bits wherever they run, so answers are compared to the last digit.
 *
 * @param recorded Parsed `answers.json`.
 * @throws INPUT_SCHEMA_MISMATCH for rows that the model does not take
 */
export function findDifferentAnswer(
  model: Pick<Model, 'predict'>,
  { rows, answers }: RecordedAnswers,
): DifferentAnswer | undefined {
  if (rows.length === 0) return undefined;
  const received = model.predict(rows);
  const at = rows.findIndex((_, i) => JSON.stringify(answers[i]) !== JSON.stringify(received[i]));
  return at < 0 ? undefined : { row: rows[at], expected: answers[at], received: received[at] };
}
