import { queryOf, shell } from './quote.ts';
import type { Holder, Template } from './template.ts';

const head = ({ base, rid, sid }: Holder): string => `#!/usr/bin/env bash
# 密钥从环境变量读取，不写入文件：export SHUQIAO_APP_KEY=…
set -euo pipefail
base=${shell(base)}
rid=${shell(rid)}
sid=${shell(sid)}
`;

/** The secret reaches curl by its standard input: arguments of a process are seen by everybody on the machine. */
const rest = (holder: Holder): string => `${head(holder)}
# 一、换取令牌（RFC 6749 §4.4），15 分钟内有效，到期再换
answer=$(printf 'user = "%s:%s"\\n' "$rid" "$SHUQIAO_APP_KEY" \\
  | curl --silent --show-error --config - --data grant_type=client_credentials "$base/oauth2/token")
token=$(printf '%s' "$answer" | sed -n 's/.*"access_token":"\\([^"]*\\)".*/\\1/p')
[ -n "$token" ] || { echo "$answer" >&2; exit 1; }

# 二、调用；more 为 true 时加 page=2 再取
answer=$(printf 'header = "authorization: Bearer %s"\\n' "$token" \\
  | curl --silent --fail-with-body --config - "$base/api/data/$sid?"${shell(queryOf(holder.query))}) || { echo "$answer" >&2; exit 1; }
echo "$answer"
`;

const national = (holder: Holder): string => `${head(holder)}
# 供联调：openssl 的参数本机其他用户看得到，正式系统请用 Java、Python、TypeScript 的写法。
# 签名：Base64(HMAC-SHA256(密钥, sid + rid + rtime))，rtime 为毫秒
sign() { printf '%s' "$sid$rid$2" | openssl dgst -sha256 -hmac "$1" -binary | base64; }

# 一、以授权码签名，领取调用密钥；密钥用授权码解密（AES-128-ECB，SHA-1 两次取前 16 字节）
rtime=$(date +%s)000
answer=$(printf '{"gjgxjhpt_rid":"%s","gjgxjhpt_sid":"%s","gjgxjhpt_rtime":"%s","gjgxjhpt_sign":"%s"}' "$rid" "$sid" "$rtime" "$(sign "$SHUQIAO_APP_KEY" "$rtime")" \\
  | curl --silent --show-error --header 'content-type: application/json' --data @- "$base/sysapi/auth/refreshappsecret")
sealed=$(printf '%s' "$answer" | sed -n 's/.*"secret":"\\([^"]*\\)".*/\\1/p')
[ -n "$sealed" ] || { echo "$answer" >&2; exit 1; }
aes=$(printf '%s' "$SHUQIAO_APP_KEY" | openssl dgst -sha1 -binary | openssl dgst -sha1 -binary | head -c 16 | od -An -tx1 | tr -d ' \\n')
secret=$(printf '%s' "$sealed" | openssl base64 -d -A | openssl enc -d -aes-128-ecb -K "$aes")

# 二、以调用密钥签名，调用；密钥有效期内不必重领
rtime=$(date +%s)000
answer=$(curl --silent --show-error --header "gjgxjhpt_rid: $rid" --header "gjgxjhpt_sid: $sid" --header "gjgxjhpt_rtime: $rtime" \\
  --header "gjgxjhpt_sign: $(sign "$secret" "$rtime")" "$base/gateway/httpproxy?"${shell(queryOf(holder.query))})
case "$answer" in '['*) echo "$answer" ;; *) echo "$answer" >&2; exit 1 ;; esac
`;

export const curl: Template = { rest, national };
