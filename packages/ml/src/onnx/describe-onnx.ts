import type { Labels, OnnxDescription, Port } from './description.ts';
import { type GraphNode, labelsOf, readNode } from './graph-node.ts';
import { type Initializer, readInitializer } from './initializer.ts';
import { readPort } from './port.ts';
import { fieldsOf } from './proto/fields.ts';
import { text } from './proto/text.ts';

/** Numbers of fields of `ModelProto` and `GraphProto`. */
export const MODEL = {
  irVersion: 1,
  producer: 2,
  producerVersion: 3,
  graph: 7,
  opset: 8,
  metadata: 14,
} as const;
export const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 } as const;

/** Operators that find a label by its number in a weight. */
const LOOKING_UP = new Set(['ArrayFeatureExtractor', 'Gather']);

/** Operators that hand labels on as they are, or in another form. */
const PASSING: ReadonlySet<string> = new Set(['Identity', 'Cast', 'Reshape', 'Squeeze', 'Flatten']);

/**
 * Reads what a model file says of itself, without its weights.
 *
 * @param bytes Content of the file.
 * @throws MODEL_ARTIFACT_INVALID where it is no ONNX model
 * @source https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 * @cost O(operators + weights), not of what weights hold.
 */
export function describeOnnx(bytes: Uint8Array): OnnxDescription {
  let [producer, producerVersion, irVersion] = ['', '', 0];
  let graph = new Uint8Array(0) as Uint8Array;
  const opsets: Record<string, number> = {};
  const metadata: Record<string, string> = {};
  for (const field of fieldsOf(bytes)) {
    if (field.number === MODEL.irVersion) irVersion = field.value;
    else if (field.number === MODEL.producer) producer = text(field);
    else if (field.number === MODEL.producerVersion) producerVersion = text(field);
    else if (field.number === MODEL.graph) graph = field.bytes;
    else if (field.number === MODEL.opset) Object.assign(opsets, readOpset(field.bytes));
    else if (field.number === MODEL.metadata) Object.assign(metadata, readProperty(field.bytes));
  }
  return { producer, producerVersion, irVersion, opsets, metadata, ...readGraph(graph) };
}

type GraphDescription = Pick<OnnxDescription, 'inputs' | 'outputs' | 'labels' | 'externalFiles'>;

function readGraph(bytes: Uint8Array): GraphDescription {
  const nodes: GraphNode[] = [];
  const weights = new Map<string, Initializer>();
  const [inputs, outputs]: [Port[], Port[]] = [[], []];
  for (const { number, bytes: inner } of fieldsOf(bytes)) {
    if (number === GRAPH.node) nodes.push(readNode(inner));
    else if (number === GRAPH.input) inputs.push(readPort(inner));
    else if (number === GRAPH.output) outputs.push(readPort(inner));
    else if (number === GRAPH.initializer) {
      const weight = readInitializer(inner);
      weights.set(weight.name, weight);
    }
  }
  const files = [...weights.values()].flatMap(({ file }) => file ?? []);
  return {
    inputs: inputs.filter(({ name }) => !weights.has(name)),
    outputs: outputs.map((port) => unzipped(port, nodes)),
    labels: findLabels(nodes, weights, outputs),
    externalFiles: [...new Set(files)],
  };
}

/** An output of dictionaries as the tensor that `withoutZipMaps` makes of it. */
function unzipped(port: Port, nodes: readonly GraphNode[]): Port {
  const maker = nodes.find(
    ({ operator, outputs }) => operator === 'ZipMap' && outputs[0] === port.name,
  );
  if (maker === undefined) return port;
  return {
    name: port.name,
    elementType: 1,
    shape: [-1, labelsOf(maker)?.length ?? -1],
    type: 'tensor',
  };
}

/** Labels from the operator that makes an output, or from the weight that an output is looked up in. */
function findLabels(
  nodes: readonly GraphNode[],
  weights: ReadonlyMap<string, Initializer>,
  outputs: readonly Port[],
): Labels | undefined {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
  const ends = outputs.map(({ name }) => makerOf(name, makers));
  for (const node of ends) {
    const labels = node && labelsOf(node);
    if (labels !== undefined) return labels;
  }
  for (const node of ends) {
    const labels =
      node !== undefined && LOOKING_UP.has(node.operator) && weights.get(node.inputs[0])?.labels();
    if (labels) return labels;
  }
  return undefined;
}

function makerOf(name: string, makers: ReadonlyMap<string, GraphNode>): GraphNode | undefined {
  let node = makers.get(name);
  for (let i = 0; i < makers.size && node && PASSING.has(node.operator); i++)
    node = makers.get(node.inputs[0]);
  return node;
}

function readOpset(bytes: Uint8Array): Record<string, number> {
  let [domain, version] = ['', 0];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) domain = text(field);
    if (field.number === 2) version = field.value;
  }
  return { [domain === '' ? 'ai.onnx' : domain]: version };
}

function readProperty(bytes: Uint8Array): Record<string, string> {
  let [key, value] = ['', ''];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) key = text(field);
    if (field.number === 2) value = text(field);
  }
  return { [key]: value };
}
