/** A value that is found by the bytes of a cell. */
export interface IndexedValue {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** The text, cut to what is shown. */
  readonly shown: string;
  readonly hash: number;
}

/**
 * Values of a column by their text, found without making a string: open addressing over the hash of the bytes.
 *
 * @param most Most values that will be added.
 */
export function createValueIndex<Value extends IndexedValue>(most: number) {
  const values: Value[] = [];
  let slots = new Int32Array(64);
  const place = (hash: number, number: number): void => {
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number;
  };
  return {
    find(bytes: Uint8Array, from: number, to: number, hash: number): Value | undefined {
      const mask = slots.length - 1;
      let slot = (hash ^ (hash >>> 15)) & mask;
      for (let number = slots[slot] as number; number !== 0; number = slots[slot] as number) {
        const value = values[number - 1] as Value;
        if (value.hash === hash && isSame(value.bytes, bytes, from, to)) return value;
        slot = (slot + 1) & mask;
      }
      return undefined;
    },
    add(value: Value): void {
      if (values.length >= most) return;
      values.push(value);
      if (values.length * 2 > slots.length) {
        slots = new Int32Array(slots.length * 4);
        values.forEach((one, i) => {
          place(one.hash, i + 1);
        });
      } else place(value.hash, values.length);
    },
    size: () => values.length,
    all: (): readonly Value[] => values,
  };
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[from + i]) return false;
  return true;
}
