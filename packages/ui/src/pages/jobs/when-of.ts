/** When a job runs, in words. */
export function whenOf({
  schedule,
  onNewFiles,
  isPaused,
}: {
  readonly schedule: string | null;
  readonly onNewFiles: boolean;
  readonly isPaused: boolean;
}): string {
  const parts = [...(schedule === null ? [] : [schedule]), ...(onNewFiles ? ['new files'] : [])];
  return isPaused ? `paused (${parts.join(', ')})` : parts.join(', ');
}
