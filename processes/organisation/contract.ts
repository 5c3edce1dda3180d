import { z } from 'zod';
import { documentKindNames } from '../../law/documents/kinds.ts';
import { isCreditCode } from '../../law/identifiers.ts';
import { isPlainDate } from '../../law/plain-date.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { isRegionCode } from '../../law/region-code.ts';

/** Shapes of organisations, people, log-in and set-up on the wire. Console and sdk read these. */

export const Day = z.string().refine(isPlainDate, '应为日期，如 2026-03-05').transform((text) => text as PlainDate);
const DayText = z.string();
export const CreditCode = z.string().trim().toUpperCase().refine(isCreditCode, '统一社会信用代码不正确：18 位，末位为校验码');
export const RegionCodeText = z.string().refine(isRegionCode, '应为六位行政区划代码');
const line = (most: number) => z.string().trim().min(1).max(most).regex(/^[^\u0000-\u001f\u007f]*$/, '不能含有控制字符');
export const AccountName = z.string().trim().toLowerCase().regex(/^[a-z][a-z0-9._-]{2,39}$/, '账号为 3 至 40 位小写字母、数字、点、横线，以字母开头');
const Secret = z.string().min(1).max(200);
const Code = z.string().min(6).max(40);

export const StaffPost = z.enum(['cataloguer', 'clerk', 'head', 'chief', 'operator', 'security', 'reviewer', 'lead']);
export const AnyPost = z.enum([...StaffPost.options, 'platform-system', 'platform-security', 'platform-audit']);

/* ---- log-in and sessions ---- */

export const LoginBody = z.object({ account: z.string().min(1).max(100), password: Secret, code: z.string().max(40).optional() });
/** One choice after log-in: an own post, or one that was delegated (`behalfOf`: the giver). */
export const PostChoice = z.object({ org: z.string(), orgName: z.string(), post: z.string(), postZh: z.string(), behalfOf: z.string().nullable(), behalf: z.boolean() });
export type PostChoice = z.infer<typeof PostChoice>;
/** code: send again with the code · password: `POST /session/password` · enrol: `POST /session/totp` · choose-post: `POST /session/post` */
export const LoginAnswer = z.object({ next: z.enum(['code', 'password', 'enrol', 'choose-post', 'done']), posts: z.array(PostChoice) });
export const ChoosePost = z.object({ org: z.string().max(18), post: AnyPost, behalfOf: z.uuid().nullable().optional() });
export const SessionView = z.object({
  actor: z.object({ org: z.string(), orgName: z.string(), orgKind: z.string(), region: z.string(), post: z.string(), postZh: z.string(), label: z.string(), kind: z.enum(['staff', 'system', 'security', 'audit']), behalf: z.boolean() }),
  person: z.object({ id: z.string(), account: z.string(), name: z.string() }),
  platform: z.object({ name: z.string(), org: z.string(), orgName: z.string(), region: z.string(), regionName: z.string(), version: z.string() }),
  today: z.object({ legal: DayText, weekday: z.number(), weekdayZh: z.string(), working: z.boolean(), name: z.string().nullable() }),
  mark: z.enum(['demo', 'test']).nullable(),
  insecure: z.boolean(),
  alarms: z.array(z.string()), // what stops or endangers calls now: said on every page
  posts: z.array(PostChoice),
  idleSeconds: z.number(),
  endsAt: z.string(),
  confirmedUntil: z.string(), // grave acts need no password before
  last: z.object({ at: z.string(), address: z.string(), failures: z.number() }).nullable(),
  passwordEndsOn: z.string(),
  recoveryCodesLeft: z.number(),
});
export type SessionView = z.infer<typeof SessionView>;
export const ConfirmBody = z.object({ password: Secret, code: Code.optional() });
export const ConfirmAnswer = z.object({ confirmedUntil: z.string() });
export const PasswordBody = z.object({ old: Secret, new: Secret });
export const EnrolmentView = z.object({ secret: z.string(), otpauth: z.string(), qr: z.string() });
export const CodeBody = z.object({ code: Code });
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export const EnrolledView = LoginAnswer.extend({ recoveryCodes: z.array(z.string()) });

