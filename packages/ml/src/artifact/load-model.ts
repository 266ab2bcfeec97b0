import type { Prediction, Row } from '@kaizenml/contracts';
import { artifactInvalid } from './artifact-invalid.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import type { Model } from './model.ts';
import { openModel } from './open-model.ts';

/** Content of one file of an artifact; undefined when there is no such file. */
export type FileContent = Uint8Array | ArrayBuffer | string | undefined;

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
    parseJson('manifest.json', manifest),
    toBytes(weights),
    explain === undefined ? undefined : parseJson('explain.json', explain),
  );
  return model as unknown as Model<Input, Output>;
}

function parseJson(file: string, content: FileContent): unknown {
  if (content === undefined)
    throw artifactInvalid({ file, path: '', expectation: 'be in the folder', received: content });
  const text =
    typeof content === 'string'
      ? content
      : decodeUtf8(content instanceof ArrayBuffer ? new Uint8Array(content) : content);
  if (text === undefined) {
    throw artifactInvalid({ file, path: '', expectation: 'be UTF-8', received: 'other bytes' });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw artifactInvalid({ file, path: '', expectation: 'be JSON', received: text, cause });
  }
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
