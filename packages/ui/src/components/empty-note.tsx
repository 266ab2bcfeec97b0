import type { ComponentChildren } from 'preact';
import { CodeBlock } from './code-block.tsx';

/** What to do where there is nothing yet. */
export function EmptyNote({
  title,
  children,
  command,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly command: string;
}) {
  return (
    <div class="note empty">
      <strong>{title}</strong>
      <p>{children}</p>
      <CodeBlock code={command} label="Command" />
    </div>
  );
}
