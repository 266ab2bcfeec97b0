import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@kaizenml/contracts';
import { type CommandCall, command } from '../command.ts';
import { jsonWithList } from '../json-pieces.ts';

/** `kaizen predict`: one answer per row of a file, in its order; of a forecast one per series and step. */
export const predict = command({
  name: 'predict',
  doc: 'Answers every row of data files with a model; a forecast gives the next steps of its series.',
  args: {
    model: {
      doc: 'A registered model (`name`, `name@alias`, `name/version`), or the folder of a model artifact.',
    },
    data: {
      doc: 'Rows to answer: CSV, TSV, JSON lines (each also as `.gz`), Parquet or ARFF; with `--out` also a folder of such files, or a pattern in quotes. Of a forecast rows that are newer than its history; it needs none.',
      required: false,
    },
  },
  flags: {
    out: {
      kind: 'text',
      doc: 'File to write: CSV, JSON lines or Parquet by its ending, text also packed as `.gz`. It appears when it is whole, and may be larger than memory; the same command goes on where it was stopped. Default: stdout, as CSV or with `--json` as `predictions`.',
      placeholder: 'FILE',
    },
    keep: {
      kind: 'text',
      doc: 'Columns of the rows that are written before the answers, such as an id. With `--out`.',
      placeholder: 'id,city',
    },
    badRows: {
      kind: 'text',
      choices: ['refuse', 'reject', 'empty'],
      default: 'refuse',
      doc: 'What becomes of a row that cannot be answered: `refuse` ends the job there, `reject` leaves it out, `empty` writes it without an answer. The last two tell it in the file of `--rejects`. With `--out`.',
    },
    rejects: {
      kind: 'text',
      doc: 'JSON lines of the rows that could not be answered, with the reasons. Default: OUT.rejects.jsonl.',
      placeholder: 'FILE',
    },
    threads: {
      kind: 'integer',
      doc: 'Threads that answer. Default: one per processor. With `--out`.',
    },
    horizon: {
      kind: 'integer',
      doc: 'Of a forecast: steps ahead. Default: those that it was made for.',
    },
  },
  examples: [
    'kaizen predict churn-churned customers.csv --out answers.csv',
    "kaizen predict churn-churned '2026-*.csv.gz' --keep customer_id --bad-rows reject --out answers.parquet",
    'kaizen predict churn-churned@champion customers.parquet',
    'kaizen predict ./model-folder customers.csv --json',
    'kaizen predict sales-forecast --horizon 12 --out forecast.csv',
  ],
  async run(call) {
    const { args, flags, openApp } = call;
    const { openAnswering } = await import('../../models/open-answering.ts');
    const opened = await openAnswering(openApp, args.model);
    const { out, horizon } = flags;
    if (opened.kind !== 'forecast' && out !== undefined && horizon === undefined) {
      if (args.data === undefined) throw await noRows(opened.name);
      const { writeRows } = await import('../write-rows.ts');
      await writeRows(call, opened, { ...flags, out, path: args.data });
      return 0;
    }
    assertForFiles(flags);
    const { answerFile } = await import('../../models/predict-file.ts');
    await show(call, await answerFile(opened, { path: args.data, out, horizon }));
    return 0;
  },
});

/** Flags that would be ignored are refused. */
function assertForFiles(flags: {
  readonly keep: string | undefined;
  readonly rejects: string | undefined;
  readonly badRows: string;
}): void {
  if (flags.keep === undefined && flags.rejects === undefined && flags.badRows === 'refuse') return;
  throw new AppError('ARGUMENT_INVALID', {
    message:
      'The flags --keep, --bad-rows and --rejects must come with --out and a model of rows, got them without.',
    hint: 'Name the file to write, such as `--out answers.csv`.',
    details: { flags: ['keep', 'badRows', 'rejects'] },
  });
}

async function noRows(model: string): Promise<AppError> {
  const { rowsAsked } = await import('../../models/predict-file.ts');
  return rowsAsked(model, undefined);
}

type Answered = Awaited<ReturnType<typeof import('../../models/predict-file.ts')['answerFile']>>;

async function show(
  { json, terminal }: Pick<CommandCall, 'json' | 'terminal'>,
  { kind, notes, summary, answers }: Answered,
): Promise<void> {
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
}
