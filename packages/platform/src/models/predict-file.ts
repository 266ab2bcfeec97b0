import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { type Anomaly, AppError, type Signature } from '@kaizenml/contracts';
import { conformTable, type Model, type TableAnswers } from '@kaizenml/ml/artifact';
import type { ForecastModel } from '@kaizenml/ml/forecast';
import { columnNames, type Table } from '@kaizenml/ml/table';
import type { App } from '../app.ts';
import { isTextKind, type KnownKinds, readTable, writeAnswers } from '../datasets/index.ts';
import { findOnnxManifest, type OnnxRows, openOnnxArtifact } from '../serving/onnx/index.ts';
import { toAnswerTable } from './answer-table.ts';
import { differences } from './differences.ts';
import { fileAnomalies, sayAnomaly } from './file-anomalies.ts';
import { forecastFile } from './forecast/forecast-file.ts';
import { forecastTarget } from './forecast/forecast-target.ts';
import { openForecastFolder } from './forecast/open-forecast.ts';
import { openModelFolder } from './open.ts';
import { readFolder } from './read-folder.ts';
import { resolveModel } from './resolve-model.ts';
import { rowsOfOnnx } from './rows-of-onnx.ts';

/** What is asked of `kaizen predict`. */
export interface PredictFileRequest {
  /** Registered model, or the folder of an artifact. */
  readonly model: string;
  /** File with the rows to answer; of a forecast newer rows, or undefined for none. */
  readonly path: string | undefined;
  /** Of a forecast: steps ahead. */
  readonly horizon?: number | undefined;
  /** File to write; undefined: none. */
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
 * @throws INPUT_SCHEMA_MISMATCH with every difference; ARGUMENT_INVALID for another ending; every code of reading a table; MODEL_NOT_FOUND, MODEL_ARTIFACT_INVALID
 */
export async function predictFile(
  { openApp }: { readonly openApp: () => Promise<App> },
  { model: reference, path, out, horizon }: PredictFileRequest,
): Promise<PredictFileAnswer> {
  assertEnding(out);
  const opened = await openEither(openApp, reference);
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
    out: out ?? null,
    notes,
    ...(anomalies.length === 0 ? {} : { anomalies }),
  };
  if (out !== undefined) await writeAnswers(out, answers);
  return { kind: 'rows', notes: [...notes, ...anomalies.map(sayAnomaly)], summary, answers };
}

/** Inputs that are text to the model: the other rows of a file must not decide that "1.0" is the number 1. */
function textKinds({ inputs }: Signature): KnownKinds {
  return new Map(
    inputs.flatMap(({ name, kind }) => (isTextKind(kind) ? [[name, kind] as const] : [])),
  );
}

/** An ending that promises another format would give a file that its program cannot open. */
function assertEnding(out: string | undefined): void {
  if (out === undefined || /\.(csv|parquet|pq)$/i.test(out)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The output file must end in .csv or .parquet, got "${out}".`,
    hint: 'Name it like `--out answers.csv`.',
    details: { out, ending: extname(out) },
  });
}

type Opened = { readonly name: string; readonly version: number | null } & (
  | { readonly kind: 'rows'; readonly model: Model }
  | { readonly kind: 'onnx'; readonly model: OnnxRows }
  | { readonly kind: 'forecast'; readonly forecast: ForecastModel }
);

async function openEither(openApp: () => Promise<App>, reference: string): Promise<Opened> {
  const manifest = await readFolder(reference)('manifest.json');
  if (manifest !== undefined) {
    const place = { name: reference, version: null };
    if (forecastTarget(manifest) !== undefined)
      return { ...place, kind: 'forecast', forecast: await openForecastFolder(reference) };
    if (findOnnxManifest(manifest) !== undefined)
      return { ...place, kind: 'onnx', model: rowsOfOnnx(await openOnnxArtifact(reference)) };
    return { ...place, kind: 'rows', model: (await openModelFolder(reference)).model };
  }
  if (existsSync(reference) && statSync(reference).isDirectory()) {
    throw new AppError('MODEL_ARTIFACT_INVALID', {
      message: `The folder "${reference}" must hold a model artifact, got no manifest.json in it.`,
      hint: 'Name a registered model (`kaizen models list`), or the artifact folder that `kaizen run --json` prints.',
      details: { folder: reference },
    });
  }
  const app = await openApp();
  const { name, version, artifact } = await resolveModel(app.store.models, reference);
  const stored = await app.artifacts.read(artifact, 'manifest.json');
  if (forecastTarget(stored) !== undefined)
    return { name, version, kind: 'forecast', forecast: await app.forecasts.get(artifact) };
  if (findOnnxManifest(stored) !== undefined)
    return { name, version, kind: 'onnx', model: rowsOfOnnx(await app.onnx.get(artifact)) };
  return { name, version, kind: 'rows', model: (await app.models.get(artifact)).model };
}

function rowsAsked(model: string, path: string | undefined): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message:
      path === undefined
        ? `Model "${model}" answers rows, and must get a file of them, got none.`
        : `Model "${model}" answers rows, and has no horizon, got one.`,
    hint: `Ask it like \`kaizen predict ${model} rows.csv\`.`,
    details: { model },
  });
}
