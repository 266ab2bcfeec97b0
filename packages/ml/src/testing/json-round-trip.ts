import { packState, unpackState } from '../artifact/index.ts';

/**
 * A state as it comes back from an artifact: JSON text for the structure, bytes for the typed arrays.
 *
 * @throws INTERNAL when the state holds what neither can say: NaN or an infinity outside typed arrays,
 * undefined, or another kind of object.
 */
export function throughJson<State>(state: State): State {
  const { json, tensors, bytes } = packState(state);
  return unpackState(JSON.parse(JSON.stringify(json)), tensors, bytes) as State;
}
