import type { Datatype, TensorValues } from '../../runtimes/index.ts';
import type { Problems } from '../request/index.ts';
import { flattenElements } from './flatten-elements.ts';
import { ARRAYS, makeValues } from './make-values.ts';
import { readElement } from './read-element.ts';

/** The elements of a tensor in JSON. */
export interface JsonElements {
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  /** Lists of JSON values, flat or nested. */
  readonly given: unknown;
  /** The same lists with whole numbers beyond 2^53 as BigInt. */
  exact(): unknown;
}

/**
 * Reads the elements of a tensor in JSON, row-major.
 *
 * @param path Where they are: `inputs[0].data`.
 * @returns undefined with every wrong element told as a problem.
 */
export function readJsonElements(
  { datatype, shape, given, exact }: JsonElements,
  { path, problems }: { readonly path: string; readonly problems: Problems },
): TensorValues | undefined {
  let flat = flattenElements(given, { shape, path });
  if (!flat.ok) {
    problems.add(flat.path, flat.problem);
    return undefined;
  }
  if ((datatype === 'INT64' || datatype === 'UINT64') && flat.elements.some(isInexact)) {
    flat = flattenElements(exact(), { shape, path });
    if (!flat.ok) {
      problems.add(flat.path, flat.problem);
      return undefined;
    }
  }
  const plain = readPlain(datatype, flat.elements);
  if (plain !== undefined) return plain;
  const before = problems.count;
  const elements = flat.elements.map((value, at) => {
    const read = readElement(datatype, value);
    if (read.ok) return read.element;
    problems.add(`${path}[${at}]`, read.problem);
    return null;
  });
  return problems.count === before ? makeValues(datatype, elements) : undefined;
}

/** Elements of the frequent datatypes where nothing about them needs a second look, in one pass. */
function readPlain(datatype: Datatype, elements: readonly unknown[]): TensorValues | undefined {
  if (datatype === 'BYTES')
    return elements.every((value) => typeof value === 'string') ? elements : undefined;
  if (datatype !== 'FP64' && datatype !== 'FP32') return undefined;
  const values = new ARRAYS[datatype](elements.length);
  for (let at = 0; at < values.length; at++) {
    const value = elements[at];
    if (typeof value !== 'number') return undefined;
    values[at] = value;
    if (!Number.isFinite(values[at])) return undefined;
  }
  return values;
}

function isInexact(value: unknown): boolean {
  return typeof value === 'number' && !Number.isSafeInteger(value);
}
