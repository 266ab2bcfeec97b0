import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { command } from '../command.ts';
import { jsonWithList } from '../json-pieces.ts';

/** `kaizen predict`: one answer per row of a file, in its order; of a forecast one per series and step. */
export const predict = command({
  name: 'predict',
  doc: 'Answers every row of a data file with a model; a forecast gives the next steps of its series.',
  args: {
    model: {
      doc: 'A registered model (`name`, `name@alias`, `name/version`), or the folder of a model artifact.',
    },
    data: {
      doc: 'Rows to answer: CSV, TSV, Parquet, JSON lines or ARFF. Of a forecast rows that are newer than its history; it needs none.',
      required: false,
    },
  },
  flags: {
    out: {
      kind: 'text',
      doc: 'File to write: CSV or Parquet by its ending. Default: stdout, as CSV or with `--json` as `predictions`.',
      placeholder: 'FILE',
    },
    horizon: {
      kind: 'integer',
      doc: 'Of a forecast: steps ahead. Default: those that it was made for.',
    },
  },
  examples: [
    'kaizen predict churn-churned customers.csv --out answers.csv',
    'kaizen predict churn-churned@champion customers.parquet',
    'kaizen predict ./model-folder customers.csv --json',
    'kaizen predict sales-forecast --horizon 12 --out forecast.csv',
  ],
  async run({ args, flags, json, terminal, openApp }) {
    const { predictFile } = await import('../../models/predict-file.ts');
    const { kind, notes, summary, answers } = await predictFile(
      { openApp },
      { model: args.model, path: args.data, out: flags.out, horizon: flags.horizon },
    );
    for (const note of notes) terminal.say(note);
    if (summary.out !== null) {
      if (json) terminal.printJson(summary);
      else terminal.say(`Wrote ${summary.nRows} answers to ${summary.out}.`);
    } else if (json) {
      const { rowsOf, toPredictions } = await import('../../models/answer-table.ts');
      const predictions = kind === 'forecast' ? rowsOf(answers) : toPredictions(answers);
      const document = jsonWithList(summary, 'predictions', predictions);
      await pipeline(Readable.from(document), terminal.stdout, { end: false });
    } else {
      const { writeAnswers } = await import('../../datasets/index.ts');
      await writeAnswers(terminal.stdout, answers);
    }
    return 0;
  },
});
