import { command } from '../command.ts';

/** `kaizen predict`: one answer per row of a file, in its order. */
export const predict = command({
  name: 'predict',
  doc: 'Answers every row of a data file with a model.',
  args: {
    model: {
      doc: 'A registered model (`name`, `name@alias`, `name/version`), or the folder of a model artifact.',
    },
    data: { doc: 'Rows to answer: CSV, TSV, Parquet, JSON lines or ARFF.' },
  },
  flags: {
    out: {
      kind: 'text',
      doc: 'File to write: CSV or Parquet by its ending. Default: CSV on stdout.',
      placeholder: 'FILE',
    },
  },
  examples: [
    'kaizen predict churn-churned customers.csv --out answers.csv',
    'kaizen predict churn-churned@champion customers.parquet',
    'kaizen predict ./model-folder customers.csv --json',
  ],
  async run({ args, flags, json, terminal, openApp }) {
    const { predictFile } = await import('../../models/predict-file.ts');
    const answered = await predictFile(
      { openApp },
      { model: args.model, path: args.data, out: flags.out },
    );
    for (const note of answered.notes) terminal.say(note);
    if (json) terminal.printJson(answered.summary);
    else if (answered.csv !== undefined) terminal.print(answered.csv);
    else terminal.say(`Wrote ${answered.summary.nRows} answers to ${answered.summary.out}.`);
    return 0;
  },
});
