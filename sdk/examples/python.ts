import { literal } from './quote.ts';
import type { Holder, Template } from './template.ts';

const dict = (query: Readonly<Record<string, string>>): string => `{${Object.entries(query).map(([name, value]) => `${literal(name)}: ${literal(value)}`).join(', ')}}`;
const values = ({ base, rid, sid, query }: Holder): string => `BASE = ${literal(base)}
RID = ${literal(rid)}
SID = ${literal(sid)}
QUERY = urllib.parse.urlencode(${dict(query)})
APP_KEY = os.environ["SHUQIAO_APP_KEY"]  # 密钥从环境变量读取，不写入文件


def send(url, headers, body=None):
    """发出请求，返回 JSON；拒绝时打印说明并退出。"""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers), timeout=30) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        sys.exit(refused.read().decode())
`;

const rest = (holder: Holder): string => `import base64
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

${values(holder)}

def token():
    """换取令牌（RFC 6749 §4.4）：15 分钟内有效，到期再换，不要每次调用都换。"""
    basic = base64.b64encode(f"{RID}:{APP_KEY}".encode()).decode()
    return send(f"{BASE}/oauth2/token", {"authorization": f"Basic {basic}"}, b"grant_type=client_credentials")["access_token"]


answer = send(f"{BASE}/api/data/{SID}?{QUERY}", {"authorization": f"Bearer {token()}"})
print(json.dumps(answer))  # more 为 true 时加 page=2 再取
`;

const national = (holder: Holder): string => `import base64
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

${values(holder)}

def signed(key):
    """签名：Base64(HMAC-SHA256(密钥, sid + rid + rtime))，rtime 为毫秒。"""
    rtime = str(int(time.time() * 1000))
    sign = base64.b64encode(hmac.new(key.encode(), (SID + RID + rtime).encode(), hashlib.sha256).digest()).decode()
    return {"gjgxjhpt_rid": RID, "gjgxjhpt_sid": SID, "gjgxjhpt_rtime": rtime, "gjgxjhpt_sign": sign}


def aes_decrypt(key, data):
    """AES-128-ECB 解密（FIPS 197）。标准库没有 AES；装有 cryptography 包的，用它的三行代替。"""
    def times(a, b):
        product = 0
        while b:
            product ^= a if b & 1 else 0
            a = (a << 1) ^ (0x11B if a & 0x80 else 0)
            b >>= 1
        return product
    inverse = [0] + [next(b for b in range(256) if times(a, b) == 1) for a in range(1, 256)]
    box = [b ^ 0x63 ^ (b << 1 | b >> 7) & 255 ^ (b << 2 | b >> 6) & 255 ^ (b << 3 | b >> 5) & 255 ^ (b << 4 | b >> 4) & 255 for b in inverse]
    words = [list(key[i:i + 4]) for i in range(0, 16, 4)]
    round_constant = 1
    for i in range(4, 44):
        word = words[-1]
        if i % 4 == 0:
            word = [box[b] for b in word[1:] + word[:1]]
            word[0] ^= round_constant
            round_constant = times(round_constant, 2)
        words.append([a ^ b for a, b in zip(words[i - 4], word)])
    keys = [sum(words[i:i + 4], []) for i in range(0, 44, 4)]
    plain = b""
    for start in range(0, len(data), 16):
        state = [a ^ b for a, b in zip(data[start:start + 16], keys[10])]
        for turn in range(9, -1, -1):
            state = [box.index(state[(i - 4 * (i % 4)) % 16]) ^ keys[turn][i] for i in range(16)]
            if turn:
                state = [times(state[c], m[0]) ^ times(state[c + 1], m[1]) ^ times(state[c + 2], m[2]) ^ times(state[c + 3], m[3])
                         for c in range(0, 16, 4) for m in ((14, 11, 13, 9), (9, 14, 11, 13), (13, 9, 14, 11), (11, 13, 9, 14))]
        plain += bytes(state)
    return plain[:-plain[-1]]


def secret():
    """以授权码签名领取调用密钥，用授权码解密（SHA-1 两次取前 16 字节）；有效期内不必重领。"""
    answer = send(f"{BASE}/sysapi/auth/refreshappsecret", {"content-type": "application/json"}, json.dumps(signed(APP_KEY)).encode())
    if answer["code"] != "0":
        sys.exit(f"{answer['code']} {answer['message']}")
    key = hashlib.sha1(hashlib.sha1(APP_KEY.encode()).digest()).digest()[:16]
    return aes_decrypt(key, base64.b64decode(answer["data"]["secret"])).decode()


answer = send(f"{BASE}/gateway/httpproxy?{QUERY}", signed(secret()))
if not isinstance(answer, list):
    sys.exit(f"{answer['code']} {answer['message']}")
print(json.dumps(answer))
`;

export const python: Template = { rest, national };
