import type { FittedModel } from '../../artifact/index.ts';
import type { GraphInput } from '../../preprocess/index.ts';
import { isNumericKind } from '../../table/index.ts';
import { type Message, message } from '../proto/message.ts';
import { answerNodes } from './answer-nodes.ts';
import { blendNodes } from './blend-nodes.ts';
import { port } from './encode.ts';
import { memberNodes } from './member-nodes.ts';
import { notExpressible } from './not-expressible.ts';
import { ML, prepareNodes } from './prepare-nodes.ts';

/** `TreeEnsemble` in double precision came with version 5 of ai.onnx.ml. */
const VERSIONS = { ir: 10, onnx: 21, ml: 5 } as const;

/**
 * Writes a fitted model as an ONNX file: boosted trees, forests and linear models, bags of them, and their weighted means, with
 * the preparation of their columns.
 *
 * Each column is an input of its own: `[rows, 1]` of double precision, where NaN is missing, or of text, where an empty
 * one is. The outputs are `prediction` (a number, or the name of a class) and of classes `probabilities`. Everything is
 * in double precision and adds up in our order; only `exp` is the runtime's own.
 *
 * @param version Of KaizenML, for the file's `producer_version`.
 * @throws MODEL_NOT_EXPORTABLE naming the part that ONNX cannot say exactly
 * @source https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function toOnnx(model: FittedModel, { version }: { readonly version: string }): Uint8Array {
  const { signature, graphs } = model;
  assertPlain(model);
  const matrixOf = (g: number): string => (graphs.length === 1 ? 'matrix' : `matrix ${g}`);
  const preparations = graphs.map((graph, g) => prepareNodes(graph, matrixOf(g)));
  const members = model.members.map((member, m) =>
    memberNodes(member, {
      matrix: matrixOf(member.graph),
      areLevels: preparations[member.graph].areLevels,
      prefix: `member ${m}`,
    }),
  );
  const blend = blendNodes(
    model.combination,
    members.map(({ answers }) => answers),
  );
  const answering = answerNodes(blend.answers, signature.output);
  const parts = [...preparations, ...members, blend, answering];
  const graph = message();
  for (const { nodes } of parts) for (const one of nodes) graph.message(1, one);
  graph.text(2, 'model');
  for (const { weights } of parts) for (const weight of weights) graph.message(5, weight);
  for (const { name, kind } of inputsOf(model))
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

/** The columns that any graph reads. */
function inputsOf({ graphs }: FittedModel): readonly GraphInput[] {
  const found = new Map(
    graphs.flatMap(({ inputs }) => inputs.map((input) => [input.name, input] as const)),
  );
  return [...found.values()];
}

function opset(domain: string, version: number): Message {
  return message().text(1, domain).int(2, version);
}

function assertPlain({ calibration, decision, signature }: FittedModel): void {
  if (calibration !== undefined) throw notExpressible('a calibration of its answers');
  if (decision !== undefined) throw notExpressible('a rule of its own for calling a class');
  if (signature.output.quantiles !== undefined) throw notExpressible('several quantiles');
}
