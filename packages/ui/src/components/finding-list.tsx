import { FINDINGS } from '@kaizenml/contracts';
import { WithCode } from './with-code.tsx';

/** A finding as it comes over the wire. */
export interface WireFinding {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly hint?: string | undefined;
}

const ORDER = ['error', 'warning', 'info'] as const;
const WORDS = { error: '✗ Stop', warning: '! Look at this', info: 'i Good to know' } as const;

function titleOf(code: string): string {
  return (FINDINGS as Readonly<Record<string, string>>)[code] ?? code;
}

/** What was noticed, the gravest first, each with what to do. */
export function FindingList({ findings }: { readonly findings: readonly WireFinding[] }) {
  const sorted = ORDER.flatMap((severity) => findings.filter((one) => one.severity === severity));
  if (sorted.length === 0) return <p class="soft">Nothing stood out.</p>;
  return (
    <ul class="findings">
      {sorted.map(({ code, severity, message, hint }, i) => (
        <li key={i} class={`card ${severity}`}>
          <span class="tag">
            {WORDS[severity]} · {titleOf(code)}
          </span>
          <div>
            <WithCode text={message} />
          </div>
          {hint !== undefined && (
            <div class="soft">
              <WithCode text={hint} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
