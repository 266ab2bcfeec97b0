import { AppError } from '@kaizenml/contracts';

type Doubles = Float64Array | Float32Array;
type Codes = Int32Array | Uint8Array;
/** What makes a typed array, for `instanceof` and its name. */
type Kind<T> = { readonly name: string; new (length: number): T };

/** A value of a state with its place, read part by part; every refusal names the place. */
export interface StateReader {
  field(name: string): StateReader;
  record(): Readonly<Record<string, unknown>>;
  /** The parts of a list; of so many where a length is given. */
  list(length?: number): readonly StateReader[];
  /** A whole number from `least` on, up to `most`. */
  count(least?: number, most?: number): number;
  finite(): number;
  flag(): boolean;
  /** Any text. */
  word(): string;
  /** One of the choices. */
  text<const T extends string>(choices: readonly T[]): T;
  /** A list of any texts. */
  words(): readonly string[];
  /** A typed array, whatever it holds; of so many where a length is given. */
  tensor<T extends Doubles | Codes>(kind: Kind<T>, length?: number): T;
  /** A typed array of finite numbers; of so many where a length is given. */
  numbers<T extends Doubles>(kind: Kind<T>, length?: number): T;
  /** A typed array of whole numbers from 0 to `end` - 1; of so many where a length is given. */
  codes<T extends Codes>(kind: Kind<T>, end: number, length?: number): T;
  /** A typed array of numbers that rise from one to the next; infinities may be its ends. */
  rising(length?: number): Float64Array;
  /** @param received What to say instead of the value itself. */
  refuse(expectation: string, received?: unknown): never;
}

/** Refuses a state that the named model cannot answer from. */
export type StateCheck<State> = (owner: string, state: State) => void;

/**
 * A check of states, made once per state object: who answers from a checked state reads no field that is not
 * there, never past an array, and gives kernels no address but its own.
 *
 * @param read Reads every part that answers depend on.
 * @throws MODEL_ARTIFACT_INVALID from the check.
 * @cost As `read` at the first call with a state, then the look-up of an object.
 */
export function stateCheck<State extends object>(
  read: (state: StateReader) => void,
): StateCheck<State> {
  const sound = new WeakSet<State>();
  return (owner, state) => {
    if (sound.has(state)) return;
    read(stateReader(owner, state));
    sound.add(state);
  };
}

/** Reads a state of the model of this name. @throws MODEL_ARTIFACT_INVALID from every method. */
export function stateReader(owner: string, value: unknown, path = ''): StateReader {
  const refuse = (expectation: string, received: unknown = value, step = ''): never =>
    fail(owner, path + step, expectation, received);
  const at = (child: unknown, step: string): StateReader =>
    stateReader(owner, child, path === '' ? step.replace(/^\./, '') : path + step);
  const record = (): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : refuse('be an object');
  const array = <T extends Doubles | Codes>(kind: Kind<T>, length?: number): T => {
    if (!(value instanceof kind)) return refuse(`be a ${kind.name}`);
    if (length !== undefined && value.length !== length)
      refuse(`have length ${length}`, value.length);
    return value;
  };
  return {
    refuse: (expectation, received) => refuse(expectation, received),
    record,
    field: (name) => at(Object.hasOwn(record(), name) ? record()[name] : undefined, `.${name}`),
    list(length) {
      if (!Array.isArray(value)) return refuse('be a list');
      if (length !== undefined && value.length !== length)
        refuse(`have length ${length}`, value.length);
      return Array.from(value, (item, i) => at(item, `[${i}]`));
    },
    count(least = 0, most = Number.MAX_SAFE_INTEGER) {
      if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)
        return value as number;
      const upTo = most < Number.MAX_SAFE_INTEGER ? ` and at most ${most}` : '';
      return refuse(`be a whole number of at least ${least}${upTo}`);
    },
    finite: () =>
      typeof value === 'number' && Number.isFinite(value) ? value : refuse('be a finite number'),
    flag: () => (typeof value === 'boolean' ? value : refuse('be true or false')),
    word: () => (typeof value === 'string' ? value : refuse('be text')),
    words() {
      if (!Array.isArray(value)) return refuse('be a list');
      return value.every((each) => typeof each === 'string') ? value : refuse('hold texts');
    },
    text: (choices) =>
      choices.find((choice) => choice === value) ?? refuse(`be one of ${choices.join(', ')}`),
    tensor: array,
    numbers(kind, length) {
      const values = array(kind, length);
      // x - x is 0 for finite numbers only.
      let sum = 0;
      for (let i = 0; i < values.length; i++) sum += values[i] - values[i];
      if (sum === 0) return values;
      const bad = values.findIndex((each) => !Number.isFinite(each));
      return refuse('be finite', values[bad], `[${bad}]`);
    },
    codes(kind, end, length) {
      const values = array(kind, length);
      for (let i = 0; i < values.length; i++)
        if (values[i] < 0 || values[i] >= end)
          refuse(`be at least 0 and below ${end}`, values[i], `[${i}]`);
      return values;
    },
    rising(length) {
      const values = array(Float64Array, length);
      if (Number.isNaN(values[0])) refuse('be a number', values[0], '[0]');
      for (let i = 1; i < values.length; i++)
        if (!(values[i] > values[i - 1])) refuse(`be above ${values[i - 1]}`, values[i], `[${i}]`);
      return values;
    },
  };
}

function fail(owner: string, place: string, expectation: string, value: unknown): never {
  const received = said(value);
  const subject = place === '' ? `The state of ${owner}` : `Field \`${place}\` of ${owner}`;
  throw new AppError('MODEL_ARTIFACT_INVALID', {
    message: `${subject} must ${expectation}, got ${received}.`,
    hint: 'The artifact is damaged, or the model has learned from numbers that are not finite: train it again, or take it from a backup.',
    details: { part: 'state', estimator: owner, place, expectation, received },
  });
}

/** A value in a few words. */
function said(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : `a ${value.constructor?.name ?? 'record'}`;
}
