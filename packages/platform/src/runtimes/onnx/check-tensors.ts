import { AppError } from '@kaizenml/contracts';
import { sizeOf, type Tensor, type Tensors } from '../tensor.ts';
import { holds } from './datatypes.ts';
import type { TensorPort } from './tensor-port.ts';

/** One tensor that a model cannot take. */
interface TensorIssue {
  readonly tensor: string;
  readonly message: string;
}

/**
 * Refuses tensors that a model cannot take.
 *
 * @throws INPUT_SCHEMA_MISMATCH with every problem in `details.issues`
 */
export function checkTensors(inputs: readonly TensorPort[], tensors: Tensors): void {
  const known = new Set(inputs.map(({ name }) => name));
  const unknown = Object.keys(tensors).filter((name) => !known.has(name));
  const issues: TensorIssue[] = [
    ...inputs.flatMap((port) => {
      const wrong = problemOf(
        port,
        Object.hasOwn(tensors, port.name) ? tensors[port.name] : undefined,
      );
      return wrong === undefined ? [] : [{ tensor: port.name, message: wrong }];
    }),
    ...unknown.map((name) => ({
      tensor: name,
      message: `input "${name}" must be one of the model, got none of this name`,
    })),
  ];
  if (issues.length === 0) return;
  throw new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `The tensors do not fit the model: ${issues.map(({ message }) => message).join('; ')}.`,
    hint: `The model takes ${inputs.map(sayPort).join(', ')}.`,
    details: { issues },
  });
}

function problemOf(port: TensorPort, given: Tensor | undefined): string | undefined {
  const subject = `input "${port.name}" must be`;
  if (given === undefined) return `${subject} there, got nothing`;
  const { datatype, shape, values } = given;
  if (datatype !== port.datatype) return `${subject} ${port.datatype}, got ${datatype}`;
  const fits =
    port.isShapeless ||
    (shape.length === port.shape.length &&
      shape.every((length, axis) => port.shape[axis] === -1 || port.shape[axis] === length));
  if (!fits) return `${subject} of shape ${sayShape(port.shape)}, got ${sayShape(shape)}`;
  if (!holds(datatype, values))
    return `${subject} kept as ${datatype} is, got ${values.constructor.name}`;
  if (sizeOf(shape) !== values.length)
    return `${subject} ${sizeOf(shape)} values long for its shape ${sayShape(shape)}, got ${values.length}`;
  return undefined;
}

function sayPort({ name, datatype, shape }: TensorPort): string {
  return `"${name}" (${datatype} ${sayShape(shape)})`;
}

function sayShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
