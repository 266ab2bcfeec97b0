// Nearest rows. Addresses are bytes. Rows lie in panels of 8: column j of row r of a panel is double j * 8 + r,
// so that a lane is a row and each row is summed over its columns in order.

/** Columns after which a panel that is already too far is left. */
const STRIDE: i32 = 16;

/** Bytes before the distances of a record of kept rows: bound, nearest distance left out, count. */
const HEAD: usize = 24;

/** Offers the rows of panels first to last - 1 to the k nearest kept for a query. Metric 0 squares, 1 takes sizes. */
export function offerRows(
  panels: usize,
  nRows: i32,
  nColumns: i32,
  metric: i32,
  query: usize,
  first: i32,
  last: i32,
  kept: usize,
  k: i32,
): void {
  const panelBytes = (<usize>nColumns) << 6;
  for (let panel = first; panel < last; panel++) {
    let at = panels + <usize>panel * panelBytes;
    let bound = load<f64>(kept);
    const limit = f64x2.splat(bound);
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let isNear = true;
    for (let j = 0; j < nColumns && isNear; ) {
      const end = min(j + STRIDE, nColumns);
      if (metric == 0) {
        for (; j < end; j++, at += 64) {
          const q = v128.load64_splat(query + ((<usize>j) << 3));
          const da = f64x2.sub(q, v128.load(at));
          const db = f64x2.sub(q, v128.load(at, 16));
          const dc = f64x2.sub(q, v128.load(at, 32));
          const dd = f64x2.sub(q, v128.load(at, 48));
          a = f64x2.add(a, f64x2.mul(da, da));
          b = f64x2.add(b, f64x2.mul(db, db));
          c = f64x2.add(c, f64x2.mul(dc, dc));
          d = f64x2.add(d, f64x2.mul(dd, dd));
        }
      } else {
        for (; j < end; j++, at += 64) {
          const q = v128.load64_splat(query + ((<usize>j) << 3));
          a = f64x2.add(a, f64x2.abs(f64x2.sub(q, v128.load(at))));
          b = f64x2.add(b, f64x2.abs(f64x2.sub(q, v128.load(at, 16))));
          c = f64x2.add(c, f64x2.abs(f64x2.sub(q, v128.load(at, 32))));
          d = f64x2.add(d, f64x2.abs(f64x2.sub(q, v128.load(at, 48))));
        }
      }
      const near = v128.or(
        v128.or(f64x2.le(a, limit), f64x2.le(b, limit)),
        v128.or(f64x2.le(c, limit), f64x2.le(d, limit)),
      );
      isNear = v128.any_true(near);
    }
    if (!isNear) continue;
    const row = panel << 3;
    const rest = nRows - row;
    bound = keep(kept, k, f64x2.extract_lane(a, 0), row, bound);
    if (rest > 1) bound = keep(kept, k, f64x2.extract_lane(a, 1), row + 1, bound);
    if (rest > 2) bound = keep(kept, k, f64x2.extract_lane(b, 0), row + 2, bound);
    if (rest > 3) bound = keep(kept, k, f64x2.extract_lane(b, 1), row + 3, bound);
    if (rest > 4) bound = keep(kept, k, f64x2.extract_lane(c, 0), row + 4, bound);
    if (rest > 5) bound = keep(kept, k, f64x2.extract_lane(c, 1), row + 5, bound);
    if (rest > 6) bound = keep(kept, k, f64x2.extract_lane(d, 0), row + 6, bound);
    if (rest > 7) keep(kept, k, f64x2.extract_lane(d, 1), row + 7, bound);
  }
}

/** Keeps a row when it is among the k nearest so far: a heap with the farthest on top. Returns the new bound. */
function keep(kept: usize, k: i32, distance: f64, row: i32, bound: f64): f64 {
  if (distance > bound) return bound;
  const distances = kept + HEAD;
  const rows = distances + ((<usize>k) << 3);
  const count = <i32>load<f64>(kept, 16);
  if (count < k) {
    let at = count;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = load<f64>(distances + ((<usize>parent) << 3));
      if (above >= distance) break;
      store<f64>(distances + ((<usize>at) << 3), above);
      store<f64>(rows + ((<usize>at) << 3), load<f64>(rows + ((<usize>parent) << 3)));
      at = parent;
    }
    store<f64>(distances + ((<usize>at) << 3), distance);
    store<f64>(rows + ((<usize>at) << 3), <f64>row);
    store<f64>(kept, <f64>(count + 1), 16);
    if (count + 1 < k) return bound;
    const farthest = load<f64>(distances);
    store<f64>(kept, farthest);
    return farthest;
  }
  store<f64>(kept, bound, 8);
  if (distance == bound) return bound;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= k) break;
    let below = load<f64>(distances + ((<usize>child) << 3));
    if (child + 1 < k) {
      const other = load<f64>(distances + ((<usize>(child + 1)) << 3));
      if (other > below) {
        child++;
        below = other;
      }
    }
    if (below <= distance) break;
    store<f64>(distances + ((<usize>at) << 3), below);
    store<f64>(rows + ((<usize>at) << 3), load<f64>(rows + ((<usize>child) << 3)));
    at = child;
  }
  store<f64>(distances + ((<usize>at) << 3), distance);
  store<f64>(rows + ((<usize>at) << 3), <f64>row);
  const farthest = load<f64>(distances);
  store<f64>(kept, farthest);
  return farthest;
}

/**
 * How far a query is at least from every row in each of 4 boxes. Of column j, doubles 8 j to 8 j + 3 are the
 * lower ends of the boxes, the next 4 the upper ones.
 */
export function boxGaps(boxes: usize, nColumns: i32, metric: i32, query: usize, gaps: usize): void {
  const none = f64x2.splat(0);
  let a = none;
  let b = none;
  let at = boxes;
  for (let j = 0; j < nColumns; j++, at += 64) {
    const q = v128.load64_splat(query + ((<usize>j) << 3));
    const below = f64x2.sub(v128.load(at), q);
    const over = f64x2.sub(q, v128.load(at, 32));
    const ga = f64x2.pmax(f64x2.pmax(none, below), over);
    const below2 = f64x2.sub(v128.load(at, 16), q);
    const over2 = f64x2.sub(q, v128.load(at, 48));
    const gb = f64x2.pmax(f64x2.pmax(none, below2), over2);
    a = f64x2.add(a, metric == 0 ? f64x2.mul(ga, ga) : ga);
    b = f64x2.add(b, metric == 0 ? f64x2.mul(gb, gb) : gb);
  }
  v128.store(gaps, a);
  v128.store(gaps, b, 16);
}
