/** Codes that were once in the table, with the day they left it. Never used again: records and logs still name them. */
export const retired: Readonly<Record<string, string>> = {
  GATE_REFUSED: '2026-11-29',
  GATE_AWAITS_REOPENING: '2026-11-29',
};
