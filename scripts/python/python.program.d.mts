export const PYTHON_ADVICE: string;
export function findPython(): string | null;
export function providePython(options?: {
  signal?: AbortSignal;
  announce?: (sentence: string) => void;
}): Promise<string | null>;
