import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@kaizenml/contracts';
import { spoilBytes } from '../../bench/doors/spoil-bytes.ts';
import { openOnnx } from '../../packages/platform/src/runtimes/onnx/index.ts';
import type { Chance } from '../planted/fault.ts';

const NAMES = ['cubes', 'columns-forest', 'logistic-zipmap', 'sequence', 'bayes-labels'];

/** Opens an ONNX file of which some bytes are others: it opens, or is refused in a sentence. */
export async function fuzzOnnx(folder: string, chance: Chance): Promise<void> {
  const name = chance.pick(NAMES);
  const given = fileURLToPath(new URL(`../reference/onnx/models/${name}.onnx`, import.meta.url));
  let bytes: Buffer = await readFile(given);
  for (let n = 1 + chance.below(3); n > 0; n--) bytes = spoilBytes(bytes, chance);
  const path = join(folder, 'fuzzed.onnx');
  await writeFile(path, bytes);
  try {
    await (await openOnnx(path)).close();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !thrown.message.endsWith('.'))
      throw new Error(
        `${thrown instanceof Error ? thrown.stack : thrown}\nfor ${name} with base64 ${bytes.toString('base64').slice(0, 4000)}`,
      );
  }
}
