export { inProcess } from './in-process.ts';
export { openSandbox, type Sandbox } from './open-sandbox.ts';
export { PROOF_LIMITS, type ProofOptions, proveArtifact, type Release } from './prove-artifact.ts';
export { proveStated } from './prove-stated.ts';
