import { useState } from 'preact/hooks';
import { Choices } from './choices.tsx';
import { CodeBlock } from './code-block.tsx';
import { WithCode } from './with-code.tsx';

/** One way to say the same: its name and its lines. */
export interface CommandForm {
  readonly name: string;
  readonly code: string;
  /** What must be known besides; code in backticks. */
  readonly note?: string;
}

/** The page as commands: the lines that give the same answer elsewhere. */
export function CommandPanel({
  forms,
  title = 'As command',
}: {
  readonly forms: readonly CommandForm[];
  readonly title?: string;
}) {
  const [chosen, choose] = useState<string>();
  const form = forms.find(({ name }) => name === chosen) ?? forms[0];
  if (!form) return null;
  return (
    <section class="commands" aria-label={title}>
      <div class="row between">
        <h2>{title}</h2>
        {forms.length > 1 && (
          <Choices
            legend="Language"
            options={forms.map(({ name }) => [name, name] as const)}
            chosen={form.name}
            onChoose={choose}
          />
        )}
      </div>
      <CodeBlock code={form.code} label={`${title}: ${form.name}`} />
      {form.note !== undefined && (
        <p class="small soft">
          <WithCode text={form.note} />
        </p>
      )}
    </section>
  );
}
