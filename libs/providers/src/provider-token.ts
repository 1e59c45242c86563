/** The injection token under which a provider's module provides its implementation. */
export const providerToken = (name: string): string => `provider:${name}`;
