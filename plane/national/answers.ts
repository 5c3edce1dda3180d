/** A refusal as the wire shows it, and as the log knows it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** For counters and records; the REST door makes its code of it (plane/rest/problems.ts). */
  readonly reason: string;
  /** What the REST door's sentence names. */
  readonly params?: Readonly<Record<string, string>>;
}

/** One text for every refusal before the signature has verified (§3.2): strangers cannot list live pairs. */
export function notListed(reason: string): Refusal {
  return { code: 'E-106', message: '请求不存在于授权列表中', reason };
}

/** After the signature, and for the few causes that name no pair: `-1` and why. */
export function refused(reason: string, message: string, params: Refusal['params'] = {}): Refusal {
  return { code: '-1', message, reason, params };
}

export const incomplete = refused('incomplete', '请求参数不完整');
export const closed = refused('closed', '服务暂不可用，请稍后重试');
/** No record, no data: on the national wire no other than a closed gateway. */
export const unrecorded = refused('unrecorded', closed.message);

/** Exactly these members, `data` an empty text on failure, `code` a text: known clients break on anything else (§3.2). */
export function failureBody(refusal: Refusal): string {
  return `{"code":${JSON.stringify(refusal.code)},"data":"","message":${JSON.stringify(refusal.message)}}`;
}

/** The answer of a refresh: exactly these members at both levels. */
export function refreshBody(sealedSecret: string, endsAtMs: number): string {
  return JSON.stringify({ code: '0', message: 'success', data: { secret: sealedSecret, secretEndTime: String(endsAtMs) } });
}
