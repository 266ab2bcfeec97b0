import type { StateReader } from '../../state-reader.ts';

/** Reads the part of a state that `evaluateScores` needs. @throws MODEL_ARTIFACT_INVALID */
export function readScores(state: StateReader, nScores: number): void {
  const nColumns = state.field('nColumns').count();
  state.field('intercepts').numbers(Float64Array, nScores);
  state.field('weights').numbers(Float64Array, nScores * nColumns);
}
