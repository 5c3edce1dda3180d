// Printed from the migrated database by `npm run shuqiao -- db schema`. Not edited by hand.
import type { ColumnType, Generated } from 'kysely';
import type { PlainDate } from '../../law/plain-date.ts';
import type { Jsonb } from './jsonb.ts';

/** A date: read as PlainDate, written as any 'YYYY-MM-DD'. */
export type Day = ColumnType<PlainDate, string, string>;
type GeneratedDay = ColumnType<PlainDate, string | undefined, string>;
type NullableDay = ColumnType<PlainDate | null, string | null | undefined, string | null>;
type GeneratedJsonb = ColumnType<unknown, string | undefined, string>;
type NullableJsonb = ColumnType<unknown, string | null | undefined, string | null>;

export interface AccessBatchTable {
  region: string;
  id: string;
  openedAt: string;
  closedAt: string | null;
  rows: number | null;
  root: Buffer | null;
}

export interface AccessLogTable {
  region: string;
  at: string;
  id: string;
  batch: string;
  person: string | null;
  org: string | null;
  post: string | null;
  address: string;
  act: string;
  object: string;
  result: string;
  request: string;
}

export interface AccountTable {
  person: string;
  kind: string;
  login: string;
  name: string;
  org: string;
  state: string;
  endsOn: NullableDay;
  entrusted: string | null;
  asked: GeneratedJsonb;
  caseRegion: string | null;
  caseId: string | null;
  madeAt: Generated<string>;
}

export interface ActivationCodeTable {
  person: string;
  hash: Buffer;
  madeBy: string;
  madeAt: Generated<string>;
  endsAt: string;
  usedAt: string | null;
}

export interface AgreementTable {
  region: string;
  id: string;
  requester: string;
  provider: string;
  applicationRegion: string | null;
  applicationId: string | null;
  entryRegion: string;
  entry: string;
  entryVersion: number;
  purpose: string;
  termFrom: Day;
  termTo: NullableDay;
  state: string;
  body: Jsonb;
  suspension: NullableJsonb;
  hold: NullableJsonb;
  rejected: Generated<readonly string[]>;
  disposal: Jsonb;
  deliveredOn: NullableDay;
  collectedOn: NullableDay;
  renewsRegion: string | null;
  renewsId: string | null;
  warned: number | null;
  seal: Buffer | null;
}

export interface AgreementCountTable {
  region: string;
  provider: string;
  requester: string;
  state: string;
  n: number;
}

export interface ApplicationTable {
  region: string;
  id: string;
  entryRegion: string;
  entry: string;
  entryVersion: number;
  body: GeneratedJsonb;
  savedAt: string | null;
  linkage: NullableJsonb;
  points: GeneratedJsonb;
  supplyBy: NullableDay;
  answers: GeneratedJsonb;
  additions: GeneratedJsonb;
  securityOpinion: NullableJsonb;
  proposal: NullableJsonb;
  refusal: NullableJsonb;
  receivedOn: NullableDay;
  grantRegion: string | null;
  grantId: string | null;
  otherGrantRegion: string | null;
  otherGrantId: string | null;
  lateCounted: Generated<boolean>;
  rating: NullableJsonb;
}

export interface ApplicationFigureTable {
  region: string;
  id: string;
  provider: string;
  requester: string;
  attribute: string;
  receivedOn: Day;
  outcome: string | null;
  endedOn: NullableDay;
  onTime: boolean | null;
  days: number | null;
  asked: Generated<boolean>;
  extended: Generated<boolean>;
}

export interface AssessmentTable {
  region: string;
  caseId: string;
  department: string;
  template: string;
  subjectKind: string;
  subject: string;
  subjectName: string;
  scope: Jsonb;
  digest: string;
  answers: GeneratedJsonb;
  level: string | null;
  secrecy: string | null;
  measures: string | null;
  remains: string | null;
  standing: Generated<boolean>;
  concludedOn: NullableDay;
  lapsedOn: NullableDay;
}

export interface AttachmentTable {
  region: string;
  id: string;
  caseRegion: string | null;
  caseId: string | null;
  moveVersion: number | null;
  name: string;
  media: string;
  bytes: number;
  sha256: string;
  org: string;
  madeBy: string;
  madeAt: Generated<string>;
}

export interface CalendarAppliedTable {
  one: Generated<boolean>;
  mark: string;
  at: Generated<string>;
}

export interface CalendarNoticeTable {
  region: string;
  year: number;
  version: number;
  sources: Jsonb;
  days: Jsonb;
  proposedBy: string;
  proposedAt: Generated<string>;
  signedBy: string | null;
  signedAt: string | null;
  basis: string | null;
}

export interface CallBatchTable {
  region: string;
  id: string;
  madeAt: Generated<string>;
  count: number;
  fromAt: string;
  toAt: string;
  root: Buffer;
}

export interface CallRecordTable {
  region: string;
  at: string;
  id: string;
  grantId: string;
  application: string | null;
  caller: string;
  person: string | null;
  purpose: string;
  items: string;
  rows: number;
  bytes: number;
  params: Buffer | null;
  status: string;
  reason: string | null;
  repeats: Generated<number>;
  ms: number;
  address: string;
  claimed: string | null;
  ignored: string | null;
  batch: string;
}

export interface CallSpoolTable {
  region: string;
  id: string;
  line: string;
}

export interface CaseFindTable {
  region: string;
  caseId: string;
  number: string | null;
  title: string;
  marks: readonly string[];
}

