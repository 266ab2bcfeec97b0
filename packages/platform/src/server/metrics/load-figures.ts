import type { EventLoopUtilization } from 'node:perf_hooks';
import type { Line } from '../limits/line.ts';
import { writeHead, writeSample } from './labels.ts';

/** What load says to an autoscaler: how full the server is, and how busy its one thread was. */
export function writeLoad(line: Line, { active, idle }: EventLoopUtilization): string {
  const figures = [
    ['kaizen_requests_in_flight', 'gauge', 'Requests that have a place now.', line.nInFlight],
    ['kaizen_requests_waiting', 'gauge', 'Requests that wait for a place now.', line.nWaiting],
    [
      'nv_inference_pending_request_count',
      'gauge',
      'Requests that wait for a place now.',
      line.nWaiting,
    ],
    [
      'kaizen_requests_refused_total',
      'counter',
      'Requests that found the line full.',
      line.nRefused,
    ],
    [
      'kaizen_event_loop_active_seconds_total',
      'counter',
      'Time in which the event loop worked.',
      active / 1000,
    ],
    [
      'kaizen_event_loop_idle_seconds_total',
      'counter',
      'Time in which the event loop had nothing to do.',
      idle / 1000,
    ],
  ] as const;
  return figures
    .map(([name, type, help, value]) => writeHead(name, help, type) + writeSample(name, '', value))
    .join('');
}
