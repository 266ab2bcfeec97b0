import type { OutputField } from '@kaizenml/contracts';
import type { Message } from '../proto/message.ts';
import { node, port, tensor } from './encode.ts';

/** The operators that name what is answered. */
export interface Answering {
  readonly nodes: readonly Message[];
  readonly weights: readonly Message[];
  readonly outputs: readonly Message[];
}

/** From answers to `prediction`, and of classes to `probabilities`. @param answers Name of the tensor: rows x 1, or rows x classes. */
export function answerNodes(answers: string, { classes }: OutputField): Answering {
  if (classes === undefined)
    return {
      nodes: [node('Identity', { inputs: [answers], outputs: ['prediction'] })],
      weights: [],
      outputs: [port('prediction', 'double', 1)],
    };
  return {
    nodes: [
      node('Identity', { inputs: [answers], outputs: ['probabilities'] }),
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