export interface CaseLinkTable {
  region: string;
  caseId: string;
  otherRegion: string;
  otherCase: string;
  zh: string;
  linkedAt: Generated<string>;
}

export interface CaseMoveTable {
  region: string;
  caseId: string;
  version: number;
  at: string;
  onDay: Day;
  kind: string;
  act: string;
  fromState: string;
  toState: string;
  org: string | null;
  post: string | null;
  seat: string;
  person: string | null;
  behalfOf: string | null;
  trigger: string | null;
  article: string;
  opinion: string | null;
  states: GeneratedJsonb;
  signs: string | null;
  paper: Generated<boolean>;
  clockEffects: GeneratedJsonb;
  attachments: Generated<readonly string[]>;
  salt: Buffer;
  requestId: string | null;
}

export interface CaseNumberTable {
  region: string;
  kind: string;
  year: number;
  last: number;
}

export interface CasePartyTable {
  region: string;
  caseId: string;
  party: string;
  orgRegion: string;
  org: string;
}

export interface CaseRequestTable {
  region: string;
  requestId: string;
  caseId: string;
  version: number;
  person: string;
  act: string;
  answer: Jsonb;
  at: Generated<string>;
  asked: Buffer | null;
}

export interface CatalogCauseTable {
  region: string;
  caseId: string;
  n: number;
  kind: string;
  onDay: Day;
  document: string;
  clock: number | null;
  answeredIn: number | null;
}

export interface CatalogDraftTable {
  region: string;
  caseId: string;
  entry: string;
  change: string;
  baseVersion: number | null;
  body: Jsonb;
  reason: string | null;
  repeatedReason: string | null;
  open: Generated<boolean>;
  savedAt: string | null;
  savedBy: string | null;
}

export interface CatalogExportTable {
  region: string;
  number: string;
  org: string;
  post: string;
  person: string;
  format: string;
  what: string;
  query: GeneratedJsonb;
  at: Generated<string>;
}

export interface CatalogExportNumberTable {
  region: string;
  day: Day;
  last: number;
}

export interface CatalogImportTable {
  region: string;
  id: string;
  org: string;
  person: string;
  post: string;
  behalfOf: string | null;
  session: string;
  name: string;
  bytes: number;
  sha256: string;
  state: Generated<string>;
  layout: string | null;
  template: string | null;
  assumed: GeneratedJsonb;
  missing: Generated<readonly string[]>;
  sheets: GeneratedJsonb;
  refusal: NullableJsonb;
  rowsRead: Generated<number>;
  found: Generated<number>;
  counts: GeneratedJsonb;
  split: Generated<boolean>;
  rightOnly: Generated<boolean>;
  cause: NullableJsonb;
  handled: Generated<number>;
  drafts: Generated<number>;
  failed: Generated<number>;
  claimedBy: string | null;
  claimedUntil: string | null;
  tries: Generated<number>;
  madeAt: Generated<string>;
  movedAt: Generated<string>;
}

export interface CatalogImportEntryTable {
  region: string;
  import: string;
  n: number;
  parent: number | null;
  kind: string;
  sheet: string;
  rowN: number;
  name: string;
  itemCount: number;
  body: Jsonb;
  problems: GeneratedJsonb;
  errors: Generated<number>;
  differences: GeneratedJsonb;
  entry: string | null;
  caseId: string | null;
  savedAt: string | null;
  version: number | null;
  outcome: string | null;
  why: string | null;
  outcomeCase: string | null;
  outcomeSavedAt: string | null;
  before: NullableJsonb;
}

export interface CatalogImportPieceTable {
  region: string;
  import: string;
  n: number;
  bytes: Buffer;
}

export interface CatalogPointTable {
  region: string;
  caseId: string;
  round: number;
  n: number;
  path: string | null;
  text: string;
  isNew: Generated<boolean>;
}

export interface CirculatedTable {
  region: string;
  caseId: string;
  id: string;
  onDay: Day;
  text: string;
}

export interface ClockTable {
  region: string;
  caseId: string;
  name: string;
  nth: number;
  cause: string | null;
  bound: string;
  calendar: string;
  class: string | null;
  events: Jsonb;
  dueOn: Day;
  plainOn: NullableDay;
  provisional: boolean;
  local: Generated<boolean>;
  asked: NullableJsonb;
  nearOn: Day;
  redOn: Day;
  stoodOn: NullableDay;
  stoppedOn: NullableDay;
  lapsedOn: NullableDay;
  remindedOn: GeneratedDay;
  remindedSlot: Generated<number>;
}

export interface ConnectionTable {
  region: string;
  id: string;
  org: string;
  name: string;
  kind: string;
  host: string;
  port: number;
  database: string;
  schemaName: string;
  login: string;
  sealed: Buffer;
  tls: boolean;
  state: string;
  askedBy: string;
  askedAt: Generated<string>;
  decidedBy: string | null;
  decidedAt: string | null;
  decision: string | null;
  address: string | null;
  up: boolean | null;
  since: string | null;
  checkedAt: string | null;
  fault: string | null;
  version: Generated<number>;
  seal: Buffer | null;
}

