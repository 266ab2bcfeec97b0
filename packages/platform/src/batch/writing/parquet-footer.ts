import { compactThrift, type ThriftValue } from './compact-thrift.ts';
import type { RowGroup } from './row-group.ts';

/** First and last bytes of a Parquet file. */
export const MAGIC = Buffer.from('PAR1');

const TYPES = { number: 5, whole: 2, text: 6 } as const;
const ENCODINGS = [0, 3, 8].map((i32) => ({ i32 }));
const [ZSTD, OPTIONAL, UTF8] = [6, 1, 0] as const;

/** A column as the footer tells it. */
export interface FooterColumn {
  readonly name: string;
  readonly kind: keyof typeof TYPES;
}

/** What stands behind the row groups, which follow each other from byte 4 on. */
export function parquetFooter(
  columns: readonly FooterColumn[],
  groups: readonly RowGroup[],
): Buffer {
  const schema: ThriftValue[] = [
    {
      struct: [
        [4, { text: 'rows' }],
        [5, { i32: columns.length }],
      ],
    },
    ...columns.map(({ name, kind }) => ({
      struct: [
        [1, { i32: TYPES[kind] }],
        [3, { i32: OPTIONAL }],
        [4, { text: name }],
        [6, kind === 'text' ? { i32: UTF8 } : undefined],
      ] as const,
    })),
  ];
  let start = MAGIC.length;
  const rowGroups = groups.map((group): ThriftValue => {
    const described = describeGroup(columns, group, start);
    start += group.sizeBytes;
    return described;
  });
  const nRows = groups.reduce((n, group) => n + group.nRows, 0);
  const footer = compactThrift([
    [1, { i32: 1 }],
    [2, { list: schema }],
    [3, { i64: nRows }],
    [4, { list: rowGroups }],
    [6, { text: 'kaizenml' }],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([footer, length, MAGIC]);
}

function describeGroup(
  columns: readonly FooterColumn[],
  { nRows, chunks }: RowGroup,
  start: number,
): ThriftValue {
  const list = columns.map(({ name, kind }, j): ThriftValue => {
    const { offset = 0, dictionaryOffset, packedBytes = 0, plainBytes = 0 } = chunks[j] ?? {};
    const first = start + (dictionaryOffset ?? offset);
    const meta: ThriftValue = {
      struct: [
        [1, { i32: TYPES[kind] }],
        [2, { list: ENCODINGS }],
        [3, { list: [{ text: name }] }],
        [4, { i32: ZSTD }],
        [5, { i64: nRows }],
        [6, { i64: plainBytes }],
        [7, { i64: packedBytes }],
        [9, { i64: start + offset }],
        [11, dictionaryOffset === undefined ? undefined : { i64: start + dictionaryOffset }],
      ],
    };
    return {
      struct: [
        [2, { i64: first }],
        [3, meta],
      ],
    };
  });
  const plain = chunks.reduce((total, { plainBytes }) => total + plainBytes, 0);
  return {
    struct: [
      [1, { list }],
      [2, { i64: plain }],
      [3, { i64: nRows }],
    ],
  };
}
