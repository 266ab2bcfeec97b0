import { AppError, type InputField, type Row, type Signature } from '@kaizenml/contracts';
import { rowColumns, rowOutputs, type TensorPort } from '../../onnx/index.ts';
import type { RemoteForm, TensorForm } from '../remote-form.ts';
import { fieldOf, type RemoteChange, type RemoteProtocol, withPath } from './remote-protocol.ts';
import { signatureAbsent, withTarget } from './signature-absent.ts';

const LABELS: ReadonlySet<string> = new Set(['prediction', 'label', 'output_label', 'predict']);
const PROBABILITIES: ReadonlySet<string> = new Set([
  ...['probabilities', 'probability', 'output_probability', 'predict_proba'],
]);

/** The Open Inference Protocol: a tensor per input, of one or of several columns, in JSON. */
export const v2: RemoteProtocol = {
  rowsUrl: (url) => withPath(url, (path) => `${path}/infer`),
  async form(url, { stated, target, read }) {
    const told = await read(withPath(url, (path) => path));
    const inputs = portsOf(told, 'inputs');
    const outputs = portsOf(told, 'outputs');
    return stated === undefined
      ? toldForm(inputs, outputs, { target, classes: classesOf(told) })
      : statedTensors(inputs, outputs, withTarget(stated, target));
  },
  async findChange({ tensors }, url, read) {
    const { inputs, outputs } = tensors as TensorForm;
    const told = await read(withPath(url, (path) => path));
    return (
      findPortGone('input', inputs, portsOf(told, 'inputs')) ??
      findPortGone('output', namedOutputs(outputs), portsOf(told, 'outputs'))
    );
  },
  toBody({ tensors }, rows) {
    const { inputs, columns } = tensors as TensorForm;
    return { inputs: inputs.map((port) => toInput(port, columns, rows)) };
  },
  toAnswers({ tensors }, body) {
    const { prediction, probabilities } = (tensors as TensorForm).outputs;
    const called = prediction === undefined ? undefined : elementsOf(body, prediction);
    const shares = probabilities === undefined ? undefined : vectorsOf(body, probabilities);
    if (prediction !== undefined && called === undefined) return `no output "${prediction}"`;
    if (probabilities !== undefined && shares === undefined)
      return `no output "${probabilities}" of a vector per row`;
    if (shares === undefined) return called;
    if (called === undefined) return shares;
    return shares.map((vector, i) => ({ prediction: called[i], probabilities: vector }));
  },
};

/** The first port that is not told any more, or of another type. */
function findPortGone(
  side: 'input' | 'output',
  known: readonly Partial<TensorPort>[],
  told: readonly TensorPort[],
): RemoteChange | undefined {
  const gone = known.find(
    ({ name, datatype }) =>
      !told.some((port) => port.name === name && (datatype ?? port.datatype) === port.datatype),
  );
  if (gone === undefined) return undefined;
  const title = ({ name, datatype }: Partial<TensorPort>) =>
    datatype === undefined ? `"${name}"` : `"${name}" (${datatype})`;
  return { expected: `the ${side} ${title(gone)}`, received: told.map(title).join(', ') };
}

function namedOutputs({ prediction, probabilities }: TensorForm['outputs']): { name: string }[] {
  return [prediction, probabilities].flatMap((name) => (name === undefined ? [] : [{ name }]));
}

/** Reads the form from what the server says, as the form of an ONNX file is read. */
function toldForm(
  inputs: readonly TensorPort[],
  outputs: readonly TensorPort[],
  {
    target,
    classes,
  }: { readonly target: string | undefined; readonly classes: string | undefined },
): RemoteForm {
  const columns = rowColumns(inputs, {});
  if (typeof columns === 'string') throw signatureAbsent(columns.slice(0, -1));
  const metadata: Record<string, string> = classes === undefined ? {} : { class_names: classes };
  const answers = rowOutputs(outputs, { metadata, labels: undefined }, target);
  if (typeof answers === 'string') throw signatureAbsent(answers.slice(0, -1));
  const isNumber = answers.kind === 'regression';
  return {
    signature: { inputs: columns.map(({ field }) => field), output: answers.field },
    tensors: {
      ...{ inputs, columns },
      outputs: {
        prediction: isNumber ? answers.value : answers.label,
        probabilities: isNumber ? undefined : answers.probabilities,
      },
    },
  };
}

