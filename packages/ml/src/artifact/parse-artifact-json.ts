import { artifactInvalid } from './artifact-invalid.ts';
import { decodeUtf8 } from './decode-utf8.ts';

/** Content of one file of an artifact; undefined when there is no such file. */
export type FileContent = Uint8Array | ArrayBuffer | string | undefined;

/**
 * Reads a JSON file of an artifact.
 *
 * @throws MODEL_ARTIFACT_INVALID when it is absent, no UTF-8 or no JSON.
 */
export function parseArtifactJson(file: string, content: FileContent): unknown {
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