export interface CorrectionTable {
  region: string;
  caseId: string;
  requester: string;
  provider: string;
  entryRegion: string;
  entry: string;
  entryVersion: number;
  entryName: string;
  entryCode: string | null;
  keys: Jsonb;
  rule: NullableJsonb;
  grounds: Generated<string>;
  changed: Generated<string>;
  rows: Generated<number>;
  nextRow: Generated<number>;
  upheld: Generated<number>;
  rejected: Generated<number>;
  filedOn: NullableDay;
  answeredOn: NullableDay;
  contested: Generated<boolean>;
  referrals: GeneratedJsonb;
  lookFrom: number | null;
  lookUntil: string | null;
  lookedAt: string | null;
  lookFault: string | null;
  rating: NullableJsonb;
}

export interface CorrectionRecallTable {
  region: string;
  caseId: string;
  org: string;
  n: number;
  grantRegion: string;
  grantId: string;
  how: string;
}

export interface CorrectionReceiverTable {
  region: string;
  caseId: string;
  org: string;
  orgRegion: string;
  rows: Generated<number>;
  toldOn: Day;
  remindOn: Day;
  remindedOn: NullableDay;
  confirmedOn: NullableDay;
  how: string | null;
  said: Generated<string>;
}

export interface CorrectionRowTable {
  region: string;
  caseId: string;
  n: number;
  kind: string;
  item: number | null;
  own: Generated<boolean>;
  keyDigest: Buffer;
  sealed: Buffer;
  answer: string | null;
  answered: Buffer | null;
  former: string | null;
  formerAnswered: Buffer | null;
  looked: string | null;
  lookedAt: string | null;
}

export interface CorrectionRulesTable {
  region: string;
  org: string;
  version: number;
  body: Jsonb;
  madeBy: string;
  onDay: Day;
  at: Generated<string>;
}

export interface CredentialTable {
  rid: string;
  sid: string;
  nth: number;
  region: string;
  grantId: string;
  sealed: Buffer;
  madeAt: Generated<string>;
  endsAt: string | null;
  stoppedAt: string | null;
  seal: Buffer | null;
}

export interface DataKeyTable {
  id: string;
  purpose: string;
  algorithm: number;
  wrapped: Buffer;
  wrappedBy: string;
  madeAt: Generated<string>;
}

export interface DelegationTable {
  region: string;
  id: string;
  org: string;
  post: string;
  giver: string;
  taker: string;
  kind: string;
  validFrom: Day;
  validTo: Day;
  madeAt: Generated<string>;
  endedAt: string | null;
}

export interface DemandTable {
  region: string;
  caseId: string;
  requester: string;
  authority: string | null;
  body: GeneratedJsonb;
  savedAt: string | null;
  stage: Generated<string>;
  joinsRegion: string | null;
  joins: string | null;
  catalogRegion: string | null;
  catalogCase: string | null;
  entryRegion: string | null;
  entry: string | null;
  answer: NullableJsonb;
  declines: GeneratedJsonb;
  title: Generated<string>;
  itemNames: Generated<readonly string[]>;
  words: Generated<string>;
}

export interface DictionaryTable {
  region: string;
  list: string;
  code: string;
  zh: string;
  validFrom: Day;
  validTo: NullableDay;
}

export interface DisposalListTable {
  id: string;
  partition: string;
  rows: number;
  reason: string;
  madeBy: string;
  madeAt: Generated<string>;
  seenBy: string | null;
  seenAt: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  doneAt: string | null;
  files: Generated<number>;
}

export interface DisputeTable {
  region: string;
  caseId: string;
  requester: string;
  provider: string;
  subjectKind: string;
  subjectRegion: string;
  subject: string;
  subjectTitle: string;
  subjectNumber: string | null;
  matter: string | null;
  claim: Generated<string>;
  grounds: Generated<string>;
  forum: string | null;
  forumWhy: Generated<string>;
  record: string | null;
  report: string | null;
  outcome: NullableJsonb;
  reports: GeneratedJsonb;
  open: Generated<boolean>;
}

export interface DocumentTable {
  region: string;
  id: string;
  kind: string;
  caseId: string | null;
  moveVersion: number | null;
  number: string;
  fileNumber: string | null;
  org: string;
  title: string;
  onDay: Day;
  content: string;
  digest: string;
  entryId: string;
  madeBy: string | null;
  madePost: string | null;
  madeAt: string;
}

export interface DocumentFileTable {
  region: string;
  document: string;
  sha256: string;
  bytes: number;
  madeAt: Generated<string>;
}

export interface DocumentSeriesTable {
  region: string;
  org: string;
  series: string;
  last: number;
}

export interface DocumentStampedTable {
  region: string;
  document: string;
  nth: number;
  means: string;
  verdict: string;
  signer: string | null;
  signedAt: string | null;
  sha256: string;
  name: string;
  media: string;
  bytes: number;
  reason: string | null;
  org: string;
  post: string;
  person: string;
  at: string;
  entryId: string;
}

export interface DocumentTemplateTable {
  region: string;
  version: number;
  body: Jsonb;
  madeBy: string;
  madeAt: Generated<string>;
  withdrawnBy: string | null;
  withdrawnAt: string | null;
}

export interface EntryTable {
  region: string;
  id: string;
  provider: string;
  code: string | null;
  state: Generated<string>;
  currentVersion: number | null;
  currentCase: string | null;
  secret: Generated<boolean>;
  outside: GeneratedJsonb;
  madeAt: Generated<string>;
  name: string | null;
}

export interface EntryCaseTable {
  region: string;
  entry: string;
  org: string;
  caseId: string;
  caseRegion: string;
}

