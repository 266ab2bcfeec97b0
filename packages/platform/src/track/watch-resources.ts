import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Hears of a measurement. */
type Log = (key: string, value: number, step: number) => void;

const NS_PER_MS = 1e6;

/**
 * Logs what the process needs each so many milliseconds, until the function that it gives back is called: `system/cpu_percent` (100
 * is one processor), `system/memory_bytes` (resident) and `system/event_loop_delay_ms` (99th percentile). It keeps no process alive.
 */
export function watchResources(everyMs: number, log: Log): () => void {
  const delays = monitorEventLoopDelay();
  delays.enable();
  let cpu = process.cpuUsage();
  let atMs = performance.now();
  let step = 0;
  const measure = () => {
    const used = process.cpuUsage(cpu);
    const nowMs = performance.now();
    log('system/cpu_percent', (used.user + used.system) / 10 / (nowMs - atMs), step);
    log('system/memory_bytes', process.memoryUsage.rss(), step);
    if (delays.count > 0)
      log('system/event_loop_delay_ms', delays.percentile(99) / NS_PER_MS, step);
    delays.reset();
    cpu = process.cpuUsage();
    atMs = nowMs;
    step++;
  };
  const timer = setInterval(measure, everyMs).unref();
  return () => {
    clearInterval(timer);
    measure();
    delays.disable();
  };
}
