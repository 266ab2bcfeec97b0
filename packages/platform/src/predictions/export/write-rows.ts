import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LabeledRequest } from '../log.ts';
import { sagemakerLines } from './sagemaker-line.ts';

/** How requests are written. */
export type ExportForm = 'parquet' | 'csv' | 'jsonl' | 'sagemaker';

/** Gives the requests to write, the same each time: tables are planned before they are written. */
export type ReadAll = () => AsyncIterable<LabeledRequest>;

/** Writes requests, a row each for every row that was answered, with their labels. */
export async function writeRows(path: string, form: ExportForm, readAll: ReadAll): Promise<void> {
  if (form === 'sagemaker') return await writeText(path, sagemakerText(readAll()));
  const { labelColumns, rowsOf, surveyLayout, tableColumns, writeTable } = await import(
    '../columns/index.ts'
  );
  const survey = surveyLayout();
  for await (const request of readAll()) {
    survey.see(request);
    for (const known of request.labels) if (known !== null) survey.seeLabel(known.label);
  }
  const layout = survey.finish();
  const columns = [...tableColumns(layout), ...labelColumns(layout)];
  async function* rows() {
    for await (const request of readAll()) yield rowsOf(columns, request);
  }
  if (form !== 'jsonl') {
    await writeTable({ path, format: form, layout, columns, rows: rows() });
    return;
  }
  async function* lines() {
    for await (const some of rows())
      for (const row of some)
        yield `${JSON.stringify(
          Object.fromEntries(
            columns.map(({ name, type }) => {
              const value = row[name] ?? null;
              if (type === 'instant' && typeof value === 'number')
                return [name, new Date(value).toISOString()];
              return [
                name,
                type === 'json' && typeof value === 'string' ? JSON.parse(value) : value,
              ];
            }),
          ),
        )}\n`;
  }
  await writeText(path, lines());
}

async function* sagemakerText(requests: AsyncIterable<LabeledRequest>) {
  for await (const request of requests) yield sagemakerLines(request).join('');
}

async function writeText(path: string, text: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(text), createWriteStream(path, { flags: 'wx', mode: 0o644 }));
}
