/** Prints the digests of `engineFits` as JSON: `node --conditions=source print-digests.ts [no-wasm]`. */
import { createHash } from 'node:crypto';

const [, , without] = process.argv;
// Before the kernels look for it.
if (without === 'no-wasm') Reflect.deleteProperty(globalThis, 'WebAssembly');
const { engineFits } = await import('./engine-fits.ts');
const digests = Array.from(engineFits(2500), ([name, { json, bytes }]) => [
  name,
  createHash('sha256').update(JSON.stringify(json)).update(bytes).digest('hex'),
]);
console.log(JSON.stringify([typeof WebAssembly, digests]));
