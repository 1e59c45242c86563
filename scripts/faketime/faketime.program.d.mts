export const FAKETIME_ADVICE: string;
export function findFaketime(): string | null;
export function provideFaketime(options?: {
  signal?: AbortSignal;
  announce?: (sentence: string) => void;
}): Promise<string | null>;
