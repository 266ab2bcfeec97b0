import type { RunEvent } from '../../runs/index.ts';

/**
 * An event as a stream of server-sent events has it; an event that says nothing new is a comment, which keeps the connection alive.
 *
 * @source HTML Living Standard, "Server-sent events"
 */
export function eventText(event: RunEvent): string {
  switch (event.kind) {
    case 'same':
      return ':\n\n';
    case 'run':
      return toText('run', event.run);
    case 'change':
      return toText('change', event.change);
    case 'end':
      return toText('end', { status: event.status });
  }
}

/** JSON has no line breaks, so that its text is one line. */
function toText(name: string, body: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(body)}\n\n`;
}
