/** What a file is by its first bytes, where it is no zip: said so that its owner knows what to do. Null: a zip, look inside. */
export function kindOf(bytes: Buffer): string | null {
  if (bytes.length === 0) return '文件是空的';
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) return null;
  if (bytes.subarray(0, 8).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))) {
    return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? '文件设有打开密码，请去掉密码' : '这是旧版 .xls 或 .et 文件，请用 WPS 或 Excel 另存为 .xlsx';
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return '这是 PDF 文件，不是工作簿';
  const head = bytes.subarray(0, 4_096);
  if (/^\s*(?:\ufeff)?\s*<(?:!doctype|html|\?xml|table)/i.test(head.toString('utf8'))) return '这是网页或者 XML 文件改了扩展名，请用 WPS 或 Excel 打开后另存为 .xlsx';
  return isText(head) ? '这是文本（CSV）文件改了扩展名，请用 WPS 或 Excel 打开后另存为 .xlsx' : '这不是 .xlsx 工作簿';
}

/** Text of any encoding in use here: no control characters but tab and line ends. */
function isText(bytes: Buffer): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
