import { invariant } from '@kaizenml/contracts';
import type { StoredPoint } from './stored-point.ts';

/** How the numbers of a column are written. */
const PLAIN = 0;
/** The first one and the difference between neighbors. */
const EVEN = 1;
/** The first one, and how far each is above it, below 2^32. */
const NEAR = 2;

const MAX_NEAR = 2 ** 32;

/**
 * Points as bytes, column by column, little-endian: how many (4 bytes), then of each column of step, time, value and source a
 * kind (1 byte) and its numbers. Steps and times that are evenly spaced take 16 bytes together.
 */
export function packPoints(points: readonly StoredPoint[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * (1 + 16 + 8 * points.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, points.length, true);
  let offset = 4;
  offset = packColumn(
    view,
    offset,
    points.map(({ step }) => step),
  );
  offset = packColumn(
    view,
    offset,
    points.map(({ at }) => at),
  );
  offset = packColumn(
    view,
    offset,
    points.map(({ value }) => value),
  );
  offset = packColumn(
    view,
    offset,
    points.map(({ source }) => source ?? 0),
  );
  return bytes.slice(0, offset);
}

/** The points in such bytes. */
export function unpackPoints(bytes: Uint8Array): StoredPoint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const columns: Float64Array[] = [];
  let offset = 4;
  for (let i = 0; i < 4; i++) {
    const column = new Float64Array(length);
    offset = unpackColumn(view, offset, column);
    columns.push(column);
  }
  invariant(offset === bytes.byteLength, 'packed points end where their bytes end');
  const [steps, times, values, sources] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return Array.from(steps, (step, i) => ({
    value: values[i] as number,
    step,
    at: times[i] as number,
    source: sources[i] || null,
  }));
}

function packColumn(view: DataView, start: number, column: readonly number[]): number {
  const first = column[0] ?? 0;
  const difference = (column[1] ?? first) - first;
  if (column.every((number, i) => number === first + i * difference)) {
    view.setUint8(start, EVEN);
    view.setFloat64(start + 1, first, true);
    view.setFloat64(start + 9, difference, true);
    return start + 17;
  }
  if (column.every((number) => isNear(number, first))) {
    view.setUint8(start, NEAR);
    view.setFloat64(start + 1, first, true);
    column.forEach((number, i) => {
      view.setUint32(start + 9 + 4 * i, number - first, true);
    });
    return start + 9 + 4 * column.length;
  }
  view.setUint8(start, PLAIN);
  column.forEach((number, i) => {
    view.setFloat64(start + 1 + 8 * i, number, true);
  });
  return start + 1 + 8 * column.length;
}

function isNear(number: number, first: number): boolean {
  const distance = number - first;
  return (
    Number.isInteger(distance) &&
    distance >= 0 &&
    distance < MAX_NEAR &&
    first + distance === number
  );
}

/** @returns Where the next column begins. */
function unpackColumn(view: DataView, start: number, into: Float64Array): number {
  const kind = view.getUint8(start);
  if (kind === PLAIN) {
    for (let i = 0; i < into.length; i++) into[i] = view.getFloat64(start + 1 + 8 * i, true);
    return start + 1 + 8 * into.length;
  }
  const first = view.getFloat64(start + 1, true);
  if (kind === EVEN) {
    const difference = view.getFloat64(start + 9, true);
    for (let i = 0; i < into.length; i++) into[i] = first + i * difference;
    return start + 17;
  }
  invariant(kind === NEAR, 'a packed column is of a kind that there is');
  for (let i = 0; i < into.length; i++) into[i] = first + view.getUint32(start + 9 + 4 * i, true);
  return start + 9 + 4 * into.length;
}
