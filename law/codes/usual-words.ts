/**
 * Words that people say, with the word that laws and standards have for the same thing: whoever searches by the first finds
 * the second also, everywhere and from the first day. What else is called otherwise in a region its authority keeps (检索同义词).
 * One way only: who types the word of the standard means it. Sources are recalled, not read here.
 */
export const usualWords: readonly { readonly said: readonly string[]; readonly written: string; readonly source: string }[] = [
  { said: ['身份证', '身份证号', '身份证号码', '居民身份证号码'], written: '公民身份号码', source: '《中华人民共和国居民身份证法》第三条；GB 11643' },
  { said: ['信用代码', '社会信用代码'], written: '统一社会信用代码', source: 'GB 32100' },
  { said: ['户口本', '户口簿'], written: '居民户口簿', source: '《中华人民共和国户口登记条例》' },
  { said: ['房产证', '房本'], written: '不动产权证书', source: '《不动产登记暂行条例实施细则》第二十条' },
  { said: ['驾照', '驾驶证'], written: '机动车驾驶证', source: '《中华人民共和国道路交通安全法》第十九条' },
  { said: ['行驶证'], written: '机动车行驶证', source: '《中华人民共和国道路交通安全法》第八条' },
  { said: ['毕业证', '学历证'], written: '学历证书', source: '《中华人民共和国教育法》第二十二条' },
  { said: ['出生证', '出生证明'], written: '出生医学证明', source: '《中华人民共和国母婴保健法》第二十三条' },
  { said: ['残疾证'], written: '残疾人证', source: '《中华人民共和国残疾人证管理办法》' },
  { said: ['社保'], written: '社会保险', source: '《中华人民共和国社会保险法》' },
  { said: ['医保'], written: '医疗保险', source: '《中华人民共和国社会保险法》第三章' },
  { said: ['低保'], written: '最低生活保障', source: '《社会救助暂行办法》第二章' },
  { said: ['个体户'], written: '个体工商户', source: '《促进个体工商户发展条例》' },
];
