import type { ColumnKind, Task } from './signature.ts';

/** One column that a function reads: its kind, or more about it. */
export type FunctionInput =
  | ColumnKind
  | {
      readonly kind: ColumnKind;
      /** Whether rows must have the column; null is a missing value. Default true. */
      readonly required?: boolean;
      readonly unit?: string;
    };

type KindOf<I> = I extends { readonly kind: infer K } ? K : I;
type CellOf<K> = K extends 'number' ? number : K extends 'boolean' ? boolean : string;

/** A row as a function gets it: every column of its inputs, null where the value is missing. Dates are ISO 8601. */
export type FunctionRow<Inputs> = {
  readonly [K in keyof Inputs]: CellOf<KindOf<Inputs[K]>> | null;
};

/** What a function may answer to one row: a number or a class, or a class with the probability of each. */
export type FunctionAnswer<Class extends string> =
  | number
  | Class
  | { readonly prediction?: Class; readonly probabilities: Readonly<Record<Class, number>> };

/** What a function is told beside rows. */
export interface FunctionContext {
  /** Time after which it is ended, milliseconds. */
  readonly timeoutMs: number;
}

/** A function that is served as a model. */
export interface FunctionModel<
  Inputs extends Readonly<Record<string, FunctionInput>> = Readonly<Record<string, FunctionInput>>,
  Class extends string = string,
> {
  /** Columns in their order. */
  readonly inputs: Inputs;
  readonly output: {
    /** What is answered. */
    readonly name: string;
    readonly task: Task;
    /** In the order of the probabilities. Only for `binary` and `multiclass`. */
    readonly classes?: readonly Class[];
    readonly unit?: string;
  };
  /** Answers rows: one answer each, in their order. */
  predict(
    rows: readonly FunctionRow<Inputs>[],
    context: FunctionContext,
  ): readonly FunctionAnswer<Class>[] | Promise<readonly FunctionAnswer<Class>[]>;
}

/**
 * Declares a function that is served as a model; gives back what it gets, and types its rows.
 *
 * @example
 * export default defineModel({
 *   inputs: { weightKg: 'number', isExpress: 'boolean' },
 *   output: { name: 'price', task: 'regression', unit: 'EUR' },
 *   predict: (rows) => rows.map(({ weightKg, isExpress }) => 5 + (weightKg ?? 1) * (isExpress ? 2 : 1)),
 * });
 */
export function defineModel<
  const Inputs extends Readonly<Record<string, FunctionInput>>,
  const Class extends string = string,
>(model: FunctionModel<Inputs, Class>): FunctionModel<Inputs, Class> {
  return model;
}
