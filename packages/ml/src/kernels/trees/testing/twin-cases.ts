import type { TreeKernels } from '../../trees.ts';
import { SCRATCH_AT } from '../forest/forest-job.ts';
import { randomForestJob } from './forest-case.ts';
import { placeNode, randomNode, SCRATCH_BYTES } from './random-node.ts';
import type { Room } from './room.ts';

/** One call of a kernel on what lies in a room. */
export interface TwinCase {
  /** @returns What the kernel promises to return. */
  run(kernels: TreeKernels): number | undefined;
  /** What the kernel may leave there is no promise. */
  readonly scratch?: { readonly at: number; readonly nBytes: number };
}

/** A random call of each kernel on about `size` elements. */
export const TWIN_CASES: Readonly<
  Record<keyof TreeKernels, (room: Room, size: number) => TwinCase>
> = {
  binNumbers(room, size) {
    const { random } = room;
    const stride = 1 + random.below(3);
    const nCuts = [0, 1, 2, 100, 255][random.below(5)];
    const cuts = Float64Array.from(
      { length: nCuts },
      () => random.below(50) - 25 + 0.5 * random.below(2),
    ).sort();
    const odd = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, ...cuts];
    const values = room.doubles(
      draw(size * stride, () =>
        random.below(2) ? 20 * random.normal() : odd[random.below(odd.length)],
      ),
    );
    const cutsAt = room.doubles(draw(255, (i) => cuts[i] ?? Number.POSITIVE_INFINITY));
    const bins = room.bytes(new Uint8Array(size));
    const missingBin = random.below(256);
    return { run: (k) => nothing(k.binNumbers(values, stride, size, cutsAt, missingBin, bins)) };
  },
  binLevels(room, size) {
    const { random } = room;
    const stride = 1 + random.below(3);
    const nLevels = [0, 1, 7, 200][random.below(4)];
    const odd = [
      Number.NaN,
      -0,
      -0.5,
      -1,
      -1e300,
      0.5,
      nLevels - 0.5,
      nLevels,
      nLevels + 1,
      1e300,
      1 / 0,
      -1 / 0,
    ];
    const values = room.doubles(
      draw(size * stride, () => odd[random.below(2 * odd.length)] ?? random.below(nLevels + 1)),
    );
    const table = room.bytes(draw(nLevels, () => random.below(256)));
    const bins = room.bytes(new Uint8Array(size));
    const [missing, rest] = [random.below(256), random.below(256)];
    return {
      run: (k) => nothing(k.binLevels(values, stride, size, table, nLevels, missing, rest, bins)),
    };
  },
  interleave(room, size) {
    const { random } = room;
    const nColumns = random.below(6);
    const from = random.below(size + 1);
    const columnStride = size + random.below(9);
    const stride = nColumns + random.below(3);
    const columns = room.bytes(draw(columnStride * nColumns, () => random.below(256)));
    const rows = room.bytes(new Uint8Array(stride * size));
    return {
      run: (k) => nothing(k.interleave(columns, columnStride, nColumns, from, size, rows, stride)),
    };
  },
  binRows(room, size) {
    const { random } = room;
    const p = 1 + random.below(3);
    const odd = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, 2, 3];
    const values = room.doubles(
      draw(size * p, () => odd[random.below(2 * odd.length)] ?? 2 * random.normal()),
    );
    const nTracks = 1 + random.below(3);
    const trackStride = size + 3;
    const tracks = room.bytes(new Uint8Array(nTracks * trackStride));
    const columns = Array.from({ length: 1 + random.below(5) }, () => {
      const kind = random.below(3);
      const nCuts = [1, 2, 4, 255][random.below(4)];
      const cuts = draw(255, (k) =>
        k < nCuts ? (k - (nCuts >> 1)) / 2 : Number.POSITIVE_INFINITY,
      );
      const table = kind === 1 ? room.bytes(draw(4, () => random.below(256))) : room.doubles(cuts);
      const [missing, rest] = [random.below(nCuts + 1), random.below(256)];
      const place = [1 + random.below(200), random.below(nCuts + 1)];
      return [kind, table, random.below(p), random.below(nTracks), missing, 4, rest, ...place];
    });
    const at = room.ints(columns.flat());
    const n = columns.length;
    return { run: (k) => nothing(k.binRows(values, p, size, at, n, tracks, trackStride)) };
  },
  sortDoubles(room, size) {
    const { random } = room;
    const odd = [
      0,
      -0,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.MIN_VALUE,
      -1,
      1,
      1e300,
    ];
    const values = room.doubles(
      draw(
        size,
        () => odd[random.below(2 * odd.length)] ?? random.normal() * 2 ** (random.below(200) - 100),
      ),
    );
    const nBytes = 8 * size + 6 * 2048 * 4;
    const at = room.bytes(new Uint8Array(nBytes).fill(77));
    return { run: (k) => nothing(k.sortDoubles(values, size, at)), scratch: { at, nBytes } };
  },
  clearWords(room, size) {
    const at = room.ints(draw(2 * size + 4, () => room.random.below(2 ** 32)));
    return { run: (k) => nothing(k.clearWords(at, size)) };
  },
  addWords(room, size) {
    const into = room.ints(packedSums(room, size + 1, 2 ** 31));
    const from = room.ints(packedSums(room, size + 1, 2 ** 31));
    return { run: (k) => nothing(k.addWords(into, from, size)) };
  },
  subtractWords(room, size) {
    const part = packedSums(room, size + 1, 2 ** 31);
    const all = packedSums(room, size + 1, 2 ** 31).map((word, k) => word + part[k]);
    const [from, what] = [room.ints(all), room.ints(part)];
    return { run: (k) => nothing(k.subtractWords(from, what, size)) };
  },
  histogramRange(room, size) {
    const { rowBins, shape, gradients, slots } = binnedRows(room, size);
    const from = room.random.below(size + 1);
    return {
      run: (k) => nothing(k.histogramRange(rowBins, ...shape, from, size, gradients, slots)),
    };
  },
  histogramRows(room, size) {
    const { rowBins, shape, gradients, slots } = binnedRows(room, size);
    const n = room.random.below(size + 1);
    const items = room.ints(listed(room, size));
    const isFar = room.random.below(2);
    return {
      run: (k) => nothing(k.histogramRows(rowBins, ...shape, items, n, isFar, gradients, slots)),
    };
  },
  histogramSparse(room, size) {
    const { random } = room;
    const lengths = draw(size, () => random.below(4));
    const starts = Int32Array.from({ length: size + 1 }, (_, i) =>
      lengths.subarray(0, i).reduce((sum, length) => sum + length, 0),
    );
    const entries = room.ints(draw(starts[size], () => random.below(30)));
    const startsAt = room.ints(starts);
    const items = room.ints(draw(2 * size, () => random.below(size)));
    const gradients = room.ints(packedSums(room, size, 2 ** 31 / (4 * size + 1)));
    const slots = room.ints(packedSums(room, 30, 2 ** 30));
    const n = random.below(size + 1);
    return {
      run: (k) => nothing(k.histogramSparse(startsAt, entries, items, n, gradients, slots)),
    };
  },
  gatherRows(room, size) {
    const { random } = room;
    const stride = 1 + random.below(50);
    const rowBins = room.bytes(draw(size * stride, () => random.below(256)));
    const gradients = room.ints(packedSums(room, size, 2 ** 31));
    const [n, first] = [random.below(size + 1), random.below(9)];
    const items = room.ints(listed(room, size));
    const bins = room.bytes(new Uint8Array((first + n) * stride).fill(7));
    const packed = room.ints(new Int32Array(2 * (first + n)));
    return {
      run: (k) => nothing(k.gatherRows(rowBins, stride, items, n, gradients, first, bins, packed)),
    };
  },
  drawRows(room, size) {
    const { random } = room;
    const items = room.ints(new Int32Array(2 * size + 2).fill(-1));
    const spare = room.ints(new Int32Array(2 * size + 2));
    const [limit, seed] = [random.below(2 ** 32) | 0, random.below(2 ** 32) | 0];
    return {
      run: (k) => k.drawRows(items, size, limit, seed, spare),
      scratch: { at: spare, nBytes: 8 * size + 8 },
    };
  },
  listRows(room, size) {
    const items = room.ints(new Int32Array(2 * size).fill(-1));
    const from = room.random.below(size + 1);
    return { run: (k) => nothing(k.listRows(items, from, size)) };
  },
  partitionRows(room, size) {
    const { random } = room;
    const items = room.ints(listed(room, size));
    const columnBins = room.bytes(draw(size, () => random.below(256)));
    const goesLeft = room.bytes(draw(256, () => random.below(2)));
    const left = random.below(2) ? items : room.ints(new Int32Array(2 * size));
    const right = room.ints(new Int32Array(2 * size));
    return { run: (k) => k.partitionRows(items, size, columnBins, goesLeft, left, right) };
  },
  copyRows(room, size) {
    const items = room.ints(listed(room, size + 8));
    const [from, to] = [items + 8 * room.random.below(8), items + 8 * room.random.below(8)];
    return { run: (k) => nothing(k.copyRows(from, size, to)) };
  },
  bestSplit(room, size) {
    const node = randomNode(room.random, size);
    const { columns, histogram, params, scratch, record } = placeNode(room, node);
    const { g, h } = node.total;
    const from = Math.min(room.random.below(3), node.columns.length - 1);
    const to = node.columns.length;
    return {
      run: (k) =>
        nothing(k.bestSplit(columns, from, to, histogram, g, h | 0, params, scratch, record)),
      scratch: { at: scratch, nBytes: SCRATCH_BYTES },
    };
  },
  addCutScores(room, size) {
    const node = randomNode(room.random, size);
    const { columns, histogram, params, scratch } = placeNode(room, node);
    const { g, h } = node.total;
    const to = node.columns.length;
    const scores = room.doubles(draw(512 * to, () => room.random.normal()));
    return {
      run: (k) =>
        nothing(k.addCutScores(columns, 0, to, histogram, g, h | 0, params, scratch, scores)),
      scratch: { at: scratch, nBytes: SCRATCH_BYTES },
    };
  },
  addToRows(room, size) {
    const items = room.ints(listed(room, size));
    const scores = room.doubles(draw(size, () => room.random.normal()));
    const value = room.random.normal();
    const n = room.random.below(size + 1);
    return { run: (k) => nothing(k.addToRows(items, n, value, scores)) };
  },
  walkTree(room, size) {
    const { random } = room;
    const stride = 1 + random.below(4);
    const rowBins = room.bytes(draw(size * stride, () => random.below(256)));
    const { nodes, nNodes } = randomTree(room, stride);
    const nodesAt = room.ints(nodes);
    const tables = room.bytes(draw(256 * nNodes, () => random.below(2)));
    const leafValues = room.doubles(draw(nNodes + 1, () => random.normal()));
    const items = random.below(2) ? 0 : room.ints(listed(room, size));
    const scores = room.doubles(draw(size, () => random.normal()));
    const from = random.below(size + 1);
    return {
      run: (k) =>
        nothing(
          k.walkTree(rowBins, stride, items, from, size, nodesAt, tables, leafValues, scores),
        ),
    };
  },
  packGradients(room, size) {
    const { random } = room;
    const halves = (k: number) => k / 2 + (random.below(3) ? 0 : random.normal());
    const g = room.doubles(draw(size, () => halves(random.below(41) - 20) * 2 ** random.below(25)));
    const h = room.doubles(
      draw(size, () => Math.abs(halves(random.below(41))) * 2 ** random.below(25)),
    );
    const packed = room.doubles(new Float64Array(size));
    const from = random.below(size + 1);
    return { run: (k) => nothing(k.packGradients(g, h, from, size, 4, 0.5, packed)) };
  },
  sumSizes(room, size) {
    const at = room.doubles(draw(size, () => room.random.normal()));
    const from = room.random.below(size + 1);
    return { run: (k) => k.sumSizes(at, from, size) };
  },
  sumSquares(room, size) {
    const { random } = room;
    const at = room.doubles(draw(size, () => random.normal()));
    const weights = random.below(2)
      ? 0
      : room.doubles(draw(size, () => random.below(4) && random.next()));
    const from = random.below(size + 1);
    return { run: (k) => k.sumSquares(at, weights, from, size) };
  },
  squaredGradients(room, size) {
    const { random } = room;
    const n = 2 * Math.ceil(size / 2);
    const normals = () => room.doubles(draw(n, () => random.normal()));
    const [scores, targets, g, h] = [normals(), normals(), normals(), normals()];
    const weights = random.below(2) ? 0 : room.doubles(draw(n, () => random.next()));
    const from = 2 * random.below(n / 2 + 1);
    return { run: (k) => nothing(k.squaredGradients(scores, targets, weights, from, size, g, h)) };
  },
  logisticGradients(room, size) {
    const { random } = room;
    const nFours = Math.ceil(size / 4);
    const odd = [0, -0, 37, -37, 79.9, 81, -81, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const scores = room.doubles(
      draw(4 * nFours, () => odd[random.below(3 * odd.length)] ?? 6 * random.normal()),
    );
    const labels = room.doubles(draw(4 * nFours, () => random.below(2)));
    const weights = random.below(2) ? 0 : room.doubles(draw(4 * nFours, () => random.next()));
    const [g, h] = [
      room.doubles(new Float64Array(4 * nFours)),
      room.doubles(new Float64Array(4 * nFours)),
    ];
    const from = 4 * random.below(nFours + 1);
    return { run: (k) => nothing(k.logisticGradients(scores, labels, weights, from, size, g, h)) };
  },
  growForestTree(room, size) {
    const desk = randomForestJob(room.heap, room, size);
    const seed = room.random.below(2 ** 32) | 0;
    return {
      run: (k) => nothing(k.growForestTree(desk.at, seed)),
      scratch: { at: desk.at + SCRATCH_AT, nBytes: desk.sizeBytes - SCRATCH_AT },
    };
  },
};

