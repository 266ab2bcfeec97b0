import { BLOCK_ROWS, MISSING } from './kernels.ts';
import type { Part } from './part.ts';
import type { CodedTexts } from './rule-rows.ts';

type TextOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** By UTF-16 units. */
const TEXT_COMPARISONS: Readonly<Record<TextOperator, (a: string, b: string) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** What is known of levels, computed once per level while they grow. */
function remembered<Value>(
  of: (level: string) => Value,
): (levels: readonly string[]) => readonly Value[] {
  let known: readonly string[] = [];
  let values: Value[] = [];
  return (levels) => {
    if (levels !== known) {
      known = levels;
      values = [];
    }
    for (let k = values.length; k < levels.length; k++) values.push(of(levels[k]));
    return values;
  };
}

/** The same text in every row. */
export function constantTexts(value: string): Part<CodedTexts> {
  const texts = { codes: new Int32Array(BLOCK_ROWS), levels: [value] };
  return () => texts;
}

/** A text of a text, per level. */
export function mapTexts(texts: Part<CodedTexts>, of: (text: string) => string): Part<CodedTexts> {
  const mapped = remembered(of);
  return (block) => {
    const { codes, levels } = texts(block);
    return { codes, levels: mapped(levels) };
  };
}

/** A number of a text, per level. */
export function measureTexts(
  texts: Part<CodedTexts>,
  of: (text: string) => number,
): Part<Float64Array> {
  const measured = remembered(of);
  const out = new Float64Array(BLOCK_ROWS);
  return (block) => {
    const { codes, levels } = texts(block);
    const values = measured(levels);
    for (let i = 0; i < block.n; i++) out[i] = codes[i] < 0 ? Number.NaN : values[codes[i]];
    return out;
  };
}

/** Whether a text is one of a list, per level. */
export function memberOf(texts: Part<CodedTexts>, list: ReadonlySet<string>): Part<Uint8Array> {
  const isIn = remembered((level) => list.has(level));
  const out = new Uint8Array(BLOCK_ROWS);
  return (block) => {
    const { codes, levels } = texts(block);
    const verdicts = isIn(levels);
    for (let i = 0; i < block.n; i++) out[i] = codes[i] < 0 ? MISSING : verdicts[codes[i]] ? 1 : 0;
    return out;
  };
}

/** A test of two texts: per level where one of them is the same in every row. */
export function applyToTexts(
  left: Part<CodedTexts>,
  right: Part<CodedTexts>,
  of: (text: string, other: string) => boolean,
): Part<Uint8Array> {
  const out = new Uint8Array(BLOCK_ROWS);
  let other = '';
  const toOther = remembered((level: string) => of(level, other));
  return (block) => {
    const [a, b] = [left(block), right(block)];
    if (b.levels.length === 1 && b.levels !== a.levels && isSame(b.codes, block.n)) {
      if (other !== b.levels[0]) {
        other = b.levels[0];
        toOther([]);
      }
      const verdicts = toOther(a.levels);
      for (let i = 0; i < block.n; i++)
        out[i] = a.codes[i] < 0 ? MISSING : verdicts[a.codes[i]] ? 1 : 0;
      return out;
    }
    for (let i = 0; i < block.n; i++) {
      const [x, y] = [a.codes[i], b.codes[i]];
      out[i] = x < 0 || y < 0 ? MISSING : of(a.levels[x], b.levels[y]) ? 1 : 0;
    }
    return out;
  };
}

function isSame(codes: Int32Array, n: number): boolean {
  for (let i = 0; i < n; i++) if (codes[i] !== 0) return false;
  return true;
}

/** A comparison of two texts. */
export function compareTexts(
  operator: TextOperator,
  left: Part<CodedTexts>,
  right: Part<CodedTexts>,
): Part<Uint8Array> {
  return applyToTexts(left, right, TEXT_COMPARISONS[operator]);
}

/** The first text that is there. */
export function coalesceTexts(args: readonly Part<CodedTexts>[]): Part<CodedTexts> {
  return (block) => {
    const values = args.map((arg) => arg(block));
    const codes = new Int32Array(block.n);
    const levels: string[] = [];
    for (let i = 0; i < block.n; i++) {
      const found = values.find((value) => value.codes[i] >= 0);
      codes[i] = found === undefined ? -1 : levels.push(found.levels[found.codes[i]]) - 1;
    }
    return { codes, levels };
  };
}
