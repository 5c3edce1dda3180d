import { curl } from './curl.ts';
import { java } from './java.ts';
import { python } from './python.ts';
import type { Door, Holder, Template } from './template.ts';
import { typescript } from './typescript.ts';
export type Language = 'curl' | 'typescript' | 'java' | 'python';

export const languages: Readonly<Record<Language, { readonly label: string; readonly file: string; readonly run: string; readonly needs: string; readonly template: Template }>> = {
  curl: { label: 'curl', file: 'call.sh', run: 'bash call.sh', needs: 'bash、curl、openssl', template: curl },
  typescript: { label: 'TypeScript', file: 'call.ts', run: 'npx tsx call.ts', needs: 'Node 20 以上，不用其他库', template: typescript },
  java: { label: 'Java', file: 'Call.java', run: 'java Call.java', needs: 'JDK 17 以上，不用其他库', template: java },
  python: { label: 'Python', file: 'call.py', run: 'python3 call.py', needs: 'Python 3.8 以上，不用其他库', template: python },
};
export const doors: Readonly<Record<Door, string>> = { rest: 'REST（OAuth 2）', national: '国家平台协议' };

export function exampleOf(language: Language, door: Door, holder: Holder): string {
  return languages[language].template[door](holder);
}
