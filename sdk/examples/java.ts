import { literal, queryOf } from './quote.ts';
import type { Holder, Template } from './template.ts';

const fields = ({ base, rid, sid, query }: Holder): string => `  static final String BASE = ${literal(base)};
  static final String RID = ${literal(rid)};
  static final String SID = ${literal(sid)};
  static final String QUERY = ${literal(queryOf(query))};
  static final String APP_KEY = System.getenv("SHUQIAO_APP_KEY"); // 密钥从环境变量读取，不写入文件
  static final HttpClient HTTP = HttpClient.newHttpClient();
`;
const tail = `
  static String send(HttpRequest request) throws Exception {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** 取 JSON 中的一个文本值；正式系统请用所用框架的 JSON 库。 */
  static String text(String json, String name) {
    Matcher found = Pattern.compile("\\"" + name + "\\"\\\\s*:\\\\s*\\"([^\\"]*)\\"").matcher(json);
    if (!found.find()) { System.err.println(json); System.exit(1); }
    return found.group(1);
  }
}
`;
const imports = (more: readonly string[]): string => [...more, 'java.net.URI', 'java.net.http.HttpClient', 'java.net.http.HttpRequest', 'java.net.http.HttpResponse', 'java.util.Base64', 'java.util.regex.Matcher', 'java.util.regex.Pattern']
  .sort().map((name) => `import ${name};`).join('\n');

const rest = (holder: Holder): string => `${imports([])}

public class Call {
${fields(holder)}
  public static void main(String[] args) throws Exception {
    HttpRequest call = HttpRequest.newBuilder(URI.create(BASE + "/api/data/" + SID + "?" + QUERY)).header("authorization", "Bearer " + token()).build();
    HttpResponse<String> answer = HTTP.send(call, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) { System.err.println(answer.body()); System.exit(1); }
    System.out.println(answer.body()); // more 为 true 时加 page=2 再取
  }

  /** 换取令牌（RFC 6749 §4.4）：15 分钟内有效，到期再换，不要每次调用都换。 */
  static String token() throws Exception {
    String basic = Base64.getEncoder().encodeToString((RID + ":" + APP_KEY).getBytes("UTF-8"));
    return text(send(HttpRequest.newBuilder(URI.create(BASE + "/oauth2/token")).header("authorization", "Basic " + basic)
      .header("content-type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")).build()), "access_token");
  }
${tail}`;

const national = (holder: Holder): string => `${imports(['java.security.MessageDigest', 'java.util.Arrays', 'javax.crypto.Cipher', 'javax.crypto.Mac', 'javax.crypto.spec.SecretKeySpec'])}

public class Call {
${fields(holder)}
  public static void main(String[] args) throws Exception {
    String secret = secret(), time = String.valueOf(System.currentTimeMillis());
    String answer = send(HttpRequest.newBuilder(URI.create(BASE + "/gateway/httpproxy?" + QUERY))
      .header("gjgxjhpt_rid", RID).header("gjgxjhpt_sid", SID).header("gjgxjhpt_rtime", time).header("gjgxjhpt_sign", sign(secret, time)).build());
    if (!answer.startsWith("[")) { System.err.println(answer); System.exit(1); }
    System.out.println(answer);
  }

  /** 签名：Base64(HMAC-SHA256(密钥, sid + rid + rtime))，rtime 为毫秒。 */
  static String sign(String key, String time) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes("UTF-8"), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal((SID + RID + time).getBytes("UTF-8")));
  }

  /** 以授权码签名领取调用密钥，用授权码解密（AES-128-ECB，SHA-1 两次取前 16 字节）；有效期内不必重领。 */
  static String secret() throws Exception {
    String time = String.valueOf(System.currentTimeMillis());
    String body = String.format("{\\"gjgxjhpt_rid\\":\\"%s\\",\\"gjgxjhpt_sid\\":\\"%s\\",\\"gjgxjhpt_rtime\\":\\"%s\\",\\"gjgxjhpt_sign\\":\\"%s\\"}", RID, SID, time, sign(APP_KEY, time));
    String sealed = text(send(HttpRequest.newBuilder(URI.create(BASE + "/sysapi/auth/refreshappsecret")).header("content-type", "application/json")
      .POST(HttpRequest.BodyPublishers.ofString(body)).build()), "secret");
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    byte[] key = Arrays.copyOf(sha1.digest(sha1.digest(APP_KEY.getBytes("UTF-8"))), 16);
    Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
    return new String(cipher.doFinal(Base64.getDecoder().decode(sealed)), "UTF-8");
  }
${tail}`;

export const java: Template = { rest, national };
