import type { z } from 'zod';
import { dayKind } from '../../../law/calendar.ts';
import { fail } from '../../../law/errors.ts';
import { postNames } from '../../../law/permissions.ts';
import { addDays, plainDate, weekday, weekdayZh } from '../../../law/plain-date.ts';
import { confirmedForMs } from '../../../platform/http/sessions.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { Actor, HeldPost } from '../../../platform/procedures/ports.ts';
import type { PostChoice, SessionView } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { lastPasswords, recoveryCodesLeft } from '../store/credentials.ts';
import { findOrganisations, heldPosts } from '../store/directory.ts';
import { readMark, readPlatform } from '../store/platform.ts';
import { regionName } from '../store/regions.ts';
import { sessionById } from '../store/sessions.ts';
import { readSettings } from '../store/settings.ts';

/** Posts with the names that a person reads. */
export async function choicesOf(tx: Reader, posts: readonly HeldPost[]): Promise<PostChoice[]> {
  const names = new Map((await findOrganisations(tx, posts.map((held) => held.org))).map((org) => [org.code, org.name]));
  return posts.map((held) => ({
    org: held.org, orgName: names.get(held.org) ?? held.org, post: held.post, postZh: postNames[held.post], behalfOf: held.behalfOf ?? null, behalf: held.behalfOf !== undefined,
  }));
}

/** Everything the frame of the console shows: who I am, where, which day it is. */
export async function viewSession(deps: OrganisationDeps, actor: Actor): Promise<SessionView> {
  return transact(deps.db, async (tx) => {
    const row = await sessionById(tx, actor.session) ?? fail('SESSION_ENDED');
    const settings = await readSettings(tx);
    const newest = (await lastPasswords(tx, actor.person, 1))[0];
    const today = await deps.directory.legalToday(tx);
    return {
      actor: await viewActor(deps, tx, actor),
      person: { id: actor.person, account: row.login, name: row.name },
      platform: await viewPlatform(deps, tx),
      today: await viewToday(deps, tx, actor.region),
      mark: await readMark(tx),
      insecure: deps.insecure,
      alarms: [...(deps.alarms?.() ?? [])],
      posts: await choicesOf(tx, await heldPosts(tx, actor.person, today)),
      idleSeconds: settings.idleMinutes * 60,
      endsAt: row.endsAt,
      confirmedUntil: new Date(Date.parse(row.confirmedAt) + confirmedForMs).toISOString(),
      last: row.last,
      passwordEndsOn: newest === undefined ? today : addDays(plainDate(newest.setAt.slice(0, 10)), settings.passwordDays),
      recoveryCodesLeft: await recoveryCodesLeft(tx, actor.person),
    };
  });
}

async function viewActor(deps: OrganisationDeps, tx: Tx, actor: Actor): Promise<z.infer<typeof SessionView>['actor']> {
  const org = await deps.directory.organisation(tx, actor.org) ?? fail('ORGANISATION_NOT_FOUND');
  const postZh = postNames[actor.post];
  return { org: org.code, orgName: org.name, orgKind: org.kind, region: actor.region, post: actor.post, postZh, label: `${org.shortName}·${postZh}`, kind: actor.kind, behalf: actor.behalfOf !== undefined };
}

async function viewPlatform(deps: OrganisationDeps, tx: Tx): Promise<SessionView['platform']> {
  const platform = await readPlatform(tx) ?? fail('SETUP_REQUIRED');
  const org = (await findOrganisations(tx, [platform.org]))[0];
  return { name: platform.name, org: platform.org, orgName: org?.name ?? platform.org, region: platform.region, regionName: await regionName(tx, platform.region), version: deps.version };
}

async function viewToday(deps: OrganisationDeps, tx: Tx, region: string): Promise<SessionView['today']> {
  const legal = await deps.directory.legalToday(tx);
  const day = dayKind(await deps.directory.calendarOf(tx, region), legal);
  return { legal, weekday: weekday(legal), weekdayZh: weekdayZh(legal), working: day.kind !== 'rest', name: day.name };
}