/** What anybody may see before log-in: the page's name, and whether it is set up. */
export const Front = z.object({
  setUp: z.boolean(), name: z.string().nullable(), regionName: z.string().nullable(), orgName: z.string().nullable(), mark: z.enum(['demo', 'test']).nullable(), insecure: z.boolean(), version: z.string(),
});

/* ---- set-up, officers, activation ---- */

export const OfficerKind = z.enum(['system', 'security', 'audit']);
export const TokenParams = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export const RegionView = z.object({ code: z.string(), name: z.string(), level: z.number(), parent: z.string().nullable(), children: z.number().optional() });
export const SetupView = z.object({
  endsAt: z.string(),
  done: z.object({ region: z.string(), regionName: z.string(), name: z.string(), orgName: z.string() }).nullable(), // the platform is known, only officers are missing
  calendar: z.array(z.object({ year: z.number(), known: z.boolean(), workingDays: z.number(), makeUpDays: z.number() })),
  checks: z.array(z.object({ zh: z.string(), ok: z.boolean(), text: z.string() })),
});
export const OrganisationBody = z.object({ code: CreditCode, name: line(100), shortName: line(30) });
export const SetupBody = z.object({
  region: RegionCodeText.optional(), name: line(60).optional(),
  operator: OrganisationBody.optional(), // who runs the platform
  authority: OrganisationBody.optional(), // absent: the operator is the authority itself
});
export const LinkView = z.object({ kind: OfficerKind, zh: z.string(), url: z.string(), endsAt: z.string() });
export const SetupAnswer = z.object({ links: z.array(LinkView) });
export const OfficerView = z.object({ kind: OfficerKind, zh: z.string(), platform: z.string(), endsAt: z.string(), stage: z.enum(['password', 'code']), policy: z.string() });
export const OfficerBody = z.object({ account: AccountName, name: line(60), password: Secret });
export const ActivateView = z.object({ account: z.string(), orgName: z.string(), platform: z.string(), endsAt: z.string(), policy: z.string() });
/** `code`: 启用码, from the system officer. */
export const ActivateBody = z.object({ code: Code, password: Secret });

/* ---- organisations and regions ---- */

export const OrganisationKind = z.enum(['department', 'authority', 'government', 'platform', 'other']);
const text = (most: number) => z.string().trim().max(most);
export const Profile = z.object({
  office: text(200).optional(), // 共享工作机构 (Art. 11)
  contact: text(200).optional(), // its channel, 校核 too (Art. 26)
  duties: text(4000).optional(),
  sharingRules: text(4000).optional(), // Art. 10
  correctionRules: text(4000).optional(), // Art. 26
  securityRules: text(4000).optional(), // Art. 35
  emergencyPlan: text(4000).optional(),
});
export const NewOrganisation = OrganisationBody.extend({
  region: RegionCodeText, kind: OrganisationKind, authority: CreditCode.nullable().optional(), vertical: z.boolean().default(false), since: Day.optional(), profile: Profile.default({}), document: line(200),
});
export const ChangeOrganisation = z.object({ name: line(100).optional(), shortName: line(30).optional(), authority: CreditCode.nullable().optional(), vertical: z.boolean().optional(), profile: Profile.optional(), endedOn: Day.optional(), document: line(200) });
export const OrganisationView = z.object({
  code: z.string(), region: z.string(), regionName: z.string(), name: z.string(), shortName: z.string(), kind: OrganisationKind, authority: z.string().nullable(), authorityName: z.string().nullable(),
  vertical: z.boolean(), since: DayText, endedOn: DayText.nullable(), people: z.number(), missing: z.array(z.string()), // what Art. 10, 11, 26 and 35 call for and is absent
});
export const OrganisationDetail = OrganisationView.extend({ profile: Profile, posts: z.array(z.object({ post: z.string(), postZh: z.string(), person: z.string(), account: z.string(), name: z.string(), from: DayText, to: DayText.nullable() })) });
export const OrganisationQuery = z.object({ q: z.string().max(100).optional(), region: z.string().max(6).optional(), kind: OrganisationKind.optional(), after: z.string().max(18).optional(), size: z.coerce.number().int().min(1).max(200).default(50) });
export const OrganisationPage = z.object({ rows: z.array(OrganisationView), after: z.string().nullable() });
export const RegionQuery = z.object({ parent: z.string().max(6).optional(), q: z.string().max(50).optional() });
export const RegionList = z.object({ rows: z.array(RegionView) });
export const NewRegion = z.object({ code: z.string().regex(/^\d{6}$/), name: line(60), parent: RegionCodeText, from: Day, document: line(200) });

