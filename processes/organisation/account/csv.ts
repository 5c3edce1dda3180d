/** Cells of a CSV text (RFC 4180): quotes doubled inside quotes, lines by CRLF or LF, a byte-order mark ignored; tabs where a sheet was pasted. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => { row.push(cell); cell = ''; };
  const endRow = (): void => { endCell(); rows.push(row); row = []; };
  const plain = text.replace(/^\uFEFF/, '');
  const head = plain.slice(0, plain.indexOf('\n') + 1);
  const separator = head.includes('\t') && !head.includes(',') ? '\t' : ',';
  for (let at = 0; at < plain.length; at += 1) {
    const c = plain.charAt(at);
    if (quoted) {
      if (c !== '"') cell += c;
      else if (plain.charAt(at + 1) === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === separator) endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

/** The same the other way: what the reader gives back as it was. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\n');
}
