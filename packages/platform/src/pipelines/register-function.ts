import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type Log, sha256, withTempFolder } from '../kit/index.ts';
import { openFunction } from '../runtimes/functions/index.ts';
import { readModelFile } from './read-model-file.ts';
import { type RegisterDeps, registerStated } from './register-stated.ts';

type RegisterFunction = Handler<Operations['models']['register-function']>;

/** Registers a function, which is opened once from a copy that lies as alone as the artifact will. */
export const registerFunction =
  (deps: RegisterDeps & { readonly log: Log; readonly home: string }): RegisterFunction =>
  async ({ name, path, timeoutMs }) => {
    const { home, log } = deps;
    const bytes = await readModelFile(path);
    const source = basename(path);
    const file = `function${/ts$/.test(extname(path)) ? '.mts' : '.mjs'}`;
    const signature = await withTempFolder(home, 'function', async (folder) => {
      await writeFile(join(folder, file), bytes);
      const opened = await openFunction(join(folder, file), { file: source, timeoutMs, log });
      await opened.close();
      return opened.signature;
    });
    const fileHash = sha256(bytes);
    return await registerStated(deps, {
      name,
      own: { kind: 'kaizenml-function', signature, module: { file, source, fileHash, timeoutMs } },
      files: { [file]: bytes },
      origin: `Its answers are computed by the function in ${source}.`,
      params: { file: source, fileHash },
    });
  };
