import { modelFileInvalid } from './model-file-invalid.ts';

/** A value of a parsed model file with its place; every refusal names the place. */
export interface ModelField {
  readonly value: unknown;
  /** The field of an object; its value is undefined where there is none. */
  field(name: string): ModelField;
  has(name: string): boolean;
  list(): readonly unknown[];
  /** The entries of a list, with their places. */
  items(): readonly ModelField[];
  text(): string;
  finite(): number;
  /** A whole number from 0 to `most`. */
  count(most: number): number;
  /** A list of numbers; true and false count as 1 and 0. */
  numbers(): ArrayLike<number>;
  refuse(expectation: string, hint?: string): never;
}

/**
 * Reads a value that came from the model file of another library.
 *
 * @param file What the sentences call the file: `the XGBoost model`.
 * @throws MODEL_ARTIFACT_INVALID from every method, when the value is something else.
 */
export function modelField(file: string, value: unknown, path = ''): ModelField {
  const refuse = (expectation: string, hint?: string): never => {
    const subject = path === '' ? capitalize(file) : `Field \`${path}\` of ${file}`;
    const fault = { subject, expectation, received: value };
    throw modelFileInvalid(hint === undefined ? fault : { ...fault, hint });
  };
  const record = (): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !isList(value)
      ? (value as Record<string, unknown>)
      : refuse('be an object');
  const list = (): readonly unknown[] => (isList(value) ? value : refuse('be a list'));
  return {
    value,
    refuse,
    has: (name) => Object.hasOwn(record(), name),
    field: (name) =>
      modelField(
        file,
        Object.hasOwn(record(), name) ? record()[name] : undefined,
        path === '' ? name : `${path}.${name}`,
      ),
    list,
    items: () => Array.from(list(), (item, i) => modelField(file, item, `${path}[${i}]`)),
    text: () => (typeof value === 'string' ? value : refuse('be text')),
    finite: () =>
      typeof value === 'number' && Number.isFinite(value) ? value : refuse('be a finite number'),
    count: (most) =>
      Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
        ? (value as number)
        : refuse(`be a whole number from 0 to ${most}`),
    numbers() {
      if (ArrayBuffer.isView(value)) return value as unknown as ArrayLike<number>;
      return Float64Array.from(list(), (item) =>
        typeof item === 'number' || typeof item === 'boolean'
          ? Number(item)
          : refuse('be a list of numbers'),
      );
    },
  };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
