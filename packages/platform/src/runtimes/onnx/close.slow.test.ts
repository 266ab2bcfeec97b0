import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url));

it('a process that closes an ONNX model goes on until its thread has ended', async () => {
  const program = `
    const { openOnnx } = await import(${JSON.stringify(pathOf('./open-onnx.ts'))});
    const model = await openOnnx(${JSON.stringify(pathOf('../../../../../test/reference/onnx/models/cubes.onnx'))});
    await model.close();
    process.stdout.write('closed');
  `;
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--conditions=source', '--input-type=module', '--eval', program],
  ]);
  expect(stdout).toBe('closed');
});
