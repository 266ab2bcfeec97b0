import type { Problems } from '../request/index.ts';
import type { DatatypeName } from './datatypes.ts';
import { flattenElements } from './flatten-elements.ts';
import { makeValues } from './make-values.ts';
import { readElement } from './read-element.ts';
import type { TensorValues } from './tensor.ts';

/** The elements of a tensor in JSON. */
export interface JsonElements {
  readonly datatype: DatatypeName;
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
  const before = problems.count;
  const elements = flat.elements.map((value, at) => {
    const read = readElement(datatype, value);
    if (read.ok) return read.element;
    problems.add(`${path}[${at}]`, read.problem);
    return null;
  });
  return problems.count === before ? makeValues(datatype, elements) : undefined;
}

function isInexact(value: unknown): boolean {
  return typeof value === 'number' && !Number.isSafeInteger(value);
}
