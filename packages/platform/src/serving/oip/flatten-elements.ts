import { showValue } from '@kaizenml/contracts';
import { shapeSize } from './shape-size.ts';

/** The elements of a tensor in order, or where and how the lists do not have its shape. */
export type Flat =
  | { readonly ok: true; readonly elements: readonly unknown[] }
  | { readonly ok: false; readonly path: string; readonly problem: string };

/**
 * The elements of a tensor in JSON, given flat or nested, row-major.
 *
 * Nested lists must have the shape exactly, so no caller chooses how deep this goes.
 *
 * @param path Where the lists are: `inputs[0].data`.
 */
export function flattenElements(
  given: unknown,
  { shape, path }: { readonly shape: readonly number[]; readonly path: string },
): Flat {
  if (!Array.isArray(given))
    return { ok: false, path, problem: `must be a list, got ${showValue(given)}` };
  if (!given.some(Array.isArray)) {
    const count = shapeSize(shape);
    if (given.length === count) return { ok: true, elements: given };
    return {
      ok: false,
      path,
      problem: `must have ${count} elements for shape [${shape.join(', ')}], got ${given.length}`,
    };
  }
  const elements: unknown[] = [];
  const wrong = collect(given, { shape, path, into: elements });
  return wrong ?? { ok: true, elements };
}

function collect(
  list: unknown,
  {
    shape: [length = 1, ...inner],
    path,
    into,
  }: { readonly shape: readonly number[]; readonly path: string; readonly into: unknown[] },
): Exclude<Flat, { ok: true }> | undefined {
  if (!Array.isArray(list))
    return { ok: false, path, problem: `must be a list of ${length}, got ${showValue(list)}` };
  if (list.length !== length)
    return { ok: false, path, problem: `must have ${length} entries, got ${list.length}` };
  for (const [at, entry] of list.entries()) {
    const wrong =
      inner.length > 0
        ? collect(entry, { shape: inner, path: `${path}[${at}]`, into })
        : add(entry, { path: `${path}[${at}]`, into });
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function add(
  entry: unknown,
  { path, into }: { readonly path: string; readonly into: unknown[] },
): Exclude<Flat, { ok: true }> | undefined {
  if (Array.isArray(entry))
    return {
      ok: false,
      path,
      problem: `must be an element, got ${showValue(entry)}: the shape has no dimension more`,
    };
  into.push(entry);
  return undefined;
}
