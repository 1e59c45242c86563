/** Processes of the previous build have names that begin so. */
export const PREVIOUS = 'previous ';

export const isOfPrevious = (name: string): boolean => name.startsWith(PREVIOUS);
