const STEPS = [
  { unit: 'min', ms: 60_000, below: 3_600_000 },
  { unit: 'h', ms: 3_600_000, below: 86_400_000 },
  { unit: 'd', ms: 86_400_000, below: 30 * 86_400_000 },
] as const;

/** How long ago an instant is, or how soon: `5 min ago`, `in 2 h`; its day where that is more than 30 days. */
export function relativeInstant(at: string, nowMs: number): string {
  const ms = nowMs - Date.parse(at);
  const away = Math.abs(ms);
  if (Number.isNaN(ms)) return at;
  if (away < 60_000) return ms < 0 ? 'in a moment' : 'just now';
  const step = STEPS.find(({ below }) => away < below);
  if (step === undefined) return at.slice(0, 10);
  const words = `${Math.floor(away / step.ms)} ${step.unit}`;
  return ms < 0 ? `in ${words}` : `${words} ago`;
}
