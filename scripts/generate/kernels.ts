import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { main as compile } from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../../packages/ml/kernels/', import.meta.url));

/** One page for the constants, then whatever a heap takes, up to the 4 GiB of 32-bit addresses. */
const OPTIONS = [
  '--noAssert',
  ...['--runtime', 'stub', '--use', 'abort='],
  ...['--enable', 'simd', '--enable', 'threads'],
  ...['--importMemory', '--noExportMemory', '--sharedMemory'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
];

/**
 * Compiles one area of kernels.
 *
 * @param options.sources Texts to compile in the place of files, by their paths below `packages/ml/kernels`.
 * @param options.level 0, without optimizations, takes a tenth of the time. Default 3.
 */
export async function compileKernels(
  area: string,
  { sources = {}, level = 3 }: { sources?: Readonly<Record<string, string>>; level?: 0 | 3 } = {},
): Promise<Uint8Array> {
  let wasm: Uint8Array | undefined;
  const { error, stderr } = await compile(
    [`${area}.ts`, '--outFile', `${area}.wasm`, `-O${level}`, ...OPTIONS],
    {
      readFile: (name) => sources[name] ?? readFile(`${folder}${name}`, 'utf8').catch(() => null),
      writeFile(_name, contents) {
        wasm = contents as Uint8Array;
      },
    },
  );
  if (error || wasm === undefined)
    throw new Error(`Kernels "${area}" do not compile.\n${stderr.toString()}`, { cause: error });
  return wasm;
}

/** The generated file of one area of kernels: AssemblyScript in, base64 of a WebAssembly module out. */
export async function kernelFile(area: string): Promise<string> {
  const text = Buffer.from(await compileKernels(area)).toString('base64');
  return [
    `// Compiled from packages/ml/kernels/${area}.ts by \`npm run generate\`; do not edit.`,
    `export const WASM =\n  '${text}';\n`,
  ].join('\n');
}