/* ---- accounts (ZH): what its acts state ---- */

const Asked = z.object({ org: CreditCode, post: StaffPost, from: Day, to: Day.nullable() });
export const AskedPosts = z.array(Asked).max(20);
export const accountActs = {
  /** `until`: the end of an entrusted party's contract (Art. 36), for its people alone. `posts`: what their organisation asked for, on `document`. */
  create: z.object({ person: z.object({ account: AccountName, name: line(60) }), organisation: CreditCode, until: Day.nullable().optional(), entrusted: z.string().max(60).optional(), posts: AskedPosts.default([]), document: line(200).optional() }),
  activate: z.object({ posts: AskedPosts.min(1).optional() }), // absent: those that were asked for
  refuse: z.object({ reason: line(1000) }),
  'set-posts': z.object({ posts: AskedPosts }),
  lock: z.object({ reason: line(1000) }),
  close: z.object({ reason: line(1000) }),
};
export const AccountOwn = z.object({
  person: z.string(), account: z.string(), name: z.string(), org: z.string(), orgName: z.string(), kind: z.string(), state: z.string(), endsOn: z.string().nullable(), entrusted: z.string().nullable(),
  asked: z.array(z.object({ org: z.string(), orgName: z.string(), post: z.string(), postZh: z.string(), from: z.string(), to: z.string().nullable() })),
  posts: z.array(z.object({ org: z.string(), orgName: z.string(), post: z.string(), postZh: z.string(), from: z.string(), to: z.string().nullable() })),
  link: z.object({ madeAt: z.string(), endsAt: z.string() }).nullable(), // the security officer's half, where it stands
  code: z.object({ madeAt: z.string(), endsAt: z.string() }).nullable(), // the system officer's half
});
export const AccountRowView = z.object({
  person: z.string(), account: z.string(), name: z.string(), kind: z.string(), org: z.string(), orgName: z.string(), state: z.string(), stateZh: z.string(), endsOn: z.string().nullable(), ref: z.string().nullable(),
  madeAt: z.string(), lastLoginAt: z.string().nullable(), factor: z.boolean(), password: z.boolean(),
});
export const AccountQuery = z.object({ state: z.enum(['inactive', 'active', 'locked', 'closed']).optional(), org: z.string().max(18).optional(), q: z.string().max(60).optional(), after: z.string().max(40).optional(), size: z.coerce.number().int().min(1).max(200).default(50) });
export const AccountPage = z.object({ rows: z.array(AccountRowView), after: z.string().nullable() });
/** Shown once to the security officer, who hands it to the person. */
export const ActivationLink = z.object({ url: z.string(), endsAt: z.string() });
/** Shown once to the system officer, who hands it to the person by another way. */
export const ActivationCode = z.object({ account: z.string(), code: z.string(), codeEndsAt: z.string() });
export const PersonParams = z.object({ person: z.uuid() });

