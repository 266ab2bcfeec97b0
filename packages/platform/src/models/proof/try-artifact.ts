import {
  ANSWERS_FILE,
  type DifferentAnswer,
  findDifferentAnswer,
  parseArtifactJson,
  type RecordedAnswers,
  sampleRows,
} from '@kaizenml/ml/artifact';
import { findOnnxManifest, openOnnxArtifact } from '../../runtimes/onnx/index.ts';
import { findStatedManifest } from '../../runtimes/stated/index.ts';
import { forecastTarget } from '../forecast/forecast-target.ts';
import { readFolder } from '../read-folder.ts';

/** What came of trying an artifact. */
export type Tried =
  | { readonly kind: 'answered'; readonly nRows: number }
  | ({ readonly kind: 'differs' } & DifferentAnswer);

/**
 * Opens the folder of an artifact of any kind and asks it: the rows whose answers were recorded when it was packed, else its
 * sample rows, and of a forecast its next step. A model that was stated has no files to be proven by: `proveStated` asks it where it runs.
 *
 * @throws every code of opening an artifact and of answering
 */
export async function tryArtifact(folder: string): Promise<Tried> {
  const read = readFolder(folder);
  const manifest = await read('manifest.json');
  if (forecastTarget(manifest) !== undefined) {
    const { openForecastFolder } = await import('../forecast/open-forecast.ts');
    const { length } = (await openForecastFolder(folder)).forecast({ horizon: 1 });
    return { kind: 'answered', nRows: length };
  }
  if (findOnnxManifest(manifest) !== undefined) return tryOnnx(folder);
  if (manifest !== undefined && findStatedManifest(manifest) !== undefined)
    return { kind: 'answered', nRows: 0 };
  const { openModelFolder } = await import('../open.ts');
  const { model, explain } = await openModelFolder(folder);
  const content = await read(ANSWERS_FILE);
  if (content === undefined) {
    const rows = sampleRows({ signature: model.signature, explain }).filter(
      (row) => model.check([row]).nOffending === 0,
    );
    return { kind: 'answered', nRows: rows.length === 0 ? 0 : model.predict(rows).length };
  }
  const recorded = parseArtifactJson(ANSWERS_FILE, content) as RecordedAnswers;
  const different = findDifferentAnswer(model, recorded);
  return different === undefined
    ? { kind: 'answered', nRows: recorded.rows.length }
    : { kind: 'differs', ...different };
}

async function tryOnnx(folder: string): Promise<Tried> {
  const { model, rows } = await openOnnxArtifact(folder);
  try {
    if (rows === undefined) return { kind: 'answered', nRows: 0 };
    return { kind: 'answered', nRows: (await rows.answer(sampleRows(rows))).length };
  } finally {
    await model.close();
  }
}
