/** Text inside single quotes of a shell. */
export const shell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A literal that JavaScript, Java and Python read alike: ASCII, in double quotes. */
export const literal = (text: string): string => JSON.stringify(text).replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Keys as they stand in an address. */
export const queryOf = (query: Readonly<Record<string, string>>): string => new URLSearchParams(query).toString();
