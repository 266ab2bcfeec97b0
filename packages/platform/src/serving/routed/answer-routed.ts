import { toAppError } from '@kaizenml/contracts';
import type { AskVersion } from '../ask-version.ts';
import type { Asked } from '../asked.ts';
import type { SplitAnswer } from '../split/answer-split.ts';
import type { CandidateLog } from '../split/candidate-log.ts';
import type { Routed } from './find-route.ts';

/**
 * Answers by the version that a route leads to, and by the champion where that fails.
 *
 * Such requests were chosen, not drawn: no guard of a rollout counts them.
 *
 * @throws what the champion throws where it must answer
 */
export function routedAnswers({
  ask,
  candidateLog,
}: {
  readonly ask: AskVersion;
  readonly candidateLog: CandidateLog;
}): (routed: Routed, asked: Asked) => Promise<SplitAnswer> {
  return async ({ name: route, version }, asked) => {
    const champion = asked.target.version;
    try {
      return { answered: (await ask(version, asked)).answered, version, route };
    } catch (thrown) {
      if (version.version === champion.version) throw thrown;
      const { answered } = await ask(champion, asked);
      const { code } = toAppError(thrown);
      await candidateLog.failure(version, asked, { code, route });
      return { answered, version: champion, route: 'champion' };
    }
  };
}
