import { FINDINGS } from '@kaizenml/contracts';
import { aboutColumn, CodeBlock, type WireFinding, WithCode } from '../../components/index.ts';
import { commandsIn } from './commands-in.ts';
import { evidenceWords } from './evidence-words.ts';

/** A finding with what it rests on. */
export interface EvidentFinding extends WireFinding {
  readonly column?: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

const ORDER = ['error', 'warning', 'info'] as const;
const MARKS = { error: '✗ Error', warning: '! Warning', info: 'i Note' } as const;

/** Findings with their evidence and what to do, the gravest first. */
export function FindingCards({ findings }: { readonly findings: readonly EvidentFinding[] }) {
  const sorted = ORDER.flatMap((severity) => findings.filter((one) => one.severity === severity));
  return (
    <ul class="findings">
      {sorted.map((finding, i) => (
        <FindingCard key={i} finding={finding} />
      ))}
    </ul>
  );
}

function FindingCard({ finding }: { readonly finding: EvidentFinding }) {
  const { code, severity, column, message, hint = '', details } = finding;
  const title = (FINDINGS as Readonly<Record<string, string>>)[code] ?? code;
  const evidence = evidenceWords(details);
  return (
    <li class={`card ${severity}`}>
      <div class="row between">
        <h3>{aboutColumn(column, title)}</h3>
        <span class="tag">{MARKS[severity]}</span>
      </div>
      <p>
        <WithCode text={message} />
      </p>
      {hint !== '' && (
        <p class="soft">
          <WithCode text={hint} />
        </p>
      )}
      {commandsIn(hint).map((command) => (
        <CodeBlock key={command} code={command} label="Next step" />
      ))}
      {evidence.length > 0 && (
        <details>
          <summary>Evidence</summary>
          <dl class="evidence">
            {evidence.map(([term, words]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <p class="soft small">{code}</p>
    </li>
  );
}
