/**
 * The value that stands at a place when values are sorted.
 *
 * @param values Finite, n of them; reordered: smaller or equal ones before the place, larger or equal ones behind it.
 * @param place 0 to n - 1.
 * @cost O(n) on average.
 * @source Hoare (1961), algorithm 65 "Find", CACM 4; parts of equal values as in Bentley & McIlroy (1993), "Engineering a
 * Sort Function".
 */
export function nthSmallest(values: Float64Array, place: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOf(values[low], values[(low + high) >>> 1], values[high]);
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left > right) break;
      const value = values[left];
      values[left++] = values[right];
      values[right--] = value;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return values[place];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
