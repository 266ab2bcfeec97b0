import { createHash, type Hash } from 'node:crypto';
import { asId, type DatasetHash } from '@kaizenml/contracts';
import { type CodedColumn, isNumeric, type NumericColumn, type Table } from '@kaizenml/ml/table';

/** Says how the bytes below are made; a change of the rule changes every hash. */
const RULE = 'kaizen-table-1';
const BLOCK_ROWS = 1 << 16;

/**
 * Hash of the content of a table: names, kinds and values.
 *
 * SHA-256 over a JSON line with the rule, the number of rows, names and kinds; then per column little-endian
 * Float64 values with one NaN, or Int32 codes in order of first appearance followed by the levels in that
 * order, each with its length in bytes. The format of the file and the order of levels do not matter.
 *
 * @cost O(cells), about 1 GB/s.
 */
export function hashTable({ nRows, columns }: Table): DatasetHash {
  const hash = createHash('sha256');
  const shape = columns.map(({ name, kind }) => [name, kind]);
  hash.update(`${JSON.stringify([RULE, nRows, shape])}\n`);
  for (const column of columns) {
    if (isNumeric(column)) hashNumbers(hash, column);
    else hashCodes(hash, column);
  }
  return asId<DatasetHash>(hash.digest('hex'));
}

function hashNumbers(hash: Hash, { values }: NumericColumn): void {
  const block = new DataView(new ArrayBuffer(8 * Math.min(BLOCK_ROWS, values.length)));
  for (let start = 0; start < values.length; start += BLOCK_ROWS) {
    const n = Math.min(BLOCK_ROWS, values.length - start);
    for (let i = 0; i < n; i++) {
      const value = values[start + i] ?? Number.NaN;
      block.setFloat64(8 * i, Number.isNaN(value) ? Number.NaN : value, true);
    }
    hash.update(new Uint8Array(block.buffer, 0, 8 * n));
  }
}

function hashCodes(hash: Hash, { codes, levels }: CodedColumn): void {
  const rank = new Int32Array(levels.length).fill(-1);
  const used: string[] = [];
  const block = new DataView(new ArrayBuffer(4 * Math.min(BLOCK_ROWS, codes.length)));
  for (let start = 0; start < codes.length; start += BLOCK_ROWS) {
    const n = Math.min(BLOCK_ROWS, codes.length - start);
    for (let i = 0; i < n; i++) {
      const code = codes[start + i] ?? -1;
      if (code >= 0 && rank[code] === -1) rank[code] = used.push(levels[code] ?? '') - 1;
      block.setInt32(4 * i, code < 0 ? -1 : (rank[code] ?? -1), true);
    }
    hash.update(new Uint8Array(block.buffer, 0, 4 * n));
  }
  for (const level of used) hash.update(`${Buffer.byteLength(level)} ${level}`);
}
