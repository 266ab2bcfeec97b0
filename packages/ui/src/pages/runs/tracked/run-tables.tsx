import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { ScrollTable } from '../../../components/index.ts';

type RunShown = OutputOf<Operations['runs']['show']>;

/** Tables that a run read, and models that it made. */
export function RunTables({ run: { inputs, outputs } }: { readonly run: RunShown }) {
  if (inputs.length === 0 && outputs.length === 0) return null;
  return (
    <div class="grid">
      {inputs.length > 0 && (
        <section>
          <h2>What it read</h2>
          <ScrollTable label="What it read" head={['Table', 'For', 'Digest', 'From']}>
            {inputs.map(({ name, digest, source, role }) => (
              <tr key={`${name} ${digest}`}>
                <td class="key">{name}</td>
                <td>{role ?? '–'}</td>
                <td>
                  <code title={digest}>{digest.slice(0, 12)}</code>
                </td>
                <td class="clip" title={source}>
                  {source || '–'}
                </td>
              </tr>
            ))}
          </ScrollTable>
        </section>
      )}
      {outputs.length > 0 && (
        <section>
          <h2>What it made</h2>
          <ScrollTable label="What it made" head={['Model', '#Step']}>
            {outputs.map(({ model, step }) => (
              <tr key={`${model} ${step}`}>
                <td class="key">{model}</td>
                <td class="n">{step}</td>
              </tr>
            ))}
          </ScrollTable>
        </section>
      )}
    </div>
  );
}
