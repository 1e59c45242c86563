export interface ProvideOptions {
  signal?: AbortSignal;
  announce?: (sentence: string) => void;
}
export interface BrokerProgram {
  java: string;
  jar: string;
  home: string;
}
export const CHROMIUM_ADVICE: string;
export const FAKETIME_ADVICE: string;
export const PYTHON_ADVICE: string;
export function findChromium(): string | null;
export function provideChromium(options?: ProvideOptions): Promise<string>;
export function findFaketime(): string | null;
export function findPython(): string | null;
export function provideBroker(): Promise<BrokerProgram>;
