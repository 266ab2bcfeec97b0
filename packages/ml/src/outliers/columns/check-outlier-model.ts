import type { StateReader } from '../../models/state-reader.ts';

/** Reads what a detector has learned from a file, but for the state of the detector, which checks it itself. @throws MODEL_ARTIFACT_INVALID */
export function checkOutlierModel(given: StateReader): void {
  given.field('detector').text(['isolation-forest', 'robust-distance']);
  given.field('state').record();
  const threshold = given.field('threshold');
  if (given.record().threshold !== null) threshold.finite();
  const calibration = given.field('calibration');
  for (const name of ['median', 'scale', 'shape', 'shareAbove']) calibration.field(name).finite();
  const columns = given.field('columns').field('columns');
  if (columns.list().length === 0) columns.refuse('hold a column');
  for (const column of columns.list()) {
    column.field('name').word();
    if (column.field('kind').text(['number', 'rarity']) === 'number') checkNumber(column);
    else checkRarity(column);
  }
}

function checkNumber(column: StateReader): void {
  column.field('isDate').flag();
  column.field('isLog').flag();
  for (const name of ['median', 'low', 'high']) column.field(name).finite();
}

function checkRarity(column: StateReader): void {
  const levels = column.field('levels').words();
  const shares = column.field('shares').list(levels.length);
  for (const share of shares) share.finite();
  for (const name of ['unseenShare', 'typical']) column.field(name).finite();
}
