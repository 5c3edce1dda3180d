/** Cells of a CSV text (RFC 4180): quotes doubled inside quotes, lines by CRLF or LF, a byte-order mark ignored. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => { row.push(cell); cell = ''; };
  const endRow = (): void => { endCell(); rows.push(row); row = []; };
  const plain = text.replace(/^\uFEFF/, '');
  for (let at = 0; at < plain.length; at += 1) {
    const c = plain.charAt(at);
    if (quoted) {
      if (c !== '"') cell += c;
      else if (plain.charAt(at + 1) === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}
