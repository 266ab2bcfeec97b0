import { basename } from 'node:path';
import { AppError, type Signature } from '@kaizenml/contracts';
import { parseSignature } from '@kaizenml/contracts/operations';
import { readModelFile } from './read-model-file.ts';

/** The signature that a JSON file states. @throws FILE_NOT_FOUND, FILE_NOT_READABLE, ARGUMENT_INVALID */
export async function readSignatureFile(path: string): Promise<Signature> {
  const text = Buffer.from(await readModelFile(path)).toString('utf8');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `${basename(path)} must be JSON, got ${text.length} characters that are not.`,
      hint: 'Write it like { "inputs": [{ "name": "age" }], "output": { "name": "price" } }.',
      details: { path, nCharacters: text.length },
      cause,
    });
  }
  return parseSignature(given, basename(path));
}