export interface EntryChangeTable {
  region: string;
  entry: string;
  id: string;
  onDay: Day;
  at: Generated<string>;
  field: string;
  before: string | null;
  after: string | null;
  org: string;
  post: string;
  person: string;
}

export interface EntryCodeTable {
  region: string;
  classCode: string;
  last: number;
}

export interface EntryFigureTable {
  region: string;
  entry: string;
  asked: Generated<number>;
  granted: Generated<number>;
  refused: Generated<number>;
  withdrawn: Generated<number>;
  onTime: Generated<number>;
  late: Generated<number>;
  supplemented: Generated<number>;
  extended: Generated<number>;
  users: Generated<number>;
  corrections: Generated<number>;
  recent: Generated<readonly number[]>;
  answeredP50: number | null;
  lastAskedOn: NullableDay;
  recentLate: Generated<readonly boolean[]>;
  askedLastFifth: Generated<number>;
  withdrawnAtWish: Generated<number>;
  refusedOther: Generated<number>;
  delivered: Generated<readonly number[]>;
  deliveredP50: number | null;
  rated: Generated<number>;
  ratingSum: Generated<number>;
  qualityRate: number | null;
  qualityRules: number | null;
  qualityFailing: number | null;
  qualityOn: NullableDay;
}

export interface EntryListingTable {
  region: string;
  entry: string;
  version: number;
  code: string;
  name: string;
  summary: string;
  provider: string;
  attribute: string;
  modes: readonly string[];
  updateCycle: string;
  grade: string;
  personal: boolean;
  itemCount: number;
  itemNames: readonly string[];
  publishedOn: Day;
  nameWords: string;
  words: string;
  sounds: Generated<string>;
  indexed: Generated<number>;
  place: Generated<number>;
  sortKey: Generated<string>;
  shelves: Generated<readonly string[]>;
  compared: Generated<boolean>;
}

export interface EntrySubscriberTable {
  region: string;
  entry: string;
  org: string;
  since: Day;
}

export interface EntryVersionTable {
  region: string;
  entry: string;
  version: number;
  caseId: string;
  change: string;
  attribute: string;
  name: string;
  conditions: Jsonb;
  body: Jsonb;
  scopeDigest: string;
  causes: GeneratedJsonb;
  publishedOn: Day;
  publishedAt: Generated<string>;
}

export interface FindingTable {
  region: string;
  caseId: string;
  ground: string;
  clue: boolean;
  concerns: string;
  department: string;
  judge: string;
  judgeOrg: string | null;
  causeCase: string | null;
  causeKind: string | null;
  causeNumber: string | null;
  causeTitle: string | null;
  clock: Generated<string>;
  nth: Generated<number>;
  dueOn: NullableDay;
  raisedOn: Day;
  explainedBy: string | null;
  state: string;
  open: Generated<boolean>;
  mendBy: NullableDay;
}

export interface FormDraftTable {
  region: string;
  person: string;
  org: string;
  post: string;
  kind: string;
  form: string;
  about: string;
  body: Jsonb;
  savedAt: Generated<string>;
}

export interface GateChangeTable {
  region: string;
  changed: number;
  what: string;
  id: string;
  stopped: boolean;
  at: Generated<string>;
}

export interface GateCounterTable {
  region: string;
  last: number;
}

export interface GrantCompiledTable {
  region: string;
  id: string;
  entryRegion: string;
  entry: string;
  entryVersion: number;
  application: string | null;
  provider: string;
  requester: string;
  state: string;
  items: Jsonb;
  rowFilter: GeneratedJsonb;
  masks: GeneratedJsonb;
  purpose: string;
  mode: string;
  serviceKind: string | null;
  termFrom: Day;
  termTo: NullableDay;
  quotaDay: number;
  quotaMinute: number;
  addresses: GeneratedJsonb;
  personRequired: Generated<boolean>;
  timeRule: Generated<string>;
  timeRuleUntil: NullableDay;
  version: Generated<number>;
  renewsRegion: string | null;
  renewsId: string | null;
  deprecatedAt: string | null;
  sunsetOn: NullableDay;
  secretAsSign: Generated<boolean>;
  seal: Buffer | null;
}

export interface GrantLegacyTable {
  region: string;
  id: string;
  grantId: string;
  reason: string;
  fromOn: Day;
  until: Day;
  secretAsSign: boolean;
  org: string;
  person: string;
  endedOn: NullableDay;
  endedBy: string | null;
  warned: number | null;
  post: string;
}

export interface IncidentTable {
  region: string;
  caseId: string;
  department: string;
  what: string;
  since: string;
  data: string;
  source: string;
  entryRegion: string | null;
  entry: string | null;
  entryHidden: Generated<boolean>;
  persons: number | null;
  personal: Generated<boolean>;
  personsText: Generated<string>;
  personsTold: Generated<boolean>;
  notified: Generated<number>;
  notices: GeneratedJsonb;
  stages: GeneratedJsonb;
  measures: string | null;
  cause: string | null;
  mended: string | null;
  lessons: string | null;
}

export interface IncidentGrantTable {
  region: string;
  caseId: string;
  grantRegion: string;
  grantId: string;
}

export interface ItemTable {
  region: string;
  entry: string;
  version: number;
  n: number;
  name: string;
  field: string;
  type: string;
  length: number | null;
  key: boolean;
  nullable: boolean;
  codeSet: string | null;
  sensitivity: string;
  personal: string;
  identifier: string | null;
  grade: string;
}

