import { extname } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { Handler, InputOf, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import { type Clock, instant } from '../kit/index.ts';
import { type ExportForm, writeRows } from './export/write-rows.ts';
import { writeWholeFile } from './export/write-whole-file.ts';
import type { PredictionDeps } from './prediction-deps.ts';

type Export = Operations['predictions']['export'];

const FORMS: Readonly<Record<string, ExportForm>> = {
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.csv': 'csv',
  '.jsonl': 'jsonl',
};

/** Writes the logged requests of a span to a file, which appears whole or not at all. */
export const exportPredictions =
  (deps: PredictionDeps & { readonly clock: Clock }): Handler<Export> =>
  async (input) => {
    const { name, out, from, kind } = input;
    const form = formOf(input);
    await assertEndpoint(deps.models, name);
    const now = instant(deps.clock);
    // Of the future nothing is read: the same requests are then there however often they are read.
    const to = input.to === undefined || Date.parse(input.to) > Date.parse(now) ? now : input.to;
    const readAll = () => deps.predictionLog.scan(name, { from, to, kinds: [kind] });
    const counts = { nRequests: 0, nRows: 0, nLabels: 0 };
    for await (const { rows, labels } of readAll()) {
      counts.nRequests += 1;
      counts.nRows += rows.length;
      counts.nLabels += labels.filter((label) => label !== null).length;
    }
    if (counts.nRequests === 0) throw nothingThere(input);
    const sizeBytes = await writeWholeFile(out, (path) => writeRows(path, form, readAll));
    return { name, out, ...counts, sizeBytes };
  };

function formOf({ out, format }: InputOf<Export>): ExportForm {
  const form = FORMS[extname(out).toLowerCase()];
  const endings = format === 'sagemaker' ? '.jsonl' : '.parquet, .csv or .jsonl';
  if (form !== undefined && (format === 'rows' || form === 'jsonl'))
    return format === 'sagemaker' ? 'sagemaker' : form;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The output file must end in ${endings}, got "${out}".`,
    hint: `Name it like \`--out answers${format === 'sagemaker' ? '.jsonl' : '.parquet'}\`.`,
    details: { out, ending: extname(out), format },
  });
}

function nothingThere({ name, from, to, kind }: InputOf<Export>): AppError {
  return new AppError('ENDPOINT_SILENT', {
    message: `Endpoint "${name}" must have logged a request of kind ${kind} ${from === undefined ? '' : `from ${from} `}${to === undefined ? 'until now' : `before ${to}`}, got none.`,
    hint: `See what there is with \`kaizen predictions list ${name}\`.`,
    details: { endpoint: name, kind, from: from ?? null, to: to ?? null },
  });
}
