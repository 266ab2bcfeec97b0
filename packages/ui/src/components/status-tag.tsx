const MARKS: Readonly<Record<string, string>> = {
  running: '◌',
  finished: '✓',
  reused: '↺',
  failed: '✗',
  stopped: '■',
  killed: '✗',
  ok: '✓',
  passed: '✓',
  'not-measured': '–',
  unchanged: '=',
  rejected: '✗',
  accepted: '✓',
  edited: '✎',
  inferred: '◌',
  open: '!',
  acknowledged: '◌',
  resolved: '✓',
  closed: '✓',
  calm: '✓',
  drift: '!',
  alarm: '✗',
  waiting: '◌',
  paused: '■',
  promoted: '✓',
  'rolled-back': '✗',
  ended: '·',
  told: '✓',
  'given-up': '✗',
  withdrawn: '·',
  done: '✓',
  refused: '✗',
};

/** A state as mark, word and color. */
export function StatusTag({ status }: { readonly status: string }) {
  return (
    <span class={`status ${status}`}>
      <span aria-hidden="true">{MARKS[status] ?? '·'}</span> {status}
    </span>
  );
}
