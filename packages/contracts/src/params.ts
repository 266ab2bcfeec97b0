import { AppError } from './app-error.ts';
import { didYouMean } from './text/closest-names.ts';

/** Where a search looks for a number. */
export interface SearchRange {
  readonly range: readonly [low: number, high: number];
  readonly scale: 'linear' | 'log';
}

/** A real number. `range` is closed at both ends. */
export interface NumberParam {
  readonly kind: 'number';
  readonly default: number;
  readonly range: readonly [low: number, high: number];
  /** True when only whole numbers are allowed. */
  readonly integer?: boolean;
  readonly unit?: string;
  readonly doc: string;
  readonly search?: SearchRange;
}

/** One of a few words. */
export interface ChoiceParam<Choice extends string = string> {
  readonly kind: 'choice';
  readonly default: Choice;
  readonly choices: readonly Choice[];
  readonly doc: string;
  /** True when a search may vary it. */
  readonly search?: boolean;
}

/** Yes or no. */
export interface FlagParam {
  readonly kind: 'flag';
  readonly default: boolean;
  readonly doc: string;
  readonly search?: boolean;
}

export type ParamSpec = NumberParam | ChoiceParam | FlagParam;

/** The parameters of one thing, described once: validation, help, JSON Schema and search space follow from it. */
export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

type ValueOf<S extends ParamSpec> = S extends NumberParam
  ? number
  : S extends FlagParam
    ? boolean
    : S extends { readonly choices: readonly (infer Choice)[] }
      ? Choice
      : never;

/** The values of the described parameters. */
export type ParamValues<P extends ParamSpecs> = { readonly [K in keyof P]: ValueOf<P[K]> };

/**
 * Fills the defaults in and checks every given value against its description.
 *
 * @param owner Name for the sentence, such as `ridge`.
 * @param given Values by name; an undefined value counts as not given.
 * @throws PARAM_UNKNOWN, PARAM_OUT_OF_RANGE
 */
export function resolveParams<P extends ParamSpecs>(
  owner: string,
  specs: P,
  given: Readonly<Record<string, unknown>> = {},
): ParamValues<P> {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(specs, name)) continue;
    const names = Object.keys(specs);
    throw new AppError('PARAM_UNKNOWN', {
      message: `${owner} has no parameter "${name}".`,
      hint: didYouMean(name, names) ?? `It has ${names.length === 0 ? 'none' : names.join(', ')}.`,
      details: { owner, name, known: names },
    });
  }
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = given[name] === undefined ? spec.default : given[name];
    if (!allows(spec, value)) {
      throw new AppError('PARAM_OUT_OF_RANGE', {
        message: `${owner}.${name} must be ${expectation(spec)}, got ${JSON.stringify(value) ?? String(value)}.`,
        hint: `The default is ${String(spec.default)}.`,
        details: { owner, name, value, default: spec.default },
      });
    }
    values[name] = value;
  }
  return values as ParamValues<P>;
}

/** What a description allows, in words: `a whole number between 1 and 10`. */
export function expectation(spec: ParamSpec): string {
  if (spec.kind === 'flag') return 'true or false';
  if (spec.kind === 'choice')
    return `one of ${spec.choices.map((choice) => `"${choice}"`).join(', ')}`;
  const what = spec.integer ? 'a whole number' : 'a number';
  const [low, high] = spec.range;
  return high === Number.MAX_VALUE || high === Number.MAX_SAFE_INTEGER
    ? `${what} of at least ${low}`
    : `${what} between ${low} and ${high}`;
}

function allows(spec: ParamSpec, value: unknown): boolean {
  if (spec.kind === 'flag') return typeof value === 'boolean';
  if (spec.kind === 'choice') return typeof value === 'string' && spec.choices.includes(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (spec.integer && !Number.isInteger(value)) return false;
  return value >= spec.range[0] && value <= spec.range[1];
}

/** A value just outside what the description allows; conformance tests feed it. */
export function illegalValue(spec: ParamSpec): unknown {
  if (spec.kind === 'flag') return 'maybe';
  if (spec.kind === 'choice') return 'none of these';
  return spec.range[0] - 1;
}
