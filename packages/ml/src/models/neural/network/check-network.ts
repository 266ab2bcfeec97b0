import { type StateReader, stateCheck } from '../../state-reader.ts';
import type { NetworkMembers } from './answer-rows.ts';
import { LANES } from './layout.ts';

/**
 * Refuses networks whose layout is not one: kernels would read and write elsewhere in their memory.
 *
 * Every array lies within the weights of a member, and every layer takes as many inputs as the one before it gives.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @cost O(weights), once per loaded state.
 */
export const checkNetwork = stateCheck<NetworkMembers>((state) => {
  const columns = readColumns(state.field('columns'));
  const nClasses = state.field('nClasses').count();
  const layout = state.field('layout');
  const length = layout.field('length').count(1);
  readLayout(layout, length, columns, nClasses === 0 || nClasses === 2 ? 1 : nClasses);
  const weights = state.field('weights');
  const nFloats = weights.numbers(Float32Array).length;
  if (nFloats === 0 || nFloats % length !== 0)
    weights.refuse(`hold a multiple of ${length} numbers`, nFloats);
  state.field('center').finite();
  state.field('scale').finite();
});

/** What a layout must agree with. */
interface Inputs {
  readonly nNumbers: number;
  readonly nLoose: number;
  /** Rows of each category's table. */
  readonly tableRows: readonly number[];
}

function readColumns(columns: StateReader): Inputs {
  const last = columns.field('nColumns').count() - 1;
  const numbers = columns.field('numbers').list();
  const nGaps = numbers.filter((number) => {
    number.field('column').count(0, last);
    number.field('median').finite();
    if (number.field('spread').finite() < 0) number.field('spread').refuse('be at least 0');
    number.field('knots').rising();
    return number.field('hasGaps').flag();
  }).length;
  const tableRows = columns
    .field('categories')
    .list()
    .map((category) => {
      category.field('column').count(0, last);
      const nRows = category.field('nRows').count(1);
      const rows = category.field('rows');
      if (rows.codes(Int32Array, nRows).length < 2) rows.refuse('have at least 2 entries');
      return nRows;
    });
  return { nNumbers: numbers.length, nLoose: numbers.length + nGaps, tableRows };
}

function readLayout(layout: StateReader, length: number, inputs: Inputs, nScores: number): void {
  const place = (at: StateReader, nFloats: number): unknown => at.count(0, length - nFloats);
  const { nNumbers, nLoose, tableRows } = inputs;
  let input = layout.field('nLoose').count(nLoose, nLoose);
  layout
    .field('tables')
    .list(tableRows.length)
    .forEach((table, t) => {
      const nRows = table.field('nRows').count(tableRows[t], tableRows[t]);
      const width = table.field('width').count(1, length);
      place(table.field('at'), nRows * width);
      table.field('input').count(input, input);
      input += width;
    });
  const ramps = layout.field('ramps');
  const bent = ramps.field('numbers').list();
  for (const number of bent) number.count(0, nNumbers - 1);
  const nPieces = lanes(ramps.field('nPieces'), length);
  place(ramps.field('weights'), bent.length * nPieces * LANES);
  place(ramps.field('biases'), bent.length * LANES);
  const first = ramps.field('input');
  let inner = first.count(input, lanes(first, length)) + bent.length * LANES;
  const layers = layout.field('layers').list();
  if (layers.length === 0) layout.field('layers').refuse('have at least one layer');
  layers.forEach((layer, l) => {
    layer.field('inner').count(inner, inner);
    const outer = lanes(layer.field('outer'), length);
    if (l < layers.length - 1) layer.field('nUnits').count(1, outer);
    else layer.field('nUnits').count(nScores, Math.min(nScores, outer));
    place(layer.field('weights'), inner * outer);
    place(layer.field('biases'), outer);
    inner = outer;
  });
}

/** A width of whole panels. */
function lanes(width: StateReader, most: number): number {
  const given = width.count(0, most);
  return given % LANES === 0 ? given : width.refuse(`be a multiple of ${LANES}`);
}
