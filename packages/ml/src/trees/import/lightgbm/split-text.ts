import { modelFileInvalid } from '../model-file-invalid.ts';

/** Lines `key=value` by key; a line without a value has an empty one. */
export type Lines = ReadonlyMap<string, string>;

/** The parts of a LightGBM text model. */
export interface ModelText {
  readonly header: Lines;
  readonly trees: readonly Lines[];
  /** The JSON text after `pandas_categorical:`, if any. */
  readonly pandasCategories: string | undefined;
}

const END_OF_TREES = /^(end of trees|feature.importances:)/;
const PANDAS = 'pandas_categorical:';

/**
 * Cuts a LightGBM text model into its header and its trees.
 *
 * @throws MODEL_ARTIFACT_INVALID when the file ends before its trees or its parameters do, or trees are not
 * numbered in order.
 */
export function splitText(text: string): ModelText {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const end = lines.findIndex((line) => END_OF_TREES.test(line));
  if (end < 0) throw cutOff('end its trees with the line "end of trees"');
  const rest = lines.slice(end);
  if (rest.includes('parameters:') && !rest.includes('end of parameters'))
    throw cutOff('end its parameters with the line "end of parameters"');
  const header = new Map<string, string>();
  const trees: Map<string, string>[] = [];
  let part = header;
  for (const line of lines.slice(0, end)) {
    if (line === '') continue;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    const value = equals < 0 ? '' : line.slice(equals + 1);
    if (key === 'Tree') {
      assertNumber(value, trees.length);
      part = new Map();
      trees.push(part);
    } else part.set(key, value);
  }
  const pandas = rest.findLast((line) => line.startsWith(PANDAS));
  return { header, trees, pandasCategories: pandas?.slice(PANDAS.length) };
}

function assertNumber(value: string, expected: number): void {
  if (value === String(expected)) return;
  throw modelFileInvalid({
    subject: 'The LightGBM model',
    expectation: `have tree ${expected} next`,
    received: `Tree=${value}`,
  });
}

function cutOff(expectation: string) {
  return modelFileInvalid({
    subject: 'The LightGBM model',
    expectation,
    received: 'the end of the file',
    hint: 'The file was cut off: copy or save it again.',
  });
}
