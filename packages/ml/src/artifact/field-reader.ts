import { artifactInvalid } from './artifact-invalid.ts';

/** Characters of SHA-512 in hexadecimal: whoever packs an artifact chooses its hash, and none is longer. */
const MOST_OF_A_HASH = 128;

/** A value of a JSON file with its place, read field by field; every refusal names the place. */
export interface FieldReader {
  readonly value: unknown;
  /** The field of an object. */
  field(name: string): FieldReader;
  /** Whether the object has the field. */
  has(name: string): boolean;
  record(): Readonly<Record<string, unknown>>;
  /** @param least Items that it must have. Default 0. */
  list(least?: number): readonly FieldReader[];
  /** Text; with `choices`, one of them. */
  text(choices?: readonly string[]): string;
  /** Text of at most 128 characters. */
  hash(): string;
  finite(): number;
  /** A whole number of at least 0. */
  count(): number;
  flag(): boolean;
  refuse(expectation: string): never;
}

/**
 * Reads a value that came from a file of an artifact.
 *
 * @throws MODEL_ARTIFACT_INVALID from every method, when the value is something else.
 */
export function fieldReader(file: string, value: unknown, path = ''): FieldReader {
  const at = (child: unknown, step: string): FieldReader =>
    fieldReader(file, child, path === '' ? step.replace(/^\./, '') : path + step);
  const refuse = (expectation: string): never => {
    throw artifactInvalid({ file, path, expectation, received: value });
  };
  const record = (): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : refuse('be an object');
  return {
    value,
    refuse,
    record,
    has: (name) => Object.hasOwn(record(), name),
    field: (name) => at(Object.hasOwn(record(), name) ? record()[name] : undefined, `.${name}`),
    list(least = 0) {
      if (!Array.isArray(value)) return refuse('be a list');
      if (value.length < least) return refuse(`have at least ${least} of them`);
      return value.map((item, i) => at(item, `[${i}]`));
    },
    text(choices) {
      if (typeof value !== 'string') return refuse('be text');
      if (choices && !choices.includes(value)) return refuse(`be one of ${choices.join(', ')}`);
      return value;
    },
    hash: () =>
      typeof value === 'string' && value.length <= MOST_OF_A_HASH
        ? value
        : refuse(`be a hash of at most ${MOST_OF_A_HASH} characters`),
    finite: () =>
      typeof value === 'number' && Number.isFinite(value) ? value : refuse('be a finite number'),
    count: () =>
      Number.isSafeInteger(value) && (value as number) >= 0
        ? (value as number)
        : refuse('be a whole number of at least 0'),
    flag: () => (typeof value === 'boolean' ? value : refuse('be true or false')),
  };
}
