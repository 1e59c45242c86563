export interface ProvideOptions {
  signal?: AbortSignal;
  announce?: (sentence: string) => void;
}
export const CHROMIUM_ADVICE: string;
export function findChromium(): string | null;
export function provideChromium(options?: ProvideOptions): Promise<string>;
