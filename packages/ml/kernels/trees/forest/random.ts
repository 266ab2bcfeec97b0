/** SplitMix32 of the seed fills the state of xoshiro128**, as `seededRandom` does. */
export function seedRandom(state: usize, seed: i32): void {
  let mixing = seed;
  for (let word: usize = 0; word < 16; word += 4) {
    mixing += 0x9e3779b9;
    let z = mixing;
    z = (z ^ (z >>> 16)) * 0x21f0aaad;
    z = (z ^ (z >>> 15)) * 0x735a2d97;
    store<i32>(state + word, z ^ (z >>> 15));
  }
  store<i32>(state, load<i32>(state, 12) | 1, 12);
}

@inline
function nextBits(state: usize): u32 {
  let a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  const result = rotl<u32>(b * 5, 7) * 9;
  const t = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  store<u32>(state, a);
  store<u32>(state, b, 4);
  store<u32>(state, c ^ t, 8);
  store<u32>(state, rotl<u32>(d, 11), 12);
  return result;
}

@inline
export function nextDouble(state: usize): f64 {
  const high = nextBits(state) >>> 5;
  const low = nextBits(state) >>> 6;
  return (<f64>high * 67108864 + <f64>low) / 9007199254740992;
}

@inline
export function below(state: usize, n: i32): i32 {
  return <i32>(nextDouble(state) * <f64>n);
}