export const ImportPeople = z.object({ csv: z.string().max(900_000).optional(), rows: z.array(z.unknown()).max(2000).optional() });
/** `codes`: shown this once; an import sent again after a broken line has none for the accounts it had already made. `row`: the line of the sheet, its header the first. `left`: header and lines that were not taken, to be put right and sent again. */
export const ImportAnswer = z.object({ made: z.number(), codes: z.array(ActivationCode), problems: z.array(z.object({ row: z.number(), about: z.string(), message: z.string() })), left: z.string() });

export const DelegationBody = z.object({ taker: AccountName, from: Day, to: Day });
export const DelegationView = z.object({ id: z.string(), org: z.string(), post: z.string(), postZh: z.string(), giver: z.string(), taker: z.string(), from: DayText, to: DayText });

/* ---- what officers and authorities set ---- */

export const SecuritySettingsBody = z.object({
  idleMinutes: z.number().int().min(5).max(30), absoluteHours: z.number().int().min(1).max(12), passwordLeast: z.number().int().min(10).max(64), passwordClasses: z.number().int().min(3).max(4),
  passwordKept: z.number().int().min(5).max(24), passwordDays: z.number().int().min(30).max(180), factorForAll: z.boolean(),
});
export const OpenSessions = z.object({ rows: z.array(z.object({ id: z.string(), person: z.string(), account: z.string(), name: z.string(), org: z.string().nullable(), orgName: z.string().nullable(), post: z.string().nullable(), address: z.string(), madeAt: z.string(), seenAt: z.string() })) });

const NoticeDays = z.array(z.object({ date: Day, name: line(30), rest: z.boolean() })).min(1).max(120);
export const NoticeBody = z.object({ region: RegionCodeText, year: z.number().int().min(2007).max(2199), version: z.number().int().min(1).max(99), sources: z.array(line(300)).min(1).max(10), basis: line(300).optional() /* of a region's own: the rule of its government */, days: NoticeDays });
export const NoticeParams = z.object({ region: z.string(), year: z.coerce.number().int(), version: z.coerce.number().int() });
export const NoticeView = z.object({ region: z.string(), regionName: z.string(), year: z.number(), version: z.number(), sources: z.array(z.string()), basis: z.string().nullable(), days: z.array(z.object({ date: z.string(), name: z.string(), rest: z.boolean() })), builtIn: z.boolean(), signedAt: z.string().nullable(), inForce: z.boolean() });
export const CalendarQuery = z.object({ region: RegionCodeText.optional(), year: z.coerce.number().int().min(2007).max(2199).optional() });
export const CalendarView = z.object({ region: z.string(), lastYear: z.number(), notices: z.array(NoticeView), year: z.number(), days: z.array(z.object({ date: z.string(), kind: z.enum(['working', 'rest', 'make-up']), name: z.string().nullable() })) });
export const SignAnswer = z.object({ recomputed: z.number() });

