import { extname } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { OutFormat } from './plan.ts';

const FORMATS: Readonly<Record<string, OutFormat>> = {
  '.csv': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.parquet': 'parquet',
  '.pq': 'parquet',
};

/** The format that the ending of a file promises: another one would give a file that its program cannot open. @throws ARGUMENT_INVALID */
export function outFormatOf(out: string): {
  readonly format: OutFormat;
  readonly isPacked: boolean;
} {
  const isPacked = /\.gz$/i.test(out);
  const ending = extname(isPacked ? out.slice(0, -3) : out).toLowerCase();
  const format = FORMATS[ending];
  if (format !== undefined && !(isPacked && format === 'parquet')) return { format, isPacked };
  throw new AppError('ARGUMENT_INVALID', {
    message: `The output file must end in .csv, .jsonl or .parquet (text also in .gz), got "${out}".`,
    hint: 'Name it like `--out answers.csv`.',
    details: { out, ending: extname(out) },
  });
}
