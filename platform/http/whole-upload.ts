import { fail } from '../../law/errors.ts';

const mb = 1024 * 1024;

/**
 * An upload that is needed whole in memory, up to `mostMb` megabytes. What came too large or broke off says so.
 *
 * @throws ATTACHMENT_TOO_LARGE, UPLOAD_BROKEN_OFF
 */
export async function wholeUpload(body: NodeJS.ReadableStream, mostMb: number): Promise<Buffer> {
  const tooLarge = (): never => fail('ATTACHMENT_TOO_LARGE', { most: `${mostMb} MB` });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > mostMb * mb) tooLarge();
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (code === 'FST_REQ_FILE_TOO_LARGE') tooLarge();
    if (/ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|ABORT_ERR/.test(code) || (thrown instanceof Error && /unexpected end/i.test(thrown.message))) fail('UPLOAD_BROKEN_OFF');
    throw thrown;
  }
  return Buffer.concat(chunks);
}
