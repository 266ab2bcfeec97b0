import { readFileSync } from 'node:fs';

/** Resident memory of this process in MB: now, and at most so far. Undefined where there is no /proc. */
export function residentMb(field: 'VmRSS' | 'VmHWM'): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const found = new RegExp(`${field}:\\s+(\\d+) kB`).exec(
    readFileSync('/proc/self/status', 'utf8'),
  );
  return found ? (Number(found[1]) * 1024) / 1e6 : undefined;
}
