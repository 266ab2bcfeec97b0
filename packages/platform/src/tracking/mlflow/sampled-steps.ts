/**
 * So many of the steps, evenly spread over those from the first to the last that are wanted, and the last of them: one more than
 * asked for at most.
 *
 * @param steps Ascending, each once.
 * @source MLflow, "GetMetricHistoryBulkInterval"; its server's tests state the steps.
 */
export function sampledSteps(
  steps: readonly number[],
  {
    fromStep,
    toStep,
    most,
  }: { readonly fromStep: number; readonly toStep: number; readonly most: number },
): ReadonlySet<number> {
  const wanted = steps.filter((step) => step >= fromStep && step <= toStep);
  if (wanted.length <= most) return new Set(wanted);
  const stride = wanted.length / most;
  const sampled = new Set<number>();
  for (let i = 0; i < most; i++) sampled.add(wanted[Math.floor(i * stride)] as number);
  sampled.add(wanted.at(-1) as number);
  return sampled;
}