export interface ItemNameTable {
  region: string;
  name: string;
  entry: string;
  provider: string;
}

export interface KeyCheckTable {
  one: Generated<boolean>;
  keyId: string;
  value: Buffer;
  since: Generated<string>;
}

export interface LedgerEntryTable {
  log: string;
  seq: number;
  region: string;
  id: string;
  kind: string;
  subject: string | null;
  body: string;
  hash: Buffer;
}

export interface LedgerHeadTable {
  log: string;
  size: number;
  at: string;
  root: Buffer;
  keyId: string;
  signature: Buffer;
  publicKey: string | null;
}

export interface LedgerLogTable {
  log: string;
  next: Generated<number>;
  peaks: Generated<readonly Buffer[]>;
  root: Buffer;
  changedAt: Generated<string>;
}

export interface LedgerNodeTable {
  log: string;
  height: number;
  index: number;
  hash: Buffer;
}

export interface LedgerPendingTable {
  region: string;
  id: string;
  kind: string;
  subject: string | null;
  body: string;
  hash: Buffer;
}

export interface LegalCaseTable {
  region: string;
  id: string;
  kind: string;
  number: string | null;
  title: string;
  state: string;
  version: number;
  open: boolean;
  requester: string | null;
  provider: string | null;
  authority: string | null;
  forum: string | null;
  madeBy: string | null;
  facts: GeneratedJsonb;
  createdAt: string;
  movedAt: string;
  privateTo: string | null;
}

export interface LocalRuleTable {
  region: string;
  id: string;
  body: Jsonb;
  madeBy: string;
  madeAt: Generated<string>;
  withdrawnBy: string | null;
  withdrawnAt: string | null;
}

export interface LoginFailureTable {
  subject: string;
  failures: number;
  firstAt: string;
  lastAt: string;
}

export interface MaintenanceTable {
  region: string;
  id: string;
  resource: string;
  fromAt: string;
  toAt: string;
  reason: string;
  madeBy: string;
  madeAt: Generated<string>;
  cancelledAt: string | null;
  plannedTo: string | null;
  shortenedAt: string | null;
}

export interface NotificationTable {
  region: string;
  person: string;
  at: string;
  id: string;
  org: string;
  post: string | null;
  caseRegion: string | null;
  caseId: string | null;
  text: string;
  readAt: string | null;
}

export interface OneTimeLinkTable {
  hash: Buffer;
  purpose: string;
  kind: string | null;
  person: string | null;
  browser: Buffer | null;
  pending: NullableJsonb;
  madeBy: string | null;
  madeAt: Generated<string>;
  endsAt: string;
  usedAt: string | null;
  tries: Generated<number>;
}

export interface OrganisationTable {
  code: string;
  region: string;
  name: string;
  shortName: string;
  kind: string;
  authority: string | null;
  vertical: Generated<boolean>;
  profile: GeneratedJsonb;
  since: Day;
  endedOn: NullableDay;
  changedAt: Generated<string>;
}

export interface OutageTable {
  region: string;
  id: string;
  resource: string;
  fromAt: string;
  toAt: string | null;
  fault: string;
  toldAt: string | null;
  clueAt: string | null;
}

export interface OutboxTable {
  region: string;
  id: string;
  topic: string;
  body: Jsonb;
  dueAt: Generated<string>;
  tries: Generated<number>;
  lastError: string | null;
}

export interface PartitionKeptTable {
  partition: string;
  tableName: string;
  fromAt: string | null;
  toAt: string | null;
  keepUntil: NullableDay;
}

export interface PartitionedTable {
  tableName: string;
  period: string;
  step: number | null;
  keepYears: number | null;
}

export interface PasswordTable {
  person: string;
  nth: number;
  hash: string;
  setAt: Generated<string>;
}

export interface PlatformTable {
  one: Generated<boolean>;
  region: string;
  org: string;
  name: string;
  setUpAt: Generated<string>;
}

export interface PlatformMarkTable {
  one: Generated<boolean>;
  mark: string | null;
  dayOffset: Generated<number>;
}

export interface PostHolderTable {
  region: string;
  org: string;
  post: string;
  person: string;
  kind: string;
  validFrom: Day;
  validTo: NullableDay;
}

export interface QualityPlanTable {
  region: string;
  resource: string;
  byItself: boolean;
  hourFrom: number;
  hourTo: number;
  everyDays: number;
  pageRows: number;
  boundRows: number;
  statementMs: number;
  pauseMs: number;
  nextAt: string;
  setBy: string;
  setAt: Generated<string>;
}

export interface QualityResultTable {
  region: string;
  run: string;
  rule: string;
  kind: string;
  checked: Generated<number>;
  failed: Generated<number>;
  perMille: Generated<number>;
  verdict: string | null;
  why: string | null;
  samples: Generated<readonly Buffer[]>;
}

export interface QualityRulesTable {
  region: string;
  entry: string;
  version: number;
  entryVersion: number;
  body: Jsonb;
  madeBy: string;
  madeAt: Generated<string>;
}

export interface QualityRunTable {
  region: string;
  id: string;
  resource: string;
  entry: string;
  org: string;
  rulesVersion: number;
  bindingVersion: number;
  state: string;
  atOnce: boolean;
  askedBy: string | null;
  askedAt: Generated<string>;
  begunAt: string | null;
  endedAt: string | null;
  leaseUntil: Generated<string>;
  notBefore: Generated<string>;
  step: Generated<number>;
  way: string | null;
  place: Buffer | null;
  paged: Generated<boolean>;
  checked: Generated<number>;
  partial: Generated<boolean>;
  pageRows: number | null;
  faults: Generated<number>;
  fault: string | null;
  rate: number | null;
  failing: number | null;
}

