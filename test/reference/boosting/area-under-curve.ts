/** Share of pairs of a positive and a negative row in the right order; ties count half. */
export function areaUnderCurve(labels: Float64Array, scores: Float64Array): number {
  const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
  let [wins, nBelow] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    const tied = order.slice(from, to);
    const nPositive = tied.filter((i) => labels[i] === 1).length;
    wins += nPositive * (nBelow + (tied.length - nPositive) / 2);
    nBelow += tied.length - nPositive;
    from = to;
  }
  return wins / (nBelow * (order.length - nBelow));
}
