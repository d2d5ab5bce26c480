/** JSON from outside, read step by step: what is not of the expected kind is undefined, and nothing throws. */
export type Json = { readonly [key: string]: unknown };

export const record = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
