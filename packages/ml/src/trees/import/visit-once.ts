import { modelFileInvalid } from './model-file-invalid.ts';

/**
 * Makes a check that each of `n` nodes is met once, so that a circle or a shared branch is found.
 *
 * @throws MODEL_ARTIFACT_INVALID from the function it gives, for a node that is not there or was met.
 */
export function visitOnce(n: number, subject: string): (node: number) => void {
  const met = new Uint8Array(n);
  return (node) => {
    if (!(Number.isInteger(node) && node >= 0 && node < n))
      throw modelFileInvalid({
        subject,
        expectation: `name nodes from 0 to ${n - 1}`,
        received: node,
      });
    if (met[node] === 1)
      throw modelFileInvalid({
        subject,
        expectation: 'reach every node once',
        received: `node ${node} again`,
      });
    met[node] = 1;
  };
}
