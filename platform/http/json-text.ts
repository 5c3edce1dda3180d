/**
 * Reads a JSON text before a parser does: each brace, bracket and colon outside its texts, with the depth at which it stands
 * (of an opening one, the depth that it leads to). Whoever throws from `sees` ends the reading.
 */
export function readStructure(text: string, sees: (mark: 'opens' | 'closes' | 'colon', depth: number) => void): void {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (inText) {
      if (c === 0x5c) at += 1; // backslash: the next character is taken
      else if (c === 0x22) inText = false;
    } else if (c === 0x22) inText = true;
    else if (c === 0x7b || c === 0x5b) sees('opens', depth += 1);
    else if (c === 0x7d || c === 0x5d) sees('closes', depth -= 1);
    else if (c === 0x3a) sees('colon', depth);
  }
}
