import { AppError } from '@kaizenml/contracts';
import { datatypeOf } from './datatypes.ts';
import { elementAt } from './element-at.ts';
import type { NamedTensor } from './tensor.ts';

/**
 * The best classes of a tensor: per vector of its last dimension the `k` largest elements as `<score>:<index>:<label>`, the best first.
 *
 * Labels are those of the parameter `classes`; without it the text is `<score>:<index>`. Among equal scores the lower index is first.
 *
 * @param k At least 1; there are no more than the last dimension has.
 * @throws REQUEST_INVALID for texts and booleans, which have no order.
 * @source Triton, "Classification Extension".
 */
export function classify(tensor: NamedTensor, k: number): NamedTensor {
  const { name, datatype, shape } = tensor;
  const { kind } = datatypeOf(datatype);
  if (kind !== 'float' && kind !== 'integer')
    throw new AppError('REQUEST_INVALID', {
      message: `The output "${name}" must be numbers to be classified, got ${datatype}.`,
      hint: 'Ask for the classification of `probabilities`.',
      details: { output: name, datatype },
    });
  const isVector = shape.length > 1;
  const nClasses = isVector ? (shape.at(-1) ?? 0) : 1;
  const nBest = Math.min(k, nClasses);
  const nVectors = nClasses === 0 ? 0 : tensor.values.length / nClasses;
  const labels = labelsOf(tensor);
  const values = Array.from({ length: nVectors }, (_, row) =>
    Array.from({ length: nClasses }, (_, index) => ({ index, at: row * nClasses + index }))
      .map(({ index, at }) => ({ index, score: elementAt(tensor, at) as number | bigint }))
      .sort((a, b) => compare(b.score, a.score) || a.index - b.index)
      .slice(0, nBest)
      .map(({ index, score }) =>
        labels?.[index] === undefined ? `${score}:${index}` : `${score}:${index}:${labels[index]}`,
      ),
  ).flat();
  return {
    name,
    datatype: 'BYTES',
    shape: isVector ? [...shape.slice(0, -1), nBest] : shape,
    values,
    ...(tensor.parameters === undefined ? {} : { parameters: tensor.parameters }),
  };
}

/** NaN comes last. */
function compare(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

function labelsOf({ parameters }: NamedTensor): readonly string[] | undefined {
  const { classes } = parameters ?? {};
  return typeof classes === 'string' ? (JSON.parse(classes) as readonly string[]) : undefined;
}
