/** CSV that a spreadsheet opens as what it is: text cells, marked as UTF-8. Deliveries of data are none of these: they stay byte-true. */

/** The first line, after the mark by which spreadsheets know UTF-8. */
export function csvHead(cells: readonly string[]): string {
  return `\uFEFF${csvLine(cells)}`;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula gets a leading quote (design.md §9). */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
