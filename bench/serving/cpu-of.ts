import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds per tick of the kernel's clock, which counts 100 in a second. */
const TICK_US = 10_000;

/** Processor time that a process and everything it has started have used so far, microseconds. Linux alone. */
export function cpuOf(pid: number): number {
  const fields = statOf(pid);
  if (fields === undefined) return 0;
  let us = (Number(fields[11]) + Number(fields[12])) * TICK_US;
  for (const child of childrenOf(pid)) us += cpuOf(child);
  return us;
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => Number(statOf(each)?.[1]) === pid);
}

/** What stands behind the name in `/proc/<pid>/stat`: state, parent, and so on. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
  } catch {
    return undefined;
  }
}
