const RENAMED = '-renamed';

/** What a connection is called while it has another name. */
export const renamed = (connection: string): string => connection + RENAMED;

/** What was written under another name, as if nothing had been renamed: ids name the same jobs. */
export const underFirstNames = (text: string): string => text.replaceAll(RENAMED, '');
