import type { StateReader } from '../../models/state-reader.ts';
import type { TableEncoding } from './column-encoding.ts';

/** Reads an encoding that came from a file. @throws MODEL_ARTIFACT_INVALID */
export function checkEncoding(given: StateReader): TableEncoding {
  for (const column of given.field('columns').list()) {
    const kind = column.field('kind').text(['number', 'category']);
    column.field('name').word();
    if (kind === 'number') checkNumber(column);
    else checkCategory(column);
  }
  return given.record() as unknown as TableEncoding;
}

function checkNumber(column: StateReader): void {
  column.field('isLog').flag();
  column.field('center').finite();
  if (!(column.field('spread').finite() > 0)) column.field('spread').refuse('be above 0');
}

function checkCategory(column: StateReader): void {
  const levels = column.field('levels').words();
  const isFlag = column.field('isFlag').flag();
  if (isFlag && levels.length !== 2) column.field('levels').refuse('hold two numbers');
  for (const share of column.field('shares').list(levels.length)) share.finite();
}