export interface QuotaTable {
  region: string;
  grantId: string;
  period: string;
  allowed: number;
  taken: number;
}

export interface ReceivedTable {
  region: string;
  entry: string;
  keyDigest: Buffer;
  grantId: string;
  firstAt: string;
  lastAt: string;
}

export interface RecoveryCodeTable {
  person: string;
  n: number;
  hash: Buffer;
  usedAt: string | null;
}

export interface RefluxTable {
  region: string;
  caseId: string;
  sender: string;
  receiver: string;
  receiverRegion: string;
  entryRegion: string;
  entry: string;
  entryVersion: number;
  entryName: string;
  entryCode: string | null;
  duty: Generated<string>;
  items: GeneratedJsonb;
  regions: GeneratedJsonb;
  below: GeneratedJsonb;
  ground: string | null;
  measure: string | null;
  open: Generated<boolean>;
  regionItem: number | null;
  codes: GeneratedJsonb;
  grantRegion: string | null;
  grantId: string | null;
  connectedOn: NullableDay;
  connectedAt: string | null;
  census: NullableJsonb;
  running: Generated<boolean>;
  periodFrom: NullableDay;
  periodTo: NullableDay;
  busyUntil: string | null;
  fault: string | null;
  endedStopped: Generated<boolean>;
  measures: GeneratedJsonb;
  bound: string | null;
}

export interface RefluxPeriodTable {
  region: string;
  caseId: string;
  period: string;
  fromDay: Day;
  toDay: Day;
  at: Generated<string>;
  sourceRows: number;
  sourceHash: Buffer;
  givenRows: number;
  givenHash: Buffer;
  calls: number;
  gap: string;
  gapSince: string | null;
  census: Jsonb;
}

export interface RefusedCallTable {
  region: string;
  minute: string;
  reason: string;
  network: string;
  n: number;
}

export interface RegionTable {
  code: string;
  name: string;
  level: number;
  parent: string | null;
  validFrom: NullableDay;
  validTo: NullableDay;
  source: Generated<string>;
}

export interface ResourceTable {
  region: string;
  id: string;
  org: string;
  entryRegion: string;
  entry: string;
  mode: string;
  connectionId: string;
  state: string;
  version: Generated<number>;
  up: boolean | null;
  since: string | null;
  checkedAt: string | null;
  fault: string | null;
  seal: Buffer | null;
}

export interface ResourceBindingTable {
  region: string;
  resource: string;
  version: number;
  body: Jsonb;
  test: Jsonb;
  madeBy: string;
  madeAt: Generated<string>;
}

export interface ResourceEventTable {
  region: string;
  id: string;
  resource: string;
  at: Generated<string>;
  what: string;
  note: Generated<string>;
}

export interface RestoredTable {
  id: string;
  at: Generated<string>;
  backupMadeAt: string;
  ledgerSize: number;
  ledgerRoot: string;
  securityPerson: string | null;
  securityAt: string | null;
  securityNote: string | null;
  authorityPerson: string | null;
  authorityAt: string | null;
  authorityNote: string | null;
}

export interface RouteRequestTable {
  region: string;
  person: string;
  requestId: string;
  act: string;
  object: string;
  answer: NullableJsonb;
  at: Generated<string>;
  asked: Buffer | null;
}

export interface SandboxTable {
  region: string;
  id: string;
  org: string;
  entryRegion: string;
  entry: string;
  entryVersion: number;
  serviceKind: string;
  shape: Jsonb;
  quotaDay: number;
  quotaMinute: number;
  openedBy: string;
  openedAt: Generated<string>;
  endsAt: string;
  closedAt: string | null;
  closedWhy: string | null;
  version: Generated<number>;
}

export interface SandboxCallTable {
  region: string;
  sandbox: string;
  day: Day;
  door: string;
  reason: string;
  n: number;
  lastAt: string;
}

export interface SandboxEventTable {
  region: string;
  id: string;
  sandbox: string;
  at: Generated<string>;
  what: string;
  person: string | null;
  note: Generated<string>;
}

export interface SchemaMigrationTable {
  number: number;
  name: string;
  checksum: string;
  appliedAt: Generated<string>;
}

export interface SearchSynonymTable {
  region: string;
  word: string;
  same: string;
  byOrg: string;
  onDay: Day;
}

export interface SecondFactorTable {
  person: string;
  sealed: Buffer | null;
  provedAt: string | null;
  offered: Buffer | null;
  lastStep: Generated<number>;
}

export interface SecuritySettingTable {
  one: Generated<boolean>;
  idleMinutes: Generated<number>;
  absoluteHours: Generated<number>;
  passwordLeast: Generated<number>;
  passwordClasses: Generated<number>;
  passwordKept: Generated<number>;
  passwordDays: Generated<number>;
  factorForAll: Generated<boolean>;
  changedBy: string | null;
  changedAt: string | null;
}

export interface ServiceChangeTable {
  region: string;
  caseId: string;
  kind: string;
  reason: Generated<string>;
  what: Generated<string>;
  instead: Generated<string>;
  effectOn: NullableDay;
  opinionsBy: NullableDay;
  opinions: GeneratedJsonb;
  filedAt: string | null;
}

