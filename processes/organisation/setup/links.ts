import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../../law/errors.ts';
import type { Context } from '../../../platform/http/route.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { hashToken, newToken } from '../login/secrets.ts';
import { bindLink, insertLink, lockLink } from '../store/links.ts';
import type { LinkRow, OfficerKind, Purpose } from '../store/links.ts';

/** Addresses that work once, are shown once and are kept hashed. */
const minutesOf: Readonly<Record<Purpose, number>> = { setup: 30, officer: 72 * 60, activate: 72 * 60 };
const browserCookie = 'shuqiao-link';

export interface MadeLink { readonly url: string; readonly endsAt: string }

export async function makeLink(tx: Tx, purpose: Purpose, base: string, of: { kind?: OfficerKind; person?: string; madeBy?: string } = {}): Promise<MadeLink> {
  const token = newToken();
  const endsAt = await insertLink(tx, { hash: hashToken(token), purpose, minutes: minutesOf[purpose], ...of });
  return { url: `${base}/${purpose}/${token}`, endsAt };
}

/**
 * The address that somebody opened, locked. The first browser that opens it keeps it: to any other it is spent.
 * @throws LINK_SPENT, SETUP_LINK_INVALID
 */
export async function openLink(tx: Tx, ctx: Context, token: string, purpose: Purpose): Promise<LinkRow> {
  const spent = (): never => fail(purpose === 'setup' ? 'SETUP_LINK_INVALID' : 'LINK_SPENT');
  const link = await lockLink(tx, hashToken(token), purpose) ?? spent();
  const known = ctx.cookie(browserCookie);
  if (link.browser !== null) {
    if (known === undefined || !hashToken(known).equals(link.browser)) spent();
    return link;
  }
  const browser = known ?? newToken();
  await bindLink(tx, link.hash, hashToken(browser));
  if (known === undefined) ctx.setCookie(browserCookie, browser);
  return link;
}

/** setup.url in the home, for whoever may read it: nobody but this user. */
export function writeSetupUrl(home: string, url: string): string {
  const path = join(home, 'setup.url');
  writeFileSync(path, `${url}\n`, { mode: 0o600 });
  chmodSync(path, 0o600); // the file may have been there with another mode
  return path;
}

export function removeSetupUrl(home: string): void {
  rmSync(join(home, 'setup.url'), { force: true });
}
