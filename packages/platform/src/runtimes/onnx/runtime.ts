import { createRequire } from 'node:module';
import { AppError } from '@kaizenml/contracts';

/** Package of ONNX Runtime, the version that is tested with, and what installs it where it is not. */
export const RUNTIME = { name: 'onnxruntime-node', version: '1.30.0' } as const;

/** Its install script fetches parts for graphics cards from another host; the processor needs none of them. */
export const INSTALL_RUNTIME = `npm install ${RUNTIME.name}@${RUNTIME.version} --ignore-scripts`;

/** Version of ONNX Runtime that is installed; undefined where none is. */
export function findRuntime(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    return (require(`${RUNTIME.name}/package.json`) as { readonly version: string }).version;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw thrown;
  }
}

/** Refuses where ONNX Runtime is not installed. @throws PACKAGE_ABSENT */
export function assertRuntime(): void {
  if (findRuntime() !== undefined) return;
  throw new AppError('PACKAGE_ABSENT', {
    message: `ONNX models need the package \`${RUNTIME.name}\`, got no installation of it.`,
    hint: `It is 288 MB and therefore optional. Install it with \`${INSTALL_RUNTIME}\`.`,
    details: { package: RUNTIME.name, version: RUNTIME.version },
  });
}
