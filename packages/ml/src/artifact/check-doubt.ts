import type { DoubtFile, Signature } from '@kaizenml/contracts';
import { type FieldReader, fieldReader } from './field-reader.ts';

/**
 * Reads `doubt.json`, field by field.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function checkDoubt(value: unknown, { inputs, output }: Signature): DoubtFile {
  const given = fieldReader('doubt.json', value);
  const names = inputs.map(({ name }) => name);
  given.record();
  if (given.has('intervals')) {
    if (output.classes !== undefined) given.field('intervals').refuse('be of a model of numbers');
    checkIntervals(given.field('intervals'));
  }
  if (given.has('classSets')) {
    if (output.classes === undefined) given.field('classSets').refuse('be of a model of classes');
    checkSets(given.field('classSets'));
  }
  if (given.has('novelty')) checkNovelty(given.field('novelty'), names);
  if (given.has('weakSegments'))
    for (const segment of given.field('weakSegments').list()) checkSegment(segment, names);
  return given.value as DoubtFile;
}

function checkIntervals(given: FieldReader): void {
  given.field('nRows').count();
  if (given.has('least')) given.field('least').finite();
  for (const bin of given.field('bins').list(1)) {
    if (bin.field('upTo').value !== null) bin.field('upTo').finite();
    for (const span of bin.field('spans').list())
      for (const name of ['level', 'low', 'high']) span.field(name).finite();
  }
}

function checkSets(given: FieldReader): void {
  given.field('nRows').count();
  for (const threshold of given.field('thresholds').list())
    for (const name of ['level', 'least']) threshold.field(name).finite();
}

function checkNovelty(given: FieldReader, names: readonly string[]): void {
  for (const name of ['nRows', 'nCalibrated']) given.field(name).count();
  for (const score of given.field('highest').list()) score.finite();
  const columns = given.field('columns').list(1);
  for (const column of columns) {
    column.field('name').text(names);
    column.field('shareMissing').finite();
    if (column.field('kind').text(['number', 'levels']) === 'number') {
      column.field('spread').finite();
      for (const quantile of column.field('quantiles').list(2)) quantile.finite();
    } else {
      const nLevels = column
        .field('levels')
        .list()
        .map((level) => level.text()).length;
      const shares = column
        .field('shares')
        .list()
        .map((share) => share.finite());
      if (shares.length !== nLevels) column.field('shares').refuse(`hold ${nLevels} shares`);
    }
  }
  const tails = given.field('tails');
  for (const name of ['cell', 'cells', ...(tails.has('numbers') ? ['numbers'] : [])]) {
    for (const score of tails.field(name).field('scores').list(1)) score.finite();
    tails.field(name).field('perNat').finite();
  }
  if (!given.has('numbers')) return;
  const numbers = given.field('numbers');
  const places = numbers
    .field('columns')
    .list(1)
    .map((place) => place.count());
  if (places.some((place) => place >= columns.length))
    numbers.field('columns').refuse(`be below ${columns.length}`);
  const inverse = numbers
    .field('inverse')
    .list()
    .map((one) => one.finite());
  if (inverse.length !== places.length ** 2)
    numbers.field('inverse').refuse(`hold ${places.length ** 2} numbers`);
}

function checkSegment(given: FieldReader, names: readonly string[]): void {
  given.field('column').text(names);
  if (given.has('level') && given.field('level').value !== null) given.field('level').text();
  for (const name of ['low', 'high']) if (given.has(name)) given.field(name).finite();
  given.field('nRows').count();
  for (const name of ['loss', 'lossElsewhere']) given.field(name).finite();
}
