import { GRAPH, MODEL } from './describe-onnx.ts';
import { readNode } from './graph-node.ts';
import { readPort } from './port.ts';
import { type Field, fieldsOf, WIRE } from './proto/fields.ts';
import { type Message, message } from './proto/message.ts';

const FLOAT = 1;

/**
 * The model with the tensors that its `ZipMap` operators put into lists of dictionaries; the same bytes where it has none.
 *
 * An output keeps its name and becomes `[rows, classes]` of single precision, in the order of the labels.
 *
 * @param bytes Content of the file.
 * @throws MODEL_ARTIFACT_INVALID where it is no ONNX model
 * @source https://onnx.ai/onnx/operators/onnx_aionnxml_ZipMap.html
 */
export function withoutZipMaps(bytes: Uint8Array): Uint8Array {
  const fields = [...fieldsOf(bytes)];
  const graph = fields.find(({ number }) => number === MODEL.graph);
  const zipped = graph ? zippedOutputs(graph.bytes) : new Set<string>();
  if (zipped.size === 0) return bytes;
  const model = message();
  for (const field of fields)
    if (field === graph) model.message(MODEL.graph, withTensors(field.bytes, zipped));
    else copy(field, model);
  return model.finish();
}

function zippedOutputs(graph: Uint8Array): Set<string> {
  const zipped = new Set<string>();
  for (const { number, bytes } of fieldsOf(graph)) {
    if (number !== GRAPH.node) continue;
    const { operator, outputs } = readNode(bytes);
    if (operator === 'ZipMap') zipped.add(outputs[0]);
  }
  return zipped;
}

function withTensors(graph: Uint8Array, zipped: ReadonlySet<string>): Message {
  const made = message();
  for (const field of fieldsOf(graph)) {
    const { number, bytes } = field;
    const node = number === GRAPH.node ? readNode(bytes) : undefined;
    if (node !== undefined && zipped.has(node.outputs[0]))
      made.message(GRAPH.node, identity(node.inputs[0], node.outputs[0]));
    else if (number === GRAPH.output && zipped.has(readPort(bytes).name))
      made.message(GRAPH.output, floats(readPort(bytes).name));
    else copy(field, made);
  }
  return made;
}

function identity(input: string, output: string): Message {
  return message().text(1, input).text(2, output).text(4, 'Identity');
}

function floats(name: string): Message {
  const axis = (size: string) => message().text(2, size);
  const shape = message().message(1, axis('rows')).message(1, axis('classes'));
  const tensor = message().int(1, FLOAT).message(2, shape);
  return message().text(1, name).message(2, message().message(1, tensor));
}

function copy({ number, wire, value, bytes }: Field, target: Message): void {
  if (wire === WIRE.varint) target.int(number, value);
  else target.raw(number, wire, bytes);
}
