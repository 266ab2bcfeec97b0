import { AppError } from '@kaizenml/contracts';
import { Cron } from 'croner';

/**
 * When a schedule runs next after an instant, in ISO 8601; null when it never does again.
 *
 * @param schedule Cron expression in UTC: minute, hour, day of month, month, day of week.
 * @throws ARGUMENT_INVALID when the expression is none.
 */
export function nextInstant(schedule: string, afterMs: number): string | null {
  try {
    const cron = new Cron(schedule, { timezone: 'UTC', paused: true, mode: '5-part' });
    return cron.nextRun(new Date(afterMs))?.toISOString() ?? null;
  } catch (thrown) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `The schedule must be a cron expression of five parts, got "${schedule}": ${reasonOf(thrown)}.`,
      hint: 'Write minute, hour, day, month and weekday, such as `0 6 * * *` for six every morning.',
      details: { schedule },
      cause: thrown,
    });
  }
}

function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/^CronPattern: /, '').replace(/\.$/, '');
}
