/**
 * Bytes of a fitted state: those of its typed arrays, and the length of the rest as JSON.
 *
 * @param state Plain JSON and typed arrays.
 */
export function stateBytes(state: unknown): number {
  let inArrays = 0;
  const rest = JSON.stringify(state, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    inArrays += value.byteLength;
    return 0;
  });
  return inArrays + (rest?.length ?? 0);
}
