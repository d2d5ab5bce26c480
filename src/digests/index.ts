export { buildDigest, type Digest } from './digest.ts';
export { digestView } from './view.ts';
