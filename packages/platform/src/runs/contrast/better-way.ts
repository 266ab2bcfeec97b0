const LOWER = new Set(
  'loss logloss error err mae mse rmse mape smape mase brier perplexity ppl latency ms seconds time duration wer cer fid deviance cost regret ece pinball'.split(
    ' ',
  ),
);
const HIGHER = new Set(
  'accuracy acc auc auroc auprc f1 precision recall r2 ap map ndcg mrr iou dice bleu rouge mcc kappa score reward silhouette sensitivity specificity throughput'.split(
    ' ',
  ),
);

/** Which way a metric is better, as its name says: `val/logLoss` is lower, `roc_auc` higher; undefined where it does not say. */
export function betterWay(metric: string): 'higher' | 'lower' | undefined {
  const words = metric
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  // `error_score` is an error: a word of loss outweighs the others.
  if (words.some((word) => LOWER.has(word))) return 'lower';
  return words.some((word) => HIGHER.has(word)) ? 'higher' : undefined;
}
