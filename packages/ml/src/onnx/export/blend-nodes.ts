import type { FittedModel } from '../../artifact/index.ts';
import type { Message } from '../proto/message.ts';
import { node, tensor } from './encode.ts';
import type { MemberNodes } from './member-nodes.ts';
import { notExpressible } from './not-expressible.ts';

/**
 * The weighted mean of the answers of members, summed in their order.
 *
 * @throws MODEL_NOT_EXPORTABLE for a stack and for a fine-tuned model, which take logarithms of the members' answers
 */
export function blendNodes(
  combination: FittedModel['combination'],
  members: readonly string[],
): MemberNodes {
  if (combination === undefined) return { nodes: [], weights: [], answers: members[0] };
  if (combination.kind === 'tuned') throw notExpressible('a correction of another model');
  if (combination.kind === 'stack') throw notExpressible(`a stack of ${members.length} models`);
  const nodes: Message[] = [];
  const weights: Message[] = [];
  let blend: string | undefined;
  for (const [m, answers] of members.entries()) {
    const weight = combination.weights[m];
    if (weight === 0) continue;
    const [by, part, sum] = [`weight ${m}`, `part ${m}`, `blend ${m}`];
    weights.push(tensor(by, { type: 'double', values: [weight] }));
    nodes.push(node('Mul', { inputs: [answers, by], outputs: [part] }));
    if (blend !== undefined) nodes.push(node('Add', { inputs: [blend, part], outputs: [sum] }));
    blend = blend === undefined ? part : sum;
  }
  return { nodes, weights, answers: blend ?? members[0] };
}
