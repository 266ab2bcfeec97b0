import { invariant } from '@kaizenml/contracts';
import type { Expression, Operator } from './expression.ts';
import { NUMBER_FUNCTIONS, TEXT_FUNCTIONS, TEXT_TESTS } from './functions.ts';
import { ARITHMETIC, BLOCK_ROWS, COMPARISONS, LOGIC, MISSING, negate } from './kernels.ts';
import type { Part } from './part.ts';
import type { CodedTexts } from './rule-rows.ts';
import type { TypedRule } from './rule-types.ts';
import {
  applyToTexts,
  coalesceTexts,
  compareTexts,
  constantTexts,
  mapTexts,
  measureTexts,
  memberOf,
} from './text-parts.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** Closures for the parts of an expression whose types were checked. */
export function compileParts(
  expression: Expression,
  { typeOf, instantOf }: TypedRule,
): { readonly truth: Part<Uint8Array>; readonly names: readonly string[] } {
  const names: string[] = [];
  const mention = (name: string): string => {
    if (!names.includes(name)) names.push(name);
    return name;
  };

  function numbers(part: Expression): Part<Float64Array> {
    if (part.kind === 'number') return constant(part.value);
    if (part.kind === 'column') return numericColumn(mention(part.name));
    if (part.kind === 'minus') return arithmetic('*', constant(-1), numbers(part.of));
    if (part.kind === 'binary')
      return arithmetic(
        part.operator as keyof typeof ARITHMETIC,
        numbers(part.left),
        numbers(part.right),
      );
    if (part.kind === 'call') return numberCall(part);
    return constant(instantOf(part));
  }

  function numberCall({ name, args }: Of<'call'>): Part<Float64Array> {
    if (name === 'coalesce') return coalesceNumbers(args.map(numbers));
    const ofText = TEXT_FUNCTIONS[name];
    if (ofText !== undefined)
      return measureTexts(texts(args[0]), ofText.of as (text: string) => number);
    const known = NUMBER_FUNCTIONS[name];
    invariant(known !== undefined, `${name} gives numbers`);
    return applyToNumbers(args.map(numbers), known.of);
  }

  function texts(part: Expression): Part<CodedTexts> {
    if (part.kind === 'text') return constantTexts(part.value);
    if (part.kind === 'column') return textColumn(mention(part.name));
    invariant(part.kind === 'call', `${part.kind} gives no text`);
    if (part.name === 'coalesce') return coalesceTexts(part.args.map(texts));
    const known = TEXT_FUNCTIONS[part.name];
    invariant(known !== undefined, `${part.name} gives texts`);
    return mapTexts(texts(part.args[0]), known.of as (text: string) => string);
  }

  function truths(part: Expression): Part<Uint8Array> {
    switch (part.kind) {
      case 'truth':
        return constantTruth(part.value);
      case 'column':
        return truthColumn(mention(part.name));
      case 'not':
        return negated(truths(part.of));
      case 'in':
        if (part.values.every(({ kind }) => kind === 'text') && typeOf(part.of) === 'text')
          return memberOf(texts(part.of), new Set(part.values.map(textOf)));
        return part.values
          .map((value) => compare('==', part.of, value))
          .reduce((any, one) => logic('or', any, one));
      case 'between':
        return logic('and', compare('>=', part.of, part.low), compare('<=', part.of, part.high));
      case 'call':
        return truthCall(part);
      default:
        invariant(part.kind === 'binary', `${part.kind} is neither true nor false`);
        return binaryTruth(part);
    }
  }

  function truthCall({ name, args }: Of<'call'>): Part<Uint8Array> {
    if (name === 'is_missing') return isMissing(args[0]);
    if (name === 'coalesce') return coalesceTruths(args.map(truths));
    const known = TEXT_TESTS[name];
    invariant(known !== undefined, `${name} is true or false`);
    return applyToTexts(texts(args[0]), texts(args[1]), known.of);
  }

  function binaryTruth({ operator, left, right }: Of<'binary'>): Part<Uint8Array> {
    if (operator === 'and' || operator === 'or' || operator === 'implies')
      return logic(operator, truths(left), truths(right));
    return compare(operator, left, right);
  }

  function compare(operator: Operator, left: Expression, right: Expression): Part<Uint8Array> {
    const type = typeOf(left);
    if (type === 'text')
      return compareTexts(operator as keyof typeof COMPARISONS, texts(left), texts(right));
    if (type === 'truth') return logic(operator as keyof typeof LOGIC, truths(left), truths(right));
    const fill = COMPARISONS[operator as keyof typeof COMPARISONS];
    const [a, b, out] = [numbers(left), numbers(right), new Uint8Array(BLOCK_ROWS)];
    return (block) => {
      fill(a(block), b(block), out, block.n);
      return out;
    };
  }

  function isMissing(part: Expression): Part<Uint8Array> {
    const out = new Uint8Array(BLOCK_ROWS);
    const test = missingTest(part);
    return (block) => {
      const missing = test(block);
      for (let i = 0; i < block.n; i++) out[i] = missing(i) ? 1 : 0;
      return out;
    };
  }

  function missingTest(part: Expression): Part<(i: number) => boolean> {
    const type = typeOf(part);
    if (type === 'text') {
      const of = texts(part);
      return (block) => {
        const { codes } = of(block);
        return (i) => codes[i] < 0;
      };
    }
    if (type === 'truth') {
      const of = truths(part);
      return (block) => {
        const values = of(block);
        return (i) => values[i] === MISSING;
      };
    }
    const of = numbers(part);
    return (block) => {
      const values = of(block);
      return (i) => Number.isNaN(values[i]);
    };
  }

  return { truth: truths(expression), names };
}

