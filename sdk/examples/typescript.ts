import { literal } from './quote.ts';
import type { Holder, Template } from './template.ts';

const object = (query: Readonly<Record<string, string>>): string => `{ ${Object.entries(query).map(([name, value]) => `${literal(name)}: ${literal(value)}`).join(', ')} }`;
const head = ({ base, rid, sid }: Holder): string => `const base = ${literal(base)};
const rid = ${literal(rid)};
const sid = ${literal(sid)};
const appKey = process.env['SHUQIAO_APP_KEY'] ?? ''; // 密钥从环境变量读取，不写入文件
`;

const rest = (holder: Holder): string => `${head(holder)}
/** 换取令牌（RFC 6749 §4.4）：15 分钟内有效，到期再换，不要每次调用都换。 */
async function token(): Promise<string> {
  const answer = await fetch(\`\${base}/oauth2/token\`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }),
    headers: { authorization: \`Basic \${Buffer.from(\`\${rid}:\${appKey}\`).toString('base64')}\` },
  });
  const body = await answer.json() as { access_token?: string; message?: string };
  if (body.access_token === undefined) throw new Error(body.message);
  return body.access_token;
}

const query = new URLSearchParams(${object(holder.query)});
const answer = await fetch(\`\${base}/api/data/\${sid}?\${query}\`, { headers: { authorization: \`Bearer \${await token()}\` } });
const body = await answer.json() as { data: object[]; page: number; more: boolean; code?: string; detail?: string };
if (!answer.ok) throw new Error(\`\${body.code} \${body.detail}\`); // more 为 true 时加 page=2 再取
console.log(JSON.stringify(body));
`;

const national = (holder: Holder): string => `import { createDecipheriv, createHash, createHmac } from 'node:crypto';

${head(holder)}
/** 签名：Base64(HMAC-SHA256(密钥, sid + rid + rtime))，rtime 为毫秒。 */
function signed(key: string): Record<string, string> {
  const rtime = String(Date.now());
  return { gjgxjhpt_rid: rid, gjgxjhpt_sid: sid, gjgxjhpt_rtime: rtime, gjgxjhpt_sign: createHmac('sha256', key).update(sid + rid + rtime).digest('base64') };
}

/** 以授权码签名领取调用密钥，用授权码解密（AES-128-ECB，SHA-1 两次取前 16 字节）；有效期内不必重领。 */
async function secret(): Promise<string> {
  const answer = await fetch(\`\${base}/sysapi/auth/refreshappsecret\`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(signed(appKey)) });
  const body = await answer.json() as { code: string; message: string; data: { secret: string } };
  if (body.code !== '0') throw new Error(\`\${body.code} \${body.message}\`);
  const sha1 = (data: string | Buffer) => createHash('sha1').update(data).digest();
  const decipher = createDecipheriv('aes-128-ecb', sha1(sha1(appKey)).subarray(0, 16), null);
  return Buffer.concat([decipher.update(body.data.secret, 'base64'), decipher.final()]).toString('utf8');
}

const query = new URLSearchParams(${object(holder.query)});
const answer = await fetch(\`\${base}/gateway/httpproxy?\${query}\`, { headers: signed(await secret()) });
const body = await answer.json() as object[] | { code: string; message: string };
if (!Array.isArray(body)) throw new Error(\`\${body.code} \${body.message}\`);
console.log(JSON.stringify(body));
`;

export const typescript: Template = { rest, national };
