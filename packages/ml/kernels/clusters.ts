// Rows and the centers of clusters. Addresses are bytes. Rows lie in panels of 8: column j of row r of a panel is double
// j * 8 + r, so that a lane is a row and each distance is summed over the columns in order. Codes are 32-bit, all else doubles.

/**
 * Writes the nearest of k centers of each row, the first of equally near ones, and the squared distance to it.
 * Codes and distances have room for whole panels. Returns how many codes of rows changed.
 */
export function assignRows(
  panels: usize,
  nRows: i32,
  nColumns: i32,
  centers: usize,
  k: i32,
  codes: usize,
  distances: usize,
): i32 {
  const panelBytes = (<usize>nColumns) << 6;
  let changed = 0;
  for (let first = 0; first < nRows; first += 8) {
    const panel = panels + (<usize>(first >> 3)) * panelBytes;
    let bestA = f64x2.splat(Infinity);
    let bestB = bestA;
    let bestC = bestA;
    let bestD = bestA;
    let codeA = f64x2.splat(0);
    let codeB = codeA;
    let codeC = codeA;
    let codeD = codeA;
    let center = centers;
    for (let c = 0; c < k; c++) {
      let a = f64x2.splat(0);
      let b = a;
      let e = a;
      let d = a;
      let at = panel;
      for (let j = 0; j < nColumns; j++, at += 64, center += 8) {
        const q = v128.load64_splat(center);
        const da = f64x2.sub(v128.load(at), q);
        const db = f64x2.sub(v128.load(at, 16), q);
        const de = f64x2.sub(v128.load(at, 32), q);
        const dd = f64x2.sub(v128.load(at, 48), q);
        a = f64x2.add(a, f64x2.mul(da, da));
        b = f64x2.add(b, f64x2.mul(db, db));
        e = f64x2.add(e, f64x2.mul(de, de));
        d = f64x2.add(d, f64x2.mul(dd, dd));
      }
      const own = f64x2.splat(<f64>c);
      codeA = v128.bitselect(own, codeA, f64x2.lt(a, bestA));
      codeB = v128.bitselect(own, codeB, f64x2.lt(b, bestB));
      codeC = v128.bitselect(own, codeC, f64x2.lt(e, bestC));
      codeD = v128.bitselect(own, codeD, f64x2.lt(d, bestD));
      bestA = f64x2.pmin(bestA, a);
      bestB = f64x2.pmin(bestB, b);
      bestC = f64x2.pmin(bestC, e);
      bestD = f64x2.pmin(bestD, d);
    }
    const out = distances + ((<usize>first) << 3);
    v128.store(out, bestA);
    v128.store(out, bestB, 16);
    v128.store(out, bestC, 32);
    v128.store(out, bestD, 48);
    const into = codes + ((<usize>first) << 2);
    changed += put(into, f64x2.extract_lane(codeA, 0));
    if (first + 1 < nRows) changed += put(into + 4, f64x2.extract_lane(codeA, 1));
    if (first + 2 < nRows) changed += put(into + 8, f64x2.extract_lane(codeB, 0));
    if (first + 3 < nRows) changed += put(into + 12, f64x2.extract_lane(codeB, 1));
    if (first + 4 < nRows) changed += put(into + 16, f64x2.extract_lane(codeC, 0));
    if (first + 5 < nRows) changed += put(into + 20, f64x2.extract_lane(codeC, 1));
    if (first + 6 < nRows) changed += put(into + 24, f64x2.extract_lane(codeD, 0));
    if (first + 7 < nRows) changed += put(into + 28, f64x2.extract_lane(codeD, 1));
  }
  return changed;
}

// @ts-ignore: decorator
@inline
function put(at: usize, code: f64): i32 {
  const own = <i32>code;
  const before = load<i32>(at);
  store<i32>(at, own);
  return i32(own != before);
}

/** sums[code * p + j] += x[i][j] and counts[code] += 1, for the rows in their order. */
export function sumRows(
  panels: usize,
  nRows: i32,
  nColumns: i32,
  codes: usize,
  sums: usize,
  counts: usize,
): void {
  const panelBytes = (<usize>nColumns) << 6;
  const width = (<usize>nColumns) << 3;
  for (let i = 0; i < nRows; i++) {
    const code = <usize>load<i32>(codes + ((<usize>i) << 2));
    const count = counts + (code << 3);
    store<f64>(count, load<f64>(count) + 1);
    let at = panels + (<usize>(i >> 3)) * panelBytes + ((<usize>(i & 7)) << 3);
    const end = sums + (code + 1) * width;
    for (let into = sums + code * width; into < end; into += 8, at += 64) {
      store<f64>(into, load<f64>(into) + load<f64>(at));
    }
  }
}
