import { AppError, type TensorEntry } from '@kaizenml/contracts';
import { artifactInvalid } from '../artifact/artifact-invalid.ts';
import { fieldReader } from '../artifact/field-reader.ts';
import { packState, unpackState } from '../artifact/state-codec.ts';
import { type Baseline, COLUMN_ROLES, type ColumnBaseline } from './baseline.ts';
import { type Binning, isLevelBinning, type NumberBinning } from './binning.ts';
import {
  assertEnd,
  type ByteReader,
  byteReader,
  readByte,
  readBytes,
  readCountUpTo,
  readDouble,
  readLength,
  readText,
} from './bytes/byte-reader.ts';
import { type ByteWriter, byteWriter } from './bytes/byte-writer.ts';
import { readWindow, writeWindow } from './pack-window.ts';

/** Name of the file in an artifact. */
export const BASELINE_FILE = 'baseline.bin';

const VERSION = 1;
/** Kinds of columns by their number in the file: add, never renumber. */
const KINDS = ['number', 'date', 'text', 'id', 'boolean', 'category'] as const;
/** Bytes of a column at least: role, kind, name, edges, window. */
const LEAST_OF_A_COLUMN = 8;
const MOST_EDGES = 255;

/** The state of what is neither bins nor counts. */
type Beside = Omit<Baseline, 'columns'>;

/**
 * A baseline as the bytes of `baseline.bin`.
 *
 * @returns The same bytes for the same baseline, to the bit what `unpackBaseline` gives back.
 * @cost O(columns bins): about 2 kB per column of numbers.
 */
export function packBaseline({ columns, ...beside }: Baseline): Uint8Array {
  const to = byteWriter();
  to.byte(VERSION);
  to.count(columns.length);
  for (const { role, binning, window } of columns) {
    to.byte(COLUMN_ROLES.indexOf(role));
    writeBinning(to, binning);
    writeWindow(to, window);
  }
  const { json, tensors, bytes } = packState(beside);
  to.text(JSON.stringify({ json, tensors }));
  to.bytes(bytes);
  return to.finish();
}

/**
 * The baseline that was packed; the reverse of `packBaseline`.
 *
 * @throws MODEL_ARTIFACT_INVALID where the bytes are not those of a baseline: of another version, cut off, or contradicting themselves.
 * @cost O(columns bins)
 */
export function unpackBaseline(bytes: Uint8Array): Baseline {
  let path = '';
  const from = byteReader(bytes, (expectation, received) => {
    throw artifactInvalid({ file: BASELINE_FILE, path, expectation, received });
  });
  const version = readByte(from);
  if (version !== VERSION) from.refuse(`be of version ${VERSION}`, version);
  const columns: ColumnBaseline[] = [];
  const nColumns = readLength(from, LEAST_OF_A_COLUMN);
  for (let i = 0; i < nColumns; i++) {
    path = `columns[${i}]`;
    const role = oneOf(from, COLUMN_ROLES);
    const binning = readBinning(from);
    columns.push({ role, binning, window: readWindow(from, binning) });
  }
  path = '';
  const beside = readBeside(from);
  assertEnd(from);
  return { columns, ...beside };
}

function writeBinning(to: ByteWriter, binning: Binning): void {
  to.byte(KINDS.indexOf(binning.kind));
  to.text(binning.name);
  if (isLevelBinning(binning)) {
    to.count(binning.levels.length);
    binning.levels.forEach(to.text);
    return;
  }
  to.count(binning.edges.length);
  binning.edges.forEach(to.double);
  binning.centers.forEach(to.double);
}

function readBinning(from: ByteReader): Binning {
  const kind = oneOf(from, KINDS);
  const name = readText(from);
  if (kind === 'boolean' || kind === 'category') {
    const levels = Array.from({ length: readLength(from, 1) }, () => readText(from));
    if (levels.length > MOST_EDGES) from.refuse(`have at most ${MOST_EDGES} levels`, levels.length);
    return { name, kind, levels };
  }
  return { name, kind, ...readEdges(from) };
}

function readEdges(from: ByteReader): Pick<NumberBinning, 'edges' | 'centers'> {
  const nEdges = readCountUpTo(from, MOST_EDGES);
  if (nEdges === 0) from.refuse('have an edge between its bins', nEdges);
  const edges = Float64Array.from({ length: nEdges }, () => readDouble(from));
  const centers = Float64Array.from({ length: nEdges + 1 }, () => readDouble(from));
  const fallsAt = edges.findIndex((edge, i) => !(edge > (edges[i - 1] ?? -Infinity)));
  if (fallsAt >= 0) from.refuse('have edges that rise', edges[fallsAt]);
  const falls = centers.findIndex((center, i) => !(center >= (centers[i - 1] ?? -Infinity)));
  if (falls >= 0) from.refuse('have centers that do not fall', centers[falls]);
  return { edges, centers };
}

/** What stands behind the columns. */
function readBeside(from: ByteReader): Beside {
  const text = readText(from);
  const bytes = readBytes(from);
  try {
    const { json, tensors } = JSON.parse(text) as { json: unknown; tensors: TensorEntry[] };
    return checkBeside(unpackState(json, tensors, bytes));
  } catch (cause) {
    if (cause instanceof AppError && cause.details.file === BASELINE_FILE) throw cause;
    const received = cause instanceof Error ? cause.message : cause;
    const expectation = 'hold a performance, a calibration and a loss model behind its columns';
    throw artifactInvalid({ file: BASELINE_FILE, path: '', expectation, received, cause });
  }
}

function checkBeside(value: unknown): Beside {
  const given = fieldReader(BASELINE_FILE, value);
  const partOf = (name: keyof Beside) => {
    const part = given.field(name);
    return part.value === null ? undefined : part;
  };
  const performance = partOf('performance');
  performance?.field('metric').text();
  performance?.field('value').finite();
  performance?.field('nRows').count();
  for (const end of ['low', 'high'])
    if (performance?.field(end).value !== null) performance?.field(end).finite();
  const calibration = partOf('calibration');
  for (const error of ['error', 'mappedError']) calibration?.field(error).finite();
  calibration?.field('nRows').count();
  calibration?.field('map').record();
  const lossModel = partOf('lossModel');
  lossModel?.field('metric').text();
  for (const figure of ['spread', 'bias', 'biasError']) lossModel?.field(figure).finite();
  lossModel?.field('nRows').count();
  lossModel?.field('trees').record();
  return value as Beside;
}

function oneOf<const T extends string>(from: ByteReader, choices: readonly T[]): T {
  const at = readByte(from);
  return choices[at] ?? from.refuse(`name one of ${choices.join(', ')} by number`, at);
}
