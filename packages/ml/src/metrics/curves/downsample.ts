/**
 * At most `limit` of the points, spread evenly along the curve; the first and the last stay.
 *
 * The curve's parameter is |dx| + |dy| summed from the first point, so that steep and flat parts keep their shape.
 *
 * @cost O(points)
 */
export function downsample<Point>(
  points: readonly Point[],
  {
    at,
    limit = 200,
  }: { readonly at: (point: Point) => readonly [number, number]; readonly limit?: number },
): Point[] {
  if (points.length <= limit) return [...points];
  const along = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = at(points[i - 1]);
    const [x, y] = at(points[i]);
    along[i] = along[i - 1] + Math.abs(x - x0) + Math.abs(y - y0);
  }
  const step = along[points.length - 1] / (limit - 1);
  const kept: Point[] = [];
  for (let i = 0; i < points.length - 1; i++)
    if (along[i] >= kept.length * step && kept.length < limit - 1) kept.push(points[i]);
  kept.push(points[points.length - 1]);
  return kept;
}
