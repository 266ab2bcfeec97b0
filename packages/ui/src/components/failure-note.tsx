import type { AppError } from '@kaizenml/contracts';
import { TokenPrompt } from './token-prompt.tsx';
import { WithCode } from './with-code.tsx';

/** The server's own sentence and hint; where it asks for a token, the place to give one. */
export function FailureNote({ failure }: { readonly failure: AppError }) {
  if (failure.code === 'UNAUTHORIZED') return <TokenPrompt />;
  return (
    <div class="note failed" role="alert">
      <strong>
        <WithCode text={failure.message} />
      </strong>
      {failure.hint !== undefined && (
        <p>
          <WithCode text={failure.hint} />
        </p>
      )}
      <p class="soft small">{failure.code}</p>
    </div>
  );
}
