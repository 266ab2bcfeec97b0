import type { Prediction, Row } from '@kaizenml/contracts';
import { artifactInvalid } from './artifact-invalid.ts';
import type { Model } from './model.ts';
import { openModel } from './open-model.ts';
import { type FileContent, parseArtifactJson } from './parse-artifact-json.ts';

/**
 * Loads a model from wherever its files are.
 *
 * Reads `manifest.json`, `weights.bin` and, for explanations, `explain.json`.
 *
 * `Input` and `Output` are the caller's claim, from the types that `writeModelTypes` wrote for this model.
 *
 * @param read Gives the content of a file of the artifact folder. A rejection passes through.
 * @throws MODEL_ARTIFACT_INVALID
 * @example
 * const model = await loadModel((file) => readFile(`churn/${file}`));
 * const answer = model.predictRow({ plan: 'basic', months: 3 });
 */
export async function loadModel<Input extends Row = Row, Output extends Prediction = Prediction>(
  read: (file: string) => Promise<FileContent>,
): Promise<Model<Input, Output>> {
  const [manifest, weights, explain] = await Promise.all([
    read('manifest.json'),
    read('weights.bin'),
    read('explain.json'),
  ]);
  const model = openModel(
    parseArtifactJson('manifest.json', manifest),
    toBytes(weights),
    explain === undefined ? undefined : parseArtifactJson('explain.json', explain),
  );
  return model as unknown as Model<Input, Output>;
}

function toBytes(content: FileContent): Uint8Array {
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  if (content instanceof Uint8Array) return content;
  throw artifactInvalid({
    file: 'weights.bin',
    path: '',
    expectation: 'be bytes',
    received: content,
  });
}