export interface ServiceChangeGrantTable {
  region: string;
  caseId: string;
  grantRegion: string;
  grantId: string;
  requester: string;
  open: Generated<boolean>;
}

export interface SessionTable {
  id: string;
  tokenHash: Buffer;
  person: string;
  stage: string;
  org: string | null;
  orgRegion: string | null;
  post: string | null;
  behalfOf: string | null;
  address: string;
  madeAt: Generated<string>;
  seenAt: Generated<string>;
  confirmedAt: Generated<string>;
  endsAt: string;
  endedAt: string | null;
  endedWhy: string | null;
  last: NullableJsonb;
}

export interface SourceEntryTable {
  region: string;
  caseId: string;
  entry: string;
  org: string;
}

export interface SourceGroupTable {
  region: string;
  caseId: string;
  items: readonly string[];
  departments: GeneratedJsonb;
  opinions: GeneratedJsonb;
  round: Generated<number>;
  opinionsBy: NullableDay;
  stage: Generated<string>;
  provider: string | null;
  document: string | null;
  namedOn: NullableDay;
  profiles: GeneratedJsonb;
}

export interface SourceItemTable {
  region: string;
  name: string;
  item: string;
  caseId: string;
  provider: string;
  entry: string | null;
}

export interface SourceTaskTable {
  region: string;
  caseId: string;
  nth: number;
  org: string;
  what: string;
  givenOn: Day;
  doneBy: Day;
  done: string | null;
  doneOn: NullableDay;
}

export interface StandingConsentTable {
  region: string;
  entry: string;
  id: string;
  version: number;
  org: string;
  post: string;
  person: string;
  document: Generated<string>;
  onDay: Day;
  endedOn: NullableDay;
  endedBy: string | null;
  endedWhy: string | null;
}

export interface UsageAddedTable {
  region: string;
  batch: string;
  grantId: string;
  day: Day;
  calls: number;
  rows: number;
  refused: number;
  failed: number;
  maintenance: number;
  msBuckets: readonly number[];
}

export interface UsageDayTable {
  region: string;
  grantId: string;
  day: Day;
  person: Generated<string>;
  calls: Generated<number>;
  rows: Generated<number>;
  bytes: Generated<number>;
  refused: Generated<number>;
  failed: Generated<number>;
}

export interface UsageEntryTable {
  region: string;
  id: string;
  number: string;
  grantId: string;
  kind: string;
  corrects: string | null;
  body: Jsonb;
  attachments: Generated<readonly string[]>;
  org: string;
  person: string;
  onDay: Day;
  at: Generated<string>;
}

export interface UsageNumberTable {
  region: string;
  year: number;
  last: number;
}

export interface UsageOfficeTable {
  region: string;
  provider: string;
  requester: string;
  day: Day;
  calls: Generated<number>;
  rows: Generated<number>;
  refused: Generated<number>;
  failed: Generated<number>;
  maintenance: Generated<number>;
  msBuckets: readonly number[];
}

export interface UsagePersonTable {
  region: string;
  grantId: string;
  person: Generated<string>;
  lastOn: Day;
}

export interface UsageRemindedTable {
  region: string;
  grantId: string;
  kind: string;
  dueOn: Day;
  stage: number;
}

export interface UsageSumTable {
  region: string;
  grantId: string;
  day: Day;
  calls: Generated<number>;
  rows: Generated<number>;
  bytes: Generated<number>;
  refused: Generated<number>;
  failed: Generated<number>;
  maintenance: Generated<number>;
  msSum: Generated<number>;
  msBuckets: Generated<readonly number[]>;
}

export interface UsageTypicalTable {
  region: string;
  id: string;
  entry: string;
  grantId: string;
  requester: string;
  provider: string;
  entryName: string;
  title: string;
  text: string;
  matters: number;
  papers: number;
  org: string;
  person: string;
  onDay: Day;
  withdrawnOn: NullableDay;
  withdrawnBecause: Generated<string>;
}

export interface UseChangeTable {
  region: string;
  caseId: string;
  grantRegion: string;
  grantId: string;
  points: GeneratedJsonb;
  basis: Generated<string>;
  answers: GeneratedJsonb;
  reasons: Generated<string>;
  open: Generated<boolean>;
}

export interface UsedSignTable {
  region: string;
  slot: number;
  sign: string;
}

export interface WatchedClockTable {
  region: string;
  caseId: string;
  clock: string;
  nth: number;
  authority: string;
  department: string;
  kind: string;
  dueOn: Day;
  raisedOn: Day;
}

export interface WireSecretTable {
  rid: string;
  sid: string;
  issuedAt: string;
  endsAt: string;
  nth: number;
  sealed: Buffer;
}

export interface WorkDoneTable {
  region: string;
  org: string;
  person: string;
  month: Day;
  done: number;
  onTime: number;
}

export interface WorklistTable {
  region: string;
  org: string;
  post: string;
  dueOn: GeneratedDay;
  caseId: string;
  why: string;
  caseRegion: string;
  kind: string;
  state: string;
  number: string | null;
  title: string;
  nearOn: GeneratedDay;
  redOn: GeneratedDay;
  paused: Generated<boolean>;
  assignee: string | null;
  barred: Generated<readonly string[]>;
  act: string | null;
  openedAt: string | null;
  at: Generated<string>;
}

