import { type Anomaly, AppError } from '@kaizenml/contracts';
import { conformTable, type TableAnswers } from '@kaizenml/ml/artifact';
import { columnNames, type Table } from '@kaizenml/ml/table';
import type { App } from '../app.ts';
import { readTable, writeAnswers } from '../datasets/index.ts';
import { toAnswerTable } from './answer-table.ts';
import { differences } from './differences.ts';
import { fileAnomalies, sayAnomaly } from './file-anomalies.ts';
import { forecastFile } from './forecast/forecast-file.ts';
import { type OpenedAnswering, openAnswering } from './open-answering.ts';
import { textKinds } from './text-kinds.ts';

/** What is asked of `kaizen predict`. */
export interface PredictFileRequest {
  /** Registered model, or the folder of an artifact. */
  readonly model: string;
  /** File with the rows to answer; of a forecast newer rows, or undefined for none. */
  readonly path: string | undefined;
  /** Of a forecast: steps ahead. */
  readonly horizon?: number | undefined;
  /** File to write a forecast to, CSV or Parquet; undefined: none. Rows are written by `predictToFile`. */
  readonly out: string | undefined;
}

/** What became of it. */
export interface PredictFileAnswer {
  readonly kind: 'rows' | 'forecast';
  /** What differs between the file and the model without harm, and what rows do not keep of its schema: for stderr. */
  readonly notes: readonly string[];
  readonly summary: {
    readonly model: string;
    readonly version: number | null;
    readonly nRows: number;
    readonly out: string | null;
    readonly notes: readonly string[];
    /** What the rows do not keep of the schema of the model; absent when they keep it. */
    readonly anomalies?: readonly Anomaly[];
  };
  /** One row per row of the file: `prediction`, and `probability_<class>` for each class. Of a forecast one per series and step. */
  readonly answers: Table;
}

/**
 * One answer per row of a file, in its order.
 *
 * @throws INPUT_SCHEMA_MISMATCH with every difference; every code of reading a table; MODEL_NOT_FOUND, MODEL_ARTIFACT_INVALID
 */
export async function predictFile(
  { openApp }: { readonly openApp: () => Promise<App> },
  { model: reference, ...request }: PredictFileRequest,
): Promise<PredictFileAnswer> {
  return await answerFile(await openAnswering(openApp, reference), request);
}

/** The same of a model that is open. */
export async function answerFile(
  opened: OpenedAnswering,
  { path, out, horizon }: Omit<PredictFileRequest, 'model'>,
): Promise<PredictFileAnswer> {
  const { name, version } = opened;
  if (opened.kind === 'forecast') {
    const { notes, answers } = await forecastFile(opened.forecast, { path, horizon });
    if (out !== undefined) await writeAnswers(out, answers);
    const summary = { model: name, version, nRows: answers.nRows, out: out ?? null, notes };
    return { kind: 'forecast', notes, summary, answers };
  }
  const { model } = opened;
  if (path === undefined || horizon !== undefined) throw rowsAsked(name, path);
  const { table } = await readTable(path, { kinds: textKinds(model.signature) });
  const anomalies =
    opened.kind === 'onnx'
      ? []
      : await fileAnomalies(opened.model.manifest, path, columnNames(table));
  const conformed = conformTable(model.signature, table);
  const made: TableAnswers =
    opened.kind === 'onnx'
      ? await opened.model.answerTable(conformed)
      : opened.model.predictTable(conformed);
  const answers = toAnswerTable(model.signature, made);
  const notes = differences(model.signature, table, conformed);
  const summary = {
    model: name,
    version,
    nRows: table.nRows,
    out: null,
    notes,
    ...(anomalies.length === 0 ? {} : { anomalies }),
  };
  return { kind: 'rows', notes: [...notes, ...anomalies.map(sayAnomaly)], summary, answers };
}

/** What is wrong with asking a model of rows without rows, or for a horizon. */
export function rowsAsked(model: string, path: string | undefined): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message:
      path === undefined
        ? `Model "${model}" answers rows, and must get a file of them, got none.`
        : `Model "${model}" answers rows, and has no horizon, got one.`,
    hint: `Ask it like \`kaizen predict ${model} rows.csv\`.`,
    details: { model },
  });
}
