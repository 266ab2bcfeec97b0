import type { ColumnKind } from '@kaizenml/contracts';
import { type Column, encodeText, isNumericKind } from '../table/index.ts';

/** A training column and a column that comes later, with values that training never saw. */
export interface SampleColumn {
  readonly title: string;
  readonly train: Column;
  readonly fresh: Column;
}

const NUMBERS = [3, 1.5, -2, 8, 1.5, 1e6, 0, -0, 4, 7, 2.25, 0.1];
const INSTANTS = ['2020-02-29', '2021-12-31', '1969-07-20', '2000-01-01', '2024-05-31'].map((day) =>
  Date.parse(day),
);
const WORDS = [...'aaaaaaabbbbbbcccccd'].map((letter) => `level ${letter}`);
const PAIR = ['yes', 'no', 'no', 'yes', 'no', 'no', 'yes', 'no', 'yes', 'yes', 'no', 'no'];

/** Columns of one kind that a transformer must cope with. */
export function columnsOfKind(kind: ColumnKind): SampleColumn[] {
  return isNumericKind(kind) ? numericSamples(kind) : codedSamples(kind);
}

function numericSamples(kind: 'number' | 'date'): SampleColumn[] {
  const usual = kind === 'number' ? NUMBERS : INSTANTS;
  const times = kind === 'number' ? [0.001, 1e300] : [1, 86_399_999, 1.7e12 + 12_345_678];
  const column = (values: readonly number[]): Column => ({
    name: 'x',
    kind,
    values: Float64Array.from(values),
  });
  const fresh = column([...usual, Number.NaN, ...times, -1e15, 1e15]);
  return [
    { title: `complete ${kind}s`, train: column(usual), fresh },
    { title: `${kind}s with gaps`, train: column([...usual, Number.NaN, ...times]), fresh },
    { title: `one constant ${kind}`, train: column([usual[1], usual[1], usual[1]]), fresh },
    { title: `no ${kind} but gaps`, train: column([Number.NaN, Number.NaN]), fresh },
    { title: `no rows of ${kind}s`, train: column([]), fresh },
  ];
}

function codedSamples(kind: Exclude<ColumnKind, 'number' | 'date'>): SampleColumn[] {
  const column = (values: readonly (string | null)[]): Column => encodeText('x', kind, values);
  const fresh = column([...WORDS, ...PAIR, null, 'never seen', '(other)', '(missing)', '']);
  return [
    { title: `four levels of ${kind}`, train: column(WORDS), fresh },
    { title: `levels of ${kind} with gaps`, train: column([...WORDS, null, null]), fresh },
    { title: `two levels of ${kind}`, train: column(PAIR), fresh },
    { title: `one level of ${kind}`, train: column(['a', 'a', 'a', 'a', 'a', 'a']), fresh },
    { title: `no ${kind} but gaps`, train: column([null, null]), fresh },
    { title: `no rows of ${kind}`, train: column([]), fresh },
  ];
}
