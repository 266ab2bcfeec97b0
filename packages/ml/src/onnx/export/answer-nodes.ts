import type { OutputField } from '@kaizenml/contracts';
import type { Message } from '../proto/message.ts';
import { node, port, tensor } from './encode.ts';
import { notExpressible } from './not-expressible.ts';

/** The operators that make answers of raw ones. */
export interface Answering {
  readonly nodes: readonly Message[];
  readonly weights: readonly Message[];
  readonly outputs: readonly Message[];
}

/**
 * From raw answers to `prediction`, and of classes to `probabilities`.
 *
 * @param raw Name of the tensor of raw answers: rows x outputs.
 * @throws MODEL_NOT_EXPORTABLE for links that ONNX has no operator for
 */
export function answerNodes(raw: string, link: string, { classes }: OutputField): Answering {
  if (classes === undefined) {
    const operator = { identity: 'Identity', exp: 'Exp' }[link];
    if (operator === undefined) throw notExpressible(`answers by the link "${link}"`);
    return {
      nodes: [node(operator, { inputs: [raw], outputs: ['prediction'] })],
      weights: [],
      outputs: [port('prediction', 'double', 1)],
    };
  }
  return {
    nodes: [
      ...probabilityNodes(raw, link),
      node('ArgMax', {
        inputs: ['probabilities'],
        outputs: ['called'],
        attributes: { axis: 1, keepdims: 0 },
      }),
      node('Gather', { inputs: ['classes', 'called'], outputs: ['prediction'] }),
    ],
    weights: [tensor('classes', { type: 'string', values: classes })],
    outputs: [
      port('prediction', 'string', undefined),
      port('probabilities', 'double', classes.length),
    ],
  };
}

function probabilityNodes(raw: string, link: string): Message[] {
  if (link === 'softmax')
    return [
      node('Softmax', { inputs: [raw], outputs: ['probabilities'], attributes: { axis: 1 } }),
    ];
  if (link !== 'logistic') throw notExpressible(`probabilities by the link "${link}"`);
  return [
    node('Neg', { inputs: [raw], outputs: ['against'] }),
    node('Concat', {
      inputs: ['against', raw],
      outputs: ['both'],
      attributes: { axis: 1 },
    }),
    node('Sigmoid', { inputs: ['both'], outputs: ['probabilities'] }),
  ];
}