const DocumentBody = z.object({ title: line(200), number: line(100), from: Day, to: Day.nullable() });
export const LocalRuleBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('adoption'), name: z.string().max(60), by: DocumentBody }),
  z.object({ kind: z.literal('limit'), procedure: z.string().max(40), clock: z.string().max(40), class: z.string().max(40), what: z.enum(['limit', 'extension']), workingDays: z.number().int(), by: DocumentBody }),
  z.object({ kind: z.literal('number'), name: z.string().max(60), value: z.number().int(), by: DocumentBody }),
]);
export const JurisdictionView = z.object({
  region: z.string(), regionName: z.string(), rules: z.array(z.object({ id: z.string(), kind: z.string(), zh: z.string(), text: z.string(), document: z.string(), from: z.string(), to: z.string().nullable() })),
  adoptable: z.array(z.object({ name: z.string(), zh: z.string() })),
  numbers: z.array(z.object({ name: z.string(), zh: z.string(), value: z.number(), least: z.number(), most: z.number() })),
  limits: z.array(z.object({ procedure: z.string(), procedureZh: z.string(), clock: z.string(), clockZh: z.string(), class: z.string(), basis: z.string(), basisZh: z.string(), national: z.number(), now: z.number(), extension: z.number() })),
});
/** How papers look and are numbered in a region; law/documents/template.ts holds the bounds. */
const Millimetres = z.number();
export const TemplateBody = z.object({
  heads: z.array(z.enum(documentKindNames)).max(10), fileNumber: line(60).nullable(),
  codes: z.array(z.object({ org: CreditCode, text: line(10) })).max(500),
  margins: z.object({ top: Millimetres, right: Millimetres, bottom: Millimetres, left: Millimetres }), line: z.number(),
  signature: z.enum(['sealed', 'plain']), contact: z.string().trim().max(200).regex(/^[^\u0000-\u001f\u007f]*$/, '不能含有控制字符'), by: DocumentBody,
});
const TemplateRow = z.object({
  version: z.number().int(), heads: z.array(z.enum(documentKindNames)), fileNumber: z.string().nullable(), codes: z.array(z.object({ org: z.string(), orgName: z.string(), text: z.string() })),
  margins: TemplateBody.shape.margins, line: z.number(), signature: z.enum(['sealed', 'plain']), contact: z.string(), document: z.string(), from: z.string(), to: z.string().nullable(),
  state: z.enum(['in-force', 'to-come', 'ended', 'withdrawn']), madeAt: z.string(),
});
export const TemplatesView = z.object({
  region: z.string(), regionName: z.string(), rows: z.array(TemplateRow), organisations: z.array(z.object({ code: z.string(), name: z.string() })),
});
export const DictionaryEntry = z.object({ list: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/), code: line(40), zh: line(100), from: Day, to: Day.nullable().optional() });
export const DictionaryView = z.object({ rows: z.array(z.object({ list: z.string(), code: z.string(), zh: z.string(), from: z.string(), to: z.string().nullable() })) });

/* ---- audit ---- */

export const AccessQuery = z.object({ person: z.uuid().optional(), org: z.string().max(18).optional(), act: z.string().max(60).optional(), object: z.string().max(120).optional(), result: z.enum(['ok', 'refused']).optional(), from: Day.optional(), to: Day.optional(), after: z.string().max(100).optional(), size: z.coerce.number().int().min(1).max(200).default(50) });
export const AccessPage = z.object({ rows: z.array(z.object({ id: z.string(), at: z.string(), person: z.string().nullable(), who: z.string(), org: z.string().nullable(), post: z.string().nullable(), address: z.string(), act: z.string(), object: z.string(), objectZh: z.string().nullable() /* number or code of what the address stands for */, result: z.string(), request: z.string() })), after: z.string().nullable(), lookedTo: z.string().nullable() /* words were looked for as far back as this; `after` goes on */ });
export const LegalDateBody = z.object({ date: Day });
export const LegalDateAnswer = z.object({ legal: z.string(), swept: z.number() });
export const LedgerView = z.object({ size: z.number(), root: z.string(), pending: z.number(), heads: z.array(z.object({ size: z.number(), root: z.string(), at: z.string(), key: z.string() })) });

/* ---- after a restoration; records whose time has passed ---- */

export const RestorationView = z.object({ rows: z.array(z.object({ id: z.string(), at: z.string(), backupMadeAt: z.string(), ledgerSize: z.number(), ledgerRoot: z.string(), security: z.boolean(), authority: z.boolean() })) });
/** What was compared (heads.log, record files) and what changed since the backup. */
export const ConfirmRestorationBody = z.object({ note: z.string().trim().min(1, '请写明核对情况').max(2000) });
export const DisposalBody = z.object({ partition: z.string().regex(/^[a-z][a-z0-9_]{1,62}$/), reason: z.string().trim().min(1, '请写明理由').max(1000) });
export const DisposalView = z.object({
  expired: z.array(z.object({ partition: z.string(), from: z.string(), to: z.string(), keepUntil: z.string() })),
  lists: z.array(z.object({ id: z.string(), partition: z.string(), rows: z.number(), files: z.number(), reason: z.string(), seenBy: z.string().nullable(), approvedBy: z.string().nullable(), doneAt: z.string().nullable() })),
});