/** Puts the columns of a stated signature into the inputs of the server, in their order. */
function statedTensors(
  inputs: readonly TensorPort[],
  outputs: readonly TensorPort[],
  signature: Signature,
): RemoteForm {
  const names = signature.inputs.map(({ name }) => name);
  const columns = rowColumns(inputs, { feature_names: JSON.stringify(names) });
  if (typeof columns === 'string' || columns.length !== names.length)
    throw new AppError('ARGUMENT_INVALID', {
      message: `The signature must state as many columns as the server reads, got ${names.length} for ${typeof columns === 'string' ? columns.toLowerCase() : columns.length}.`,
      hint: 'Compare it with what the server says at its address.',
      details: {
        columns: names.length,
        inputs: inputs.map(({ name, shape }) => ({ name, shape })),
      },
    });
  const isClasses = signature.output.task !== 'regression';
  const probabilities = isClasses
    ? outputs.find(({ name }) => PROBABILITIES.has(name))?.name
    : undefined;
  const others = outputs.filter(({ name }) => name !== probabilities);
  const prediction =
    others.find(({ name }) => name === signature.output.name || LABELS.has(name)) ??
    (others.length === 1 ? others[0] : undefined);
  if (prediction === undefined && probabilities === undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `One of the outputs of the server must be called "${signature.output.name}", got ${outputs.map(({ name }) => name).join(', ')}.`,
      hint: 'Name the output that answers in the signature: { "output": { "name": "…" } }.',
      details: { outputs: outputs.map(({ name }) => name) },
    });
  return {
    signature,
    tensors: {
      inputs,
      columns: columns.map((column, i) => ({
        ...column,
        field: signature.inputs[i] as InputField,
      })),
      outputs: { prediction: prediction?.name, probabilities },
    },
  };
}

function portsOf(told: unknown, side: 'inputs' | 'outputs'): TensorPort[] {
  const given = fieldOf(told, side);
  const ports = Array.isArray(given) ? given : [];
  const made = ports.flatMap((port: unknown) => {
    const [name, datatype, shape] = ['name', 'datatype', 'shape'].map((key) => fieldOf(port, key));
    const isPort = typeof name === 'string' && typeof datatype === 'string' && Array.isArray(shape);
    return isPort ? [{ name, datatype, shape: shape.map(Number) } as TensorPort] : [];
  });
  if (made.length > 0 && made.length === ports.length) return made;
  throw signatureAbsent(`The server tells no ${side} that could be read`);
}

/** Names of classes, where the server says them as ours does: JSON in a parameter of the probabilities. */
function classesOf(told: unknown): string | undefined {
  const outputs = fieldOf(told, 'outputs');
  if (!Array.isArray(outputs)) return undefined;
  const said = outputs.map((output) => fieldOf(fieldOf(output, 'parameters'), 'classes'));
  return said.find((classes): classes is string => typeof classes === 'string');
}

function toInput(port: TensorPort, columns: TensorForm['columns'], rows: readonly Row[]): unknown {
  const own = columns.filter((column) => column.port === port.name);
  const cells = rows.flatMap((row) =>
    own.map(({ field }) => toElement(row[field.name], port.datatype)),
  );
  const shape = port.shape.length === 1 ? [rows.length] : [rows.length, own.length];
  return { name: port.name, datatype: port.datatype, shape, data: cells };
}

function toElement(cell: unknown, datatype: TensorPort['datatype']): unknown {
  if (cell === null || cell === undefined || cell === '') return datatype === 'BYTES' ? '' : null;
  if (datatype === 'BYTES') return String(cell);
  if (typeof cell === 'boolean' && datatype !== 'BOOL') return Number(cell);
  return cell;
}

function outputOf(body: unknown, name: string): { shape: number[]; data: unknown[] } | undefined {
  const outputs = fieldOf(body, 'outputs');
  if (!Array.isArray(outputs)) return undefined;
  const found: unknown = outputs.find((output) => fieldOf(output, 'name') === name);
  const [shape, values] = [fieldOf(found, 'shape'), fieldOf(found, 'data')];
  if (!Array.isArray(shape) || !Array.isArray(values)) return undefined;
  return { shape: shape.map(Number), data: values.flat(Number.POSITIVE_INFINITY) };
}

function elementsOf(body: unknown, name: string): unknown[] | undefined {
  return outputOf(body, name)?.data;
}

function vectorsOf(body: unknown, name: string): unknown[][] | undefined {
  const output = outputOf(body, name);
  const [nRows = 0, length = 0] = output?.shape ?? [];
  if (output === undefined || length === 0 || output.data.length !== nRows * length)
    return undefined;
  return Array.from({ length: nRows }, (_, i) => output.data.slice(i * length, (i + 1) * length));
}
