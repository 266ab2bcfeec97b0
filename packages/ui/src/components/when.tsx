/** An instant as the time since then, with the exact one on demand. */
export function When({ at }: { readonly at: string | null }) {
  if (at === null) return <>never</>;
  return (
    <time dateTime={at} title={at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}>
      {timeSince(Date.now() - Date.parse(at)) ?? at.slice(0, 10)}
    </time>
  );
}

const STEPS = [
  { unit: 'min', ms: 60_000, below: 3_600_000 },
  { unit: 'h', ms: 3_600_000, below: 86_400_000 },
  { unit: 'd', ms: 86_400_000, below: 30 * 86_400_000 },
] as const;

function timeSince(ms: number): string | undefined {
  if (Number.isNaN(ms)) return undefined;
  if (ms < 60_000) return 'just now';
  const step = STEPS.find(({ below }) => ms < below);
  return step && `${Math.floor(ms / step.ms)} ${step.unit} ago`;
}
