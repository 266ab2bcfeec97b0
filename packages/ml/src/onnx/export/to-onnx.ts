import type { FittedModel } from '../../artifact/index.ts';
import { isNumericKind } from '../../table/index.ts';
import type { TreeEnsemble } from '../../trees/index.ts';
import { type Message, message } from '../proto/message.ts';
import { answerNodes } from './answer-nodes.ts';
import { node, port } from './encode.ts';
import { notExpressible } from './not-expressible.ts';
import { ML, prepareNodes } from './prepare-nodes.ts';
import { treeAttributes } from './tree-attributes.ts';

/** `TreeEnsemble` in double precision came with version 5 of ai.onnx.ml. */
const VERSIONS = { ir: 10, onnx: 21, ml: 5 } as const;

/**
 * Writes a fitted model as an ONNX file: boosted trees, or imported ones, with the preparation of their columns.
 *
 * Each column is an input of its own: `[rows, 1]` of double precision, where NaN is missing, or of text, where an empty
 * one is. The outputs are `prediction` (a number, or the name of a class) and of classes `probabilities`. Everything is
 * in double precision, trees add up in our order; only `exp` inside probabilities is the runtime's own.
 *
 * @param version Of KaizenML, for the file's `producer_version`.
 * @throws MODEL_NOT_EXPORTABLE naming the part that ONNX cannot say exactly
 * @source https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function toOnnx(model: FittedModel, { version }: { readonly version: string }): Uint8Array {
  const { signature, graphs } = model;
  const { ensemble, link } = soleTrees(model);
  const preparation = prepareNodes(graphs[0], 'matrix');
  const answering = answerNodes('raw', link, signature.output);
  const trees = node('TreeEnsemble', {
    inputs: ['matrix'],
    outputs: ['raw'],
    domain: ML,
    attributes: treeAttributes(ensemble, (column) => preparation.areLevels[column]),
  });
  const graph = message();
  for (const one of [...preparation.nodes, trees, ...answering.nodes]) graph.message(1, one);
  graph.text(2, 'model');
  for (const weight of [...preparation.weights, ...answering.weights]) graph.message(5, weight);
  for (const { name, kind } of graphs[0].inputs)
    graph.message(11, port(name, isNumericKind(kind) ? 'double' : 'string', 1));
  for (const output of answering.outputs) graph.message(12, output);
  return message()
    .int(1, VERSIONS.ir)
    .text(2, 'kaizenml')
    .text(3, version)
    .message(7, graph)
    .message(8, opset('', VERSIONS.onnx))
    .message(8, opset(ML, VERSIONS.ml))
    .finish();
}

function opset(domain: string, version: number): Message {
  return message().text(1, domain).int(2, version);
}

interface TreesState {
  readonly ensemble: TreeEnsemble;
  readonly link: string;
}

function soleTrees({ members, calibration, decision, signature }: FittedModel): TreesState {
  const [{ estimator, states }, ...others] = members;
  if (others.length > 0) throw notExpressible(`a team of ${members.length} models`);
  if (states.length > 1) throw notExpressible(`a bag of ${states.length} copies`);
  if (calibration !== undefined) throw notExpressible('a calibration of its answers');
  if (decision !== undefined) throw notExpressible('a rule of its own for calling a class');
  if (signature.output.quantiles !== undefined) throw notExpressible('several quantiles');
  const state = states[0] as Partial<TreesState>;
  if (state.ensemble === undefined || state.link === undefined)
    throw notExpressible(`the method "${estimator.name}"`);
  return { ensemble: state.ensemble, link: state.link };
}
