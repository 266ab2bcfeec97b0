import { useState } from 'preact/hooks';
import { CodeBlock } from './code-block.tsx';

/** One way to say the same: its name and its lines. */
export interface CommandForm {
  readonly name: string;
  readonly code: string;
}

/** The page as commands: the lines that give the same answer elsewhere. */
export function CommandPanel({
  forms,
  title = 'As command',
}: {
  readonly forms: readonly CommandForm[];
  readonly title?: string;
}) {
  const [chosen, setChosen] = useState(0);
  const form = forms[chosen] ?? forms[0];
  if (!form) return null;
  return (
    <section class="commands" aria-label={title}>
      <div class="row between">
        <h2>{title}</h2>
        {forms.length > 1 && (
          <fieldset class="choices">
            <legend class="hidden">Language</legend>
            {forms.map(({ name }, i) => (
              <button
                key={name}
                type="button"
                class={i === chosen ? 'choice chosen' : 'choice'}
                aria-pressed={i === chosen}
                onClick={() => setChosen(i)}
              >
                {name}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      <CodeBlock code={form.code} label={`${title}: ${form.name}`} />
    </section>
  );
}
