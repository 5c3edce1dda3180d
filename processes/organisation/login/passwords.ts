import { hash, verify } from '@node-rs/argon2';
import { fail } from '../../../law/errors.ts';

/** 登录与口令策略 in force: bounds stand in the table security_setting. */
export interface PasswordPolicy { readonly passwordLeast: number; readonly passwordClasses: number; readonly passwordKept: number; readonly passwordDays: number }

/** argon2id is the library's default; memory in KiB. About 30 ms on one core: a guesser pays it each time. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const longest = 200;

export async function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

export async function isPassword(stored: string, password: string): Promise<boolean> {
  return password.length <= longest && await verify(stored, password).catch(() => false);
}

let decoy: Promise<string> | undefined;

/** Costs what a real check costs, so that time does not tell whether an account exists. */
export async function spendOnNobody(password: string): Promise<void> {
  decoy ??= hashPassword('nobody');
  await isPassword(await decoy, password.slice(0, longest));
}

/** @throws PASSWORD_TOO_WEAK with the first reason */
export function refuseWeak(password: string, login: string, policy: PasswordPolicy): void {
  const why = weakness(password, login, policy);
  if (why !== undefined) fail('PASSWORD_TOO_WEAK', { why });
}

function weakness(password: string, login: string, policy: PasswordPolicy): string | undefined {
  if ([...password].length < policy.passwordLeast) return `少于 ${policy.passwordLeast} 位`;
  if (password.length > longest) return `多于 ${longest} 位`;
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((one) => one.test(password)).length;
  if (classes < policy.passwordClasses) return `大写字母、小写字母、数字、符号中只有 ${classes} 类`;
  if (login.length >= 3 && password.toLowerCase().includes(login.toLowerCase())) return '含有账号名';
  if (/^(.)\1+$/u.test(password)) return '只有一个重复的字符';
  return undefined;
}

/** @throws PASSWORD_REUSED where the new one is among those kept */
export async function refuseReused(password: string, kept: readonly string[]): Promise<void> {
  for (const old of kept) if (await isPassword(old, password)) fail('PASSWORD_REUSED');
}
