import { exactInstant } from './exact-instant.ts';
import { relativeInstant } from './relative-instant.ts';

/** An instant as the time since then or until then, with the exact one on demand. */
export function When({ at }: { readonly at: string | null }) {
  if (at === null) return <>never</>;
  return (
    <time dateTime={at} title={exactInstant(at)}>
      {relativeInstant(at, Date.now())}
    </time>
  );
}