function textOf(part: Expression): string {
  return part.kind === 'text' ? part.value : '';
}

function constant(value: number): Part<Float64Array> {
  const values = new Float64Array(BLOCK_ROWS).fill(value);
  return () => values;
}

function constantTruth(value: boolean): Part<Uint8Array> {
  const values = new Uint8Array(BLOCK_ROWS).fill(value ? 1 : 0);
  return () => values;
}

function numericColumn(name: string): Part<Float64Array> {
  const missing = new Float64Array(BLOCK_ROWS).fill(Number.NaN);
  return ({ rows, start, n }) => rows.numbers(name)?.subarray(start, start + n) ?? missing;
}

function truthColumn(name: string): Part<Uint8Array> {
  const missing = new Uint8Array(BLOCK_ROWS).fill(MISSING);
  return ({ rows, start, n }) => rows.truths(name)?.subarray(start, start + n) ?? missing;
}

function textColumn(name: string): Part<CodedTexts> {
  const missing = { codes: new Int32Array(BLOCK_ROWS).fill(-1), levels: [] };
  return ({ rows, start, n }) => {
    const found = rows.texts(name);
    if (found === undefined) return missing;
    return { codes: found.codes.subarray(start, start + n), levels: found.levels };
  };
}

function arithmetic(
  operator: keyof typeof ARITHMETIC,
  a: Part<Float64Array>,
  b: Part<Float64Array>,
): Part<Float64Array> {
  const fill = ARITHMETIC[operator];
  const out = new Float64Array(BLOCK_ROWS);
  return (block) => {
    fill(a(block), b(block), out, block.n);
    return out;
  };
}

function applyToNumbers(
  args: readonly Part<Float64Array>[],
  of: (...numbers: number[]) => number,
): Part<Float64Array> {
  const out = new Float64Array(BLOCK_ROWS);
  const given = args.map(() => 0);
  return (block) => {
    const values = args.map((arg) => arg(block));
    for (let i = 0; i < block.n; i++) {
      let isMissing = false;
      for (let k = 0; k < values.length; k++) {
        given[k] = values[k][i];
        if (Number.isNaN(given[k])) isMissing = true;
      }
      out[i] = isMissing ? Number.NaN : of(...given);
    }
    return out;
  };
}

function coalesceNumbers(args: readonly Part<Float64Array>[]): Part<Float64Array> {
  const out = new Float64Array(BLOCK_ROWS);
  return (block) => {
    const values = args.map((arg) => arg(block));
    for (let i = 0; i < block.n; i++)
      out[i] = values.find((value) => !Number.isNaN(value[i]))?.[i] ?? Number.NaN;
    return out;
  };
}

function coalesceTruths(args: readonly Part<Uint8Array>[]): Part<Uint8Array> {
  const out = new Uint8Array(BLOCK_ROWS);
  return (block) => {
    const values = args.map((arg) => arg(block));
    for (let i = 0; i < block.n; i++)
      out[i] = values.find((value) => value[i] !== MISSING)?.[i] ?? MISSING;
    return out;
  };
}

function logic(
  operator: keyof typeof LOGIC,
  a: Part<Uint8Array>,
  b: Part<Uint8Array>,
): Part<Uint8Array> {
  const fill = LOGIC[operator];
  const out = new Uint8Array(BLOCK_ROWS);
  return (block) => {
    fill(a(block), b(block), out, block.n);
    return out;
  };
}

function negated(of: Part<Uint8Array>): Part<Uint8Array> {
  const out = new Uint8Array(BLOCK_ROWS);
  return (block) => {
    out.set(of(block).subarray(0, block.n));
    negate(out, block.n);
    return out;
  };
}