/** What a kernel without a result returns, or with one that is no promise. */
function nothing(_returned: unknown): undefined {
  return undefined;
}

function draw(length: number, value: (i: number) => number): Float64Array {
  return Float64Array.from({ length }, (_, i) => value(i));
}

/** The numbers from 0, shuffled. */
function shuffled({ random }: Room, length: number): Int32Array {
  const numbers = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [numbers[i], numbers[j]] = [numbers[j], numbers[i]];
  }
  return numbers;
}

/** A list of all rows in one order, each at a place in another. */
function listed(room: Room, nRows: number): Int32Array {
  const [rows, places] = [shuffled(room, nRows), shuffled(room, nRows)];
  return Int32Array.from({ length: 2 * nRows }, (_, k) => (k % 2 ? places : rows)[k >> 1]);
}

/** Sums of Hessians below `end` in even words, sums of gradients of either sign in odd ones. */
function packedSums({ random }: Room, n: number, end: number): Int32Array {
  return Int32Array.from({ length: 2 * n }, (_, k) =>
    k % 2 === 0 ? random.below(end) : random.below(2 ** 30) - 2 ** 29,
  );
}

/** Rows of bins with their gradients, and a histogram that holds something already. */
function binnedRows(room: Room, nRows: number) {
  const { random } = room;
  const nWide = random.below(10);
  const nNarrow = nWide === 0 ? 1 + random.below(5) : random.below(5);
  const nColumns = nWide + nNarrow;
  const stride = nColumns + random.below(3);
  const bins = draw(nRows * stride, (k) => random.below(k % stride < nWide ? 256 : 16));
  const gradients = room.ints(packedSums(room, nRows, 2 ** 31 / (nRows + 1)));
  const slots = room.ints(packedSums(room, nWide * 256 + nNarrow * 16, 2 ** 31));
  return { rowBins: room.bytes(bins), shape: [stride, nWide, nNarrow] as const, gradients, slots };
}

/** A tree of at least one node, each split of which replaces a leaf. */
function randomTree({ random }: Room, nColumns: number) {
  const nNodes = 1 + random.below(12);
  const nodes = new Int32Array(4 * nNodes);
  const places: number[] = [];
  for (let node = 0; node < nNodes; node++) {
    if (node > 0) nodes[places.splice(random.below(places.length), 1)[0]] = node;
    nodes[4 * node] = random.below(nColumns);
    nodes[4 * node + 3] = nNodes - 1 - node;
    places.push(4 * node + 1, 4 * node + 2);
  }
  places.forEach((place, leaf) => {
    nodes[place] = ~leaf;
  });
  return { nodes, nNodes };
}
