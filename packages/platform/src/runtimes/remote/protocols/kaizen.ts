import type { Signature } from '@kaizenml/contracts';
import { parseSignature } from '@kaizenml/contracts/operations';
import { fieldOf, type RemoteProtocol, withPath } from './remote-protocol.ts';
import { signatureAbsent, withTarget } from './signature-absent.ts';

/** Our own predict of another server. */
export const kaizen: RemoteProtocol = {
  rowsUrl: (url) => withPath(url, (path) => `${path}/predict`),
  async form(url, { stated, target, read }) {
    const signature = stated ?? told(await read(url));
    return { signature: withTarget(signature, target) };
  },
  async findChange({ signature }, url, read) {
    const inputs = fieldOf(fieldOf(await read(url), 'signature'), 'inputs');
    const names = Array.isArray(inputs) ? inputs.map((input) => fieldOf(input, 'name')) : [];
    const gone = signature.inputs.find(({ name }) => !names.includes(name));
    return gone && { expected: `the column "${gone.name}"`, received: names.join(', ') || 'none' };
  },
  toBody: (_, rows) => ({ rows }),
  toAnswers: (_, body) => fieldOf(body, 'predictions'),
};

/** What `models.show` says, without what a proxy cannot promise: levels of quantiles and what stands beside an answer. */
function told(body: unknown): Signature {
  const signature = fieldOf(body, 'signature');
  const output = fieldOf(signature, 'output');
  if (fieldOf(output, 'unlabeled') !== undefined || fieldOf(output, 'quantiles') !== undefined)
    throw signatureAbsent('The model there answers more than a number or a class');
  const { aim: _, ...plain } = { aim: undefined, ...(output as object) };
  return parseSignature({ ...(signature as object), output: plain }, 'The signature of the server');
}