export interface Schema {
  accessBatch: AccessBatchTable;
  accessLog: AccessLogTable;
  account: AccountTable;
  activationCode: ActivationCodeTable;
  agreement: AgreementTable;
  agreementCount: AgreementCountTable;
  application: ApplicationTable;
  applicationFigure: ApplicationFigureTable;
  assessment: AssessmentTable;
  attachment: AttachmentTable;
  calendarApplied: CalendarAppliedTable;
  calendarNotice: CalendarNoticeTable;
  callBatch: CallBatchTable;
  callRecord: CallRecordTable;
  callSpool: CallSpoolTable;
  caseFind: CaseFindTable;
  caseLink: CaseLinkTable;
  caseMove: CaseMoveTable;
  caseNumber: CaseNumberTable;
  caseParty: CasePartyTable;
  caseRequest: CaseRequestTable;
  catalogCause: CatalogCauseTable;
  catalogDraft: CatalogDraftTable;
  catalogExport: CatalogExportTable;
  catalogExportNumber: CatalogExportNumberTable;
  catalogImport: CatalogImportTable;
  catalogImportEntry: CatalogImportEntryTable;
  catalogImportPiece: CatalogImportPieceTable;
  catalogPoint: CatalogPointTable;
  circulated: CirculatedTable;
  clock: ClockTable;
  connection: ConnectionTable;
  correction: CorrectionTable;
  correctionRecall: CorrectionRecallTable;
  correctionReceiver: CorrectionReceiverTable;
  correctionRow: CorrectionRowTable;
  correctionRules: CorrectionRulesTable;
  credential: CredentialTable;
  dataKey: DataKeyTable;
  delegation: DelegationTable;
  demand: DemandTable;
  dictionary: DictionaryTable;
  disposalList: DisposalListTable;
  dispute: DisputeTable;
  document: DocumentTable;
  documentFile: DocumentFileTable;
  documentSeries: DocumentSeriesTable;
  documentStamped: DocumentStampedTable;
  documentTemplate: DocumentTemplateTable;
  entry: EntryTable;
  entryCase: EntryCaseTable;
  entryChange: EntryChangeTable;
  entryCode: EntryCodeTable;
  entryFigure: EntryFigureTable;
  entryListing: EntryListingTable;
  entrySubscriber: EntrySubscriberTable;
  entryVersion: EntryVersionTable;
  finding: FindingTable;
  formDraft: FormDraftTable;
  gateChange: GateChangeTable;
  gateCounter: GateCounterTable;
  grantCompiled: GrantCompiledTable;
  grantLegacy: GrantLegacyTable;
  incident: IncidentTable;
  incidentGrant: IncidentGrantTable;
  item: ItemTable;
  itemName: ItemNameTable;
  keyCheck: KeyCheckTable;
  ledgerEntry: LedgerEntryTable;
  ledgerHead: LedgerHeadTable;
  ledgerLog: LedgerLogTable;
  ledgerNode: LedgerNodeTable;
  ledgerPending: LedgerPendingTable;
  legalCase: LegalCaseTable;
  localRule: LocalRuleTable;
  loginFailure: LoginFailureTable;
  maintenance: MaintenanceTable;
  notification: NotificationTable;
  oneTimeLink: OneTimeLinkTable;
  organisation: OrganisationTable;
  outage: OutageTable;
  outbox: OutboxTable;
  partitionKept: PartitionKeptTable;
  partitioned: PartitionedTable;
  password: PasswordTable;
  platform: PlatformTable;
  platformMark: PlatformMarkTable;
  postHolder: PostHolderTable;
  qualityPlan: QualityPlanTable;
  qualityResult: QualityResultTable;
  qualityRules: QualityRulesTable;
  qualityRun: QualityRunTable;
  quota: QuotaTable;
  received: ReceivedTable;
  recoveryCode: RecoveryCodeTable;
  reflux: RefluxTable;
  refluxPeriod: RefluxPeriodTable;
  refusedCall: RefusedCallTable;
  region: RegionTable;
  resource: ResourceTable;
  resourceBinding: ResourceBindingTable;
  resourceEvent: ResourceEventTable;
  restored: RestoredTable;
  routeRequest: RouteRequestTable;
  sandbox: SandboxTable;
  sandboxCall: SandboxCallTable;
  sandboxEvent: SandboxEventTable;
  schemaMigration: SchemaMigrationTable;
  searchSynonym: SearchSynonymTable;
  secondFactor: SecondFactorTable;
  securitySetting: SecuritySettingTable;
  serviceChange: ServiceChangeTable;
  serviceChangeGrant: ServiceChangeGrantTable;
  session: SessionTable;
  sourceEntry: SourceEntryTable;
  sourceGroup: SourceGroupTable;
  sourceItem: SourceItemTable;
  sourceTask: SourceTaskTable;
  standingConsent: StandingConsentTable;
  usageAdded: UsageAddedTable;
  usageDay: UsageDayTable;
  usageEntry: UsageEntryTable;
  usageNumber: UsageNumberTable;
  usageOffice: UsageOfficeTable;
  usagePerson: UsagePersonTable;
  usageReminded: UsageRemindedTable;
  usageSum: UsageSumTable;
  usageTypical: UsageTypicalTable;
  useChange: UseChangeTable;
  usedSign: UsedSignTable;
  watchedClock: WatchedClockTable;
  wireSecret: WireSecretTable;
  workDone: WorkDoneTable;
  worklist: WorklistTable;
}
