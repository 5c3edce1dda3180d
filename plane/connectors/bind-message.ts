/**
 * Bind, Execute and Sync of one named statement as one buffer, so that a call is one write to the provider and not
 * three pieces gathered by the socket. Message formats: PostgreSQL protocol 3.0, chapter "Message Formats".
 */
export function bindExecuteSync(statement: string, values: readonly (string | Buffer | null)[]): Buffer {
  const lengths: number[] = [];
  let size = 1 + 4 + 1 + statement.length + 1 + 2 + values.length * 2 + 2 + values.length * 4 + 2 + executeAndSync.length;
  for (const value of values) {
    const length = value === null ? -1 : typeof value === 'string' ? Buffer.byteLength(value) : value.length;
    lengths.push(length);
    if (length > 0) size += length;
  }
  const message = Buffer.allocUnsafe(size);
  let at = 0;
  message[at++] = 0x42; // B
  at = message.writeInt32BE(size - executeAndSync.length - 1, at);
  message[at++] = 0; // the unnamed portal
  at += message.write(statement, at, 'latin1');
  message[at++] = 0;
  at = message.writeInt16BE(values.length, at);
  for (const value of values) at = message.writeInt16BE(typeof value === 'string' || value === null ? 0 : 1, at); // text or binary
  at = message.writeInt16BE(values.length, at);
  for (let n = 0; n < values.length; n += 1) {
    const value = values[n] as string | Buffer | null;
    at = message.writeInt32BE(lengths[n] as number, at);
    if (typeof value === 'string') at += message.write(value, at, 'utf8');
    else if (value !== null) at += value.copy(message, at);
  }
  at = message.writeInt16BE(0, at); // results as text
  executeAndSync.copy(message, at);
  return message;
}

/** Execute the unnamed portal to its end; Sync. */
const executeAndSync = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);
