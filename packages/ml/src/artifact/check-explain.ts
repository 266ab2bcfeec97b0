import type { ExplainFile, Signature } from '@kaizenml/contracts';
import { artifactInvalid } from './artifact-invalid.ts';
import { checkRows } from './check-rows.ts';
import { type FieldReader, fieldReader } from './field-reader.ts';

/**
 * Reads `explain.json`, field by field; its background rows must fit the signature.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function checkExplain(value: unknown, signature: Signature): ExplainFile {
  const given = fieldReader('explain.json', value);
  const background = given
    .field('background')
    .list()
    .map((row) => row.record());
  const [issue] = checkRows(signature, background);
  if (issue) {
    throw artifactInvalid({
      file: 'explain.json',
      path: 'background',
      expectation: 'hold rows that fit the signature',
      received: issue.message,
    });
  }
  const importance = given
    .field('importance')
    .list()
    .map((entry) => ({
      column: entry.field('column').text(),
      mean: entry.field('mean').finite(),
      sd: entry.field('sd').finite(),
    }));
  const reference = given.field('reference').list();
  reference.forEach(checkReference);
  return {
    background,
    importance,
    reference: reference.map((entry) => entry.value as ExplainFile['reference'][number]),
  };
}

function checkReference(given: FieldReader): void {
  given.field('column').text();
  given.field('kind').text(['number', 'date', 'boolean', 'category', 'text', 'id']);
  given.field('nRows').count();
  given.field('nMissing').count();
  const nCounts = given
    .field('counts')
    .list()
    .map((count) => count.finite()).length;
  if (given.has('edges')) {
    const nEdges = given
      .field('edges')
      .list()
      .map((edge) => edge.finite()).length;
    if (nCounts !== nEdges + 1) given.field('counts').refuse(`hold ${nEdges + 1} counts`);
  }
  if (given.has('levels')) {
    const nLevels = given
      .field('levels')
      .list()
      .map((level) => level.text()).length;
    if (nCounts !== nLevels + 1) given.field('counts').refuse(`hold ${nLevels + 1} counts`);
  }
}
